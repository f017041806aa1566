package org.blastema.runner.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blastema.kernel.export.Exporter;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Inline;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Part;
import org.blastema.runner.binding.Binder;
import org.blastema.runner.binding.Units;
import org.blastema.runner.experiment.RecordedTissue;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.plugins.PluginFailure;
import org.blastema.runner.tree.InvalidInput;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Place;
import org.blastema.runner.tree.Problems;
import org.blastema.runner.tree.Scalar;
import org.blastema.runner.tree.TreeReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = "Write the cells of a run in a form that another program reads.",
    mixinStandardHelpOptions = true)
final class ExportCommand extends SessionCommand {
  @Parameters(paramLabel = "RUN", description = "Folder of the run.")
  private Path run;

  @Option(
      names = "--to",
      paramLabel = "KEYWORD",
      required = true,
      description = "The form: cells-csv, openvt-csv, or another exporter (see plugins list).")
  private String keyword;

  @Option(
      names = "--set",
      paramLabel = "ENTRY=VALUE",
      description = "Set an entry of the exporter (see plugins show KEYWORD); may be repeated.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "-o",
      paramLabel = "FILE",
      description = "What to write; RUN-KEYWORD with the usual ending by default.")
  private Path target;

  @Mixin private PluginOptions plugins;

  /** The exporter with its entries. */
  private record Choice(@Inline @Describe("The exporter.") Part<Exporter> exporter) {}

  @Override
  public Integer call() throws IOException {
    Keywords keywords = plugins.load(session()).keywords();
    Exporter exporter = exporter(keywords);
    RecordedTissue tissue = RecordedTissue.open(run);
    Path file =
        target == null ? Path.of(tissue.name() + "-" + keyword + exporter.ending()) : target;
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path written = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      exporter.export(tissue, written);
      Files.move(written, file);
    } catch (IllegalArgumentException e) {
      throw InvalidConfiguration.at(
          "", "%s cannot be exported to %s: %s".formatted(run, keyword, e.getMessage()));
    } catch (RuntimeException | LinkageError e) {
      throw new PluginFailure(
          "plugin '%s' failed in the exporter '%s' (--to %s)"
              .formatted(
                  keywords.find(Exporter.class, keyword).orElseThrow().plugin(), keyword, keyword),
          e);
    } finally {
      Files.deleteIfExists(written);
    }
    print(tissue.frames() + " recorded moments in " + file);
    return ExitCode.DONE;
  }

  private Exporter exporter(Keywords keywords) {
    Problems problems = new Problems();
    MapNode tree =
        MapNode.empty(Place.in("--to " + keyword), "export")
            .with(Binder.KIND, new Scalar(Place.in("--to"), "", keyword, Scalar.Kind.TEXT));
    for (String assignment : assignments) {
      int end = assignment.indexOf('=');
      if (end < 1) {
        throw InvalidInput.at(
            Place.in("--set " + assignment), "expected ENTRY=VALUE, for example diameter=10");
      }
      String entry = assignment.substring(0, end);
      Place place = Place.in("--set " + entry);
      tree =
          tree.with(
              entry,
              TreeReader.yaml(assignment.substring(end + 1), place.source(), problems)
                  .withPlace(place));
    }
    Optional<Choice> choice =
        new Binder(keywords, Units.none(), tree, problems).bind(tree, Choice.class);
    problems.throwIfAny();
    return choice.orElseThrow().exporter().build(new NoScenario());
  }
}
