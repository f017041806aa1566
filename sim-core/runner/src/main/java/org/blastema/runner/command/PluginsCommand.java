package org.blastema.runner.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blastema.plugin.Contribution;
import org.blastema.runner.binding.Entry;
import org.blastema.runner.binding.EntryDescription;
import org.blastema.runner.binding.RecordShape;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.plugins.LoadedPlugin;
import org.blastema.runner.plugins.PluginLoader;
import org.blastema.runner.tree.InvalidInput;
import org.blastema.runner.tree.JsonText;
import org.blastema.runner.tree.Place;
import org.blastema.runner.tree.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "plugins",
    description = "What plugins there are, and what their keywords mean.",
    mixinStandardHelpOptions = true,
    subcommands = {PluginsCommand.ListCommand.class, PluginsCommand.ShowCommand.class})
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

  @Command(
      name = "show",
      description = "Explain a keyword: its entries with type, default, range and unit.",
      mixinStandardHelpOptions = true)
  static final class ShowCommand extends SessionCommand {
    @Parameters(paramLabel = "KEYWORD", description = "A keyword of some plugin.")
    private String keyword;

    @Mixin private PluginOptions options;
    @Mixin private JsonOption json;

    @Override
    public Integer call() {
      Keywords keywords = options.load(session()).keywords();
      List<Contribution> found =
          keywords.all().stream().filter(c -> c.component().keyword().equals(keyword)).toList();
      if (found.isEmpty()) {
        List<String> known =
            keywords.all().stream().map(c -> c.component().keyword()).distinct().toList();
        Problems problems = new Problems();
        problems.addUnknown(
            Place.in("plugins show"),
            "unknown keyword '" + keyword + "'" + keywords.hint(),
            keyword,
            known);
        throw new InvalidInput(problems.list());
      }
      if (json.isSet()) {
        session()
            .out()
            .print(
                JsonText.of(Map.of("keywords", found.stream().map(ShowCommand::details).toList())));
      } else {
        found.forEach(this::explain);
      }
      return ExitCode.DONE;
    }

    private void explain(Contribution contribution) {
      RecordShape shape = RecordShape.of(contribution);
      print(
          "%s: %s, from plugin %s"
              .formatted(
                  keyword, Keywords.name(contribution.component().role()), contribution.plugin()));
      if (!shape.description().isEmpty()) {
        print("  " + shape.description());
      }
      for (Entry entry : shape.entries()) {
        print("  %s: %s".formatted(entry.key(), EntryDescription.of(entry)));
        if (!entry.description().isEmpty()) {
          print("      " + entry.description());
        }
      }
    }

    private static Map<String, Object> details(Contribution contribution) {
      Map<String, Object> map = summary(contribution);
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
      return map;
    }
  }

  private static Map<String, Object> summary(Contribution contribution) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("keyword", contribution.component().keyword());
    map.put("role", Keywords.name(contribution.component().role()));
    map.put("plugin", contribution.plugin());
    map.put("description", RecordShape.of(contribution).description());
    return map;
  }
}
