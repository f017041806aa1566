package org.blastema.runner.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.blastema.plugin.Contribution;
import org.blastema.runner.binding.Entry;
import org.blastema.runner.binding.EntryDescription;
import org.blastema.runner.binding.EntryType;
import org.blastema.runner.binding.RecordShape;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.plugins.LoadedPlugin;
import org.blastema.runner.scenario.Scenario;
import org.blastema.runner.tree.YamlText;

/**
 * The reference of the scenario language as Markdown: one page a role with all its keywords, one
 * for the sections of a scenario, and an index.
 */
public final class ReferencePages {
  private static final String INDEX = "README.md";
  private static final String SCENARIO = "scenario.md";

  private final Keywords keywords;
  private final Places places;
  private final KeywordExample examples;

  private ReferencePages(Keywords keywords) {
    this.keywords = keywords;
    this.places = new Places(keywords);
    this.examples = new KeywordExample(keywords);
  }

  /** The pages by file name. */
  public static Map<String, String> of(Keywords keywords) {
    ReferencePages pages = new ReferencePages(keywords);
    Map<String, String> all = new LinkedHashMap<>();
    all.put(INDEX, pages.index());
    all.put(SCENARIO, pages.scenario());
    keywords.roles().forEach(role -> all.put(file(role), pages.role(role)));
    return all;
  }

  /**
   * Writes the pages into a folder, which is made if it is not there.
   *
   * @return number of pages
   */
  public static int write(Keywords keywords, Path folder) throws IOException {
    Files.createDirectories(folder);
    Map<String, String> pages = of(keywords);
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(folder.resolve(page.getKey()), page.getValue());
    }
    return pages.size();
  }

  private static String file(Class<?> role) {
    return Keywords.name(role).replace(' ', '-') + ".md";
  }

  private String index() {
    StringBuilder text = new StringBuilder("# Reference\n\n");
    text.append("[The sections of a scenario](" + SCENARIO + ")\n\n");
    text.append("| role | keywords |\n|---|---|\n");
    for (Class<?> role : keywords.roles()) {
      String words =
          keywords.words(role).stream()
              .map(word -> "[" + word + "](" + file(role) + "#" + word + ")")
              .collect(Collectors.joining(", "));
      text.append("| [%s](%s) | %s |\n".formatted(Keywords.name(role), file(role), words));
    }
    text.append("\n| plugin | version |\n|---|---|\n");
    for (LoadedPlugin plugin : keywords.plugins()) {
      text.append("| %s | %s |\n".formatted(plugin.name(), plugin.version()));
    }
    return text.toString();
  }

  private String scenario() {
    RecordShape shape = RecordShape.of(Scenario.class);
    StringBuilder text = new StringBuilder("# The sections of a scenario\n\n");
    text.append(shape.description()).append("\n\n");
    table(shape, text);
    return text.toString();
  }

  private String role(Class<?> role) {
    StringBuilder text = new StringBuilder("# " + title(Keywords.name(role)) + "\n\n");
    List<String> paths = places.inScenario(role);
    if (!paths.isEmpty()) {
      text.append("Stands in a scenario at `").append(String.join("`, `", paths)).append("`.\n\n");
    }
    List<Places.Within> within = places.within(role);
    if (!within.isEmpty()) {
      text.append("Stands in ");
      text.append(
          within.stream()
              .map(w ->
                  "`%s` of [%s](%s#%s)"
                      .formatted(
                          w.path(),
                          w.contribution().component().keyword(),
                          file(w.contribution().component().role()),
                          w.contribution().component().keyword()))
              .collect(Collectors.joining(", ")));
      text.append(".\n\n");
    }
    if (paths.isEmpty() && within.isEmpty()) {
      text.append("Stands on the command line.\n\n");
    }
    for (String word : keywords.words(role)) {
      keyword(keywords.find(role, word).orElseThrow(), text);
    }
    return text.toString();
  }

  private void keyword(Contribution contribution, StringBuilder text) {
    RecordShape shape = RecordShape.of(contribution);
    String keyword = contribution.component().keyword();
    text.append("## ").append(keyword).append("\n\n").append(shape.description()).append("\n\n");
    text.append("From the plugin `").append(contribution.plugin()).append("`.\n\n");
    if (!shape.entries().isEmpty()) {
      table(shape, text);
      text.append('\n');
    }
    text.append("```\n").append(examples.of(contribution)).append("```\n\n");
  }

  private void table(RecordShape shape, StringBuilder text) {
    text.append(
        "| entry | holds | unit | range | default | meaning |\n|---|---|---|---|---|---|\n");
    for (ReferenceRows.Row row : ReferenceRows.of(shape)) {
      Entry entry = row.entry();
      String standard =
          entry
              .standard()
              .map(node -> "`" + YamlText.inline(node) + "`")
              .orElse(entry.required() ? "required" : "");
      text.append(
          "| `%s` | %s | %s | %s | %s | %s |\n"
              .formatted(
                  row.path(),
                  holds(entry.type()),
                  cell(EntryDescription.unit(entry)),
                  cell(entry.limits().inWords()),
                  cell(standard),
                  cell(meaning(entry))));
    }
  }

  /** The type, with a link where other keywords may stand. */
  private String holds(EntryType type) {
    return switch (type) {
      case EntryType.Slot slot when keywords.roles().contains(slot.role()) ->
          "[%s](%s)".formatted(Keywords.name(slot.role()), file(slot.role()));
      case EntryType.Maybe maybe -> holds(maybe.of());
      case EntryType.Sequence list -> "list, each: " + holds(list.of());
      case EntryType.Dictionary map -> "map of names, each: " + holds(map.of());
      default -> cell(EntryDescription.type(type));
    };
  }

  private static String meaning(Entry entry) {
    if (!(entry.type() instanceof EntryType.Choice choice)) {
      return entry.description();
    }
    StringBuilder text = new StringBuilder(entry.description());
    List<String> meanings = choice.descriptions();
    for (int k = 0; k < meanings.size(); k++) {
      if (!meanings.get(k).isEmpty()) {
        text.append(" `").append(choice.words().get(k)).append("`: ").append(meanings.get(k));
      }
    }
    return text.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }

  private static String title(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
