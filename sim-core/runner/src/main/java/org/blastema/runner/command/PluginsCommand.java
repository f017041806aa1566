package org.blastema.runner.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blastema.plugin.Contribution;
import org.blastema.runner.binding.RecordShape;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.plugins.LoadedPlugin;
import org.blastema.runner.plugins.PluginLoader;
import org.blastema.runner.tree.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "plugins",
    description = "What plugins there are, and what their keywords mean.",
    mixinStandardHelpOptions = true,
    subcommands = {
      PluginsCommand.ListCommand.class,
      ShowPluginCommand.class,
      PluginDocumentationCommand.class
    })
final class PluginsCommand extends SessionCommand {
  @Mixin private PluginOptions options;
  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    ListCommand list = new ListCommand();
    list.options = options;
    list.json = json;
    list.join(session());
    return list.call();
  }

  @Command(
      name = "list",
      description = "List plugins and keywords.",
      mixinStandardHelpOptions = true)
  static final class ListCommand extends SessionCommand {
    @Mixin private PluginOptions options;
    @Mixin private JsonOption json;

    @Override
    public Integer call() {
      PluginLoader loader = options.look(session());
      if (json.isSet()) {
        session().out().print(JsonText.of(report(loader, loader.keywords())));
        return ExitCode.DONE;
      }
      for (LoadedPlugin plugin : loader.plugins()) {
        print("plugin %s %s (%s)".formatted(plugin.name(), plugin.version(), plugin.source()));
      }
      loader.failures().forEach(this::print);
      Keywords keywords = loader.keywords();
      for (Class<?> role : keywords.roles()) {
        print("");
        print(Keywords.name(role));
        for (String keyword : keywords.words(role)) {
          Contribution contribution = keywords.find(role, keyword).orElseThrow();
          String description = RecordShape.of(contribution).description();
          print(
              "  %-24s %-12s %s"
                  .formatted(keyword, contribution.plugin(), description)
                  .stripTrailing());
        }
      }
      return ExitCode.DONE;
    }

    private static Map<String, Object> report(PluginLoader loader, Keywords keywords) {
      List<Object> plugins = new ArrayList<>();
      for (LoadedPlugin plugin : loader.plugins()) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", plugin.name());
        map.put("version", plugin.version());
        map.put("source", plugin.source().toString());
        plugins.add(map);
      }
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("plugins", plugins);
      report.put("failures", loader.failures());
      report.put("keywords", keywords.all().stream().map(PluginsCommand::summary).toList());
      return report;
    }
  }

  static Map<String, Object> summary(Contribution contribution) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("keyword", contribution.component().keyword());
    map.put("role", Keywords.name(contribution.component().role()));
    map.put("plugin", contribution.plugin());
    map.put("description", RecordShape.of(contribution).description());
    return map;
  }
}
