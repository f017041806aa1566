package org.blastema.runner.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.plugin.Contribution;
import org.blastema.runner.binding.Entry;
import org.blastema.runner.binding.EntryDescription;
import org.blastema.runner.binding.RecordShape;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.plugins.LoadedPlugin;
import org.blastema.runner.reference.KeywordExample;
import org.blastema.runner.reference.ReferenceRows;
import org.blastema.runner.tree.InvalidInput;
import org.blastema.runner.tree.JsonText;
import org.blastema.runner.tree.Place;
import org.blastema.runner.tree.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Explain a plugin, or a keyword: its entries with type, default, range and unit.",
    mixinStandardHelpOptions = true)
final class ShowPluginCommand extends SessionCommand {
  @Parameters(paramLabel = "NAME", description = "A plugin, or a keyword of some plugin.")
  private String name;

  @Mixin private PluginOptions options;
  @Mixin private JsonOption json;

  @Override
  public Integer call() throws IOException {
    Keywords keywords = options.load(session()).keywords();
    List<Contribution> found =
        keywords.all().stream().filter(c -> c.component().keyword().equals(name)).toList();
    Optional<LoadedPlugin> plugin =
        keywords.plugins().stream().filter(p -> p.name().equals(name)).findFirst();
    if (found.isEmpty() && plugin.isEmpty()) {
      throw unknown(keywords);
    }
    if (json.isSet()) {
      Map<String, Object> answer = new LinkedHashMap<>();
      if (plugin.isPresent()) {
        answer.put("plugin", details(plugin.get(), keywords));
      }
      answer.put("keywords", found.stream().map(c -> details(c, keywords)).toList());
      session().out().print(JsonText.of(answer));
      return ExitCode.DONE;
    }
    if (plugin.isPresent()) {
      explain(plugin.get(), keywords);
    }
    found.forEach(contribution -> explain(contribution, keywords));
    return ExitCode.DONE;
  }

  private InvalidInput unknown(Keywords keywords) {
    List<String> known = new ArrayList<>();
    keywords.all().forEach(c -> known.add(c.component().keyword()));
    keywords.plugins().forEach(p -> known.add(p.name()));
    Problems problems = new Problems();
    problems.addUnknown(
        Place.in("plugins show"),
        "unknown keyword '" + name + "'" + keywords.hint(),
        name,
        known.stream().distinct().toList());
    return new InvalidInput(problems.list());
  }

  private void explain(LoadedPlugin plugin, Keywords keywords) throws IOException {
    print("plugin %s %s (%s)".formatted(plugin.name(), plugin.version(), plugin.source()));
    print("  SHA-256 " + plugin.sha256());
    plugin.libraries().forEach(library -> print("  library " + library));
    for (Contribution contribution : from(plugin, keywords)) {
      print(
          "  %s %s: %s"
              .formatted(
                  Keywords.name(contribution.component().role()),
                  contribution.component().keyword(),
                  RecordShape.of(contribution).description())
              .stripTrailing());
    }
  }

  private void explain(Contribution contribution, Keywords keywords) {
    RecordShape shape = RecordShape.of(contribution);
    print(
        "%s: %s, from plugin %s"
            .formatted(
                name, Keywords.name(contribution.component().role()), contribution.plugin()));
    if (!shape.description().isEmpty()) {
      print("  " + shape.description());
    }
    for (ReferenceRows.Row row : ReferenceRows.of(shape)) {
      print("  %s: %s".formatted(row.path(), EntryDescription.of(row.entry())));
      if (!row.entry().description().isEmpty()) {
        print("      " + row.entry().description());
      }
    }
    print("");
    new KeywordExample(keywords).of(contribution).lines().forEach(line -> print("  " + line));
  }

  private static List<Contribution> from(LoadedPlugin plugin, Keywords keywords) {
    return keywords.all().stream().filter(c -> c.plugin().equals(plugin.name())).toList();
  }

  private static Map<String, Object> details(LoadedPlugin plugin, Keywords keywords)
      throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", plugin.name());
    map.put("version", plugin.version());
    map.put("source", plugin.source().toString());
    map.put("sha256", plugin.sha256());
    map.put("libraries", plugin.libraries().stream().map(Object::toString).toList());
    map.put("keywords", from(plugin, keywords).stream().map(PluginsCommand::summary).toList());
    return map;
  }

  private static Map<String, Object> details(Contribution contribution, Keywords keywords) {
    Map<String, Object> map = PluginsCommand.summary(contribution);
    List<Object> entries = new ArrayList<>();
    for (Entry entry : RecordShape.of(contribution).entries()) {
      Map<String, Object> e = new LinkedHashMap<>();
      e.put("entry", entry.key());
      e.put("type", EntryDescription.type(entry.type()));
      e.put("required", entry.required());
      e.put("default", entry.standard());
      e.put("range", entry.limits().inWords());
      e.put("unit", entry.unit());
      e.put("description", entry.description());
      entries.add(e);
    }
    map.put("entries", entries);
    map.put("example", new KeywordExample(keywords).of(contribution));
    return map;
  }
}
