package org.blastema.runner.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.blastema.plugin.BlastemaVersion;
import org.blastema.runner.template.PluginTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "new",
    description = "Write a project to begin with.",
    mixinStandardHelpOptions = true,
    subcommands = NewCommand.Plugin.class)
final class NewCommand extends SessionCommand {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "say what is to be new: ./blastema new plugin NAME");
  }

  @Command(
      name = "plugin",
      description = {
        "Write a Maven project of a plugin: a potential, a loss, a cell type with a step of its own,",
        "a scenario that uses them, and tests."
      },
      mixinStandardHelpOptions = true)
  static final class Plugin extends SessionCommand {
    @Spec private CommandSpec spec;

    @Parameters(
        paramLabel = "NAME",
        description =
            "Name of the plugin: small letters, digits and dashes, for example my-plugin.")
    private String name;

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FOLDER",
        description = "Folder of the project; must be new or empty. By default NAME.")
    private Optional<Path> folder;

    @Option(
        names = "--package",
        paramLabel = "PACKAGE",
        description = "Java package of its classes. By default com.example.NAME without dashes.")
    private Optional<String> javaPackage;

    @Override
    public Integer call() throws IOException {
      PluginTemplate template = template();
      Path target = folder.orElse(Path.of(name));
      if (Files.exists(target) && !isEmptyFolder(target)) {
        throw new ParameterException(
            spec.commandLine(),
            target + " is there already; name another folder with -o, nothing was written");
      }
      template.writeTo(target);
      print("wrote the plugin '" + name + "' to " + target + "; to build, test and use it:");
      print("  ./blastema package " + target);
      print(
          "  ./blastema run %s/scenarios/example.yaml --plugin %s/target/%s-0.1.0.jar"
              .formatted(target, target, name));
      return ExitCode.DONE;
    }

    private PluginTemplate template() {
      try {
        return new PluginTemplate(name, javaPackage, BlastemaVersion.current());
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage());
      }
    }

    private static boolean isEmptyFolder(Path target) throws IOException {
      if (!Files.isDirectory(target)) {
        return false;
      }
      try (Stream<Path> files = Files.list(target)) {
        return files.findAny().isEmpty();
      }
    }
  }
}
