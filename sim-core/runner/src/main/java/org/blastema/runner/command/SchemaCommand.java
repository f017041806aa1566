package org.blastema.runner.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.blastema.runner.binding.JsonSchema;
import org.blastema.runner.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "schema",
    description = "Print the JSON Schema of scenario files, plugins included, for editors.",
    mixinStandardHelpOptions = true)
final class SchemaCommand extends SessionCommand {
  @Mixin private PluginOptions plugins;

  @Option(names = "-o", paramLabel = "FILE", description = "Write to a file.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    String schema =
        JsonSchema.text(Scenario.class, "Blastema scenario", plugins.load(session()).keywords());
    if (file == null) {
      session().out().print(schema);
    } else {
      Files.writeString(file, schema);
    }
    return ExitCode.DONE;
  }
}
