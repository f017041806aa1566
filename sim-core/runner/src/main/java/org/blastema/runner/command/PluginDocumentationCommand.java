package org.blastema.runner.command;

import java.io.IOException;
import java.nio.file.Path;
import org.blastema.runner.reference.ReferencePages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "docs",
    description = "Write the reference of all keywords, plugins included, as Markdown pages.",
    mixinStandardHelpOptions = true)
final class PluginDocumentationCommand extends SessionCommand {
  @Mixin private PluginOptions plugins;

  @Option(
      names = "-o",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the pages; pages of the same names are replaced.")
  private Path folder;

  @Override
  public Integer call() throws IOException {
    int pages = ReferencePages.write(plugins.load(session()).keywords(), folder);
    print(pages + " pages in " + folder);
    return ExitCode.DONE;
  }
}
