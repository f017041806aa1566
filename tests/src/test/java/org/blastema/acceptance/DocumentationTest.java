package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.blastema.kernel.export.Exporter;
import org.blastema.plugin.Command;
import org.blastema.plugin.Contribution;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;
import org.blastema.runner.binding.Binder;
import org.blastema.runner.binding.EntryType;
import org.blastema.runner.binding.RecordShape;
import org.blastema.runner.binding.Units;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.plugins.PluginLoader;
import org.blastema.runner.reference.KeywordExample;
import org.blastema.runner.reference.ReferencePages;
import org.blastema.runner.reference.ReferenceRows;
import org.blastema.runner.scenario.Scenario;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Problems;
import org.blastema.runner.tree.TreeReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every word of the shipped plugins is documented, and the reference has them all. */
class DocumentationTest {
  private static final Keywords KEYWORDS =
      new PluginLoader(List.of(), Path.of("no-plugins")).keywords();

  @TempDir Path folder;

  private static String name(Contribution contribution) {
    return Keywords.name(contribution.component().role())
        + " "
        + contribution.component().keyword();
  }

  @TestFactory
  Stream<DynamicTest> every_keyword_and_entry_is_documented() {
    assertThat(KEYWORDS.all()).hasSizeGreaterThan(50);
    return KEYWORDS.all().stream()
        .map(contribution ->
            DynamicTest.dynamicTest(
                name(contribution),
                () -> {
                  RecordShape shape = RecordShape.of(contribution);
                  assertThat(shape.description()).as("@Describe of " + shape.type()).isNotBlank();
                  assertThat(undocumented(shape)).isEmpty();
                }));
  }

  @Test
  void every_section_of_a_scenario_is_documented() {
    assertThat(undocumented(RecordShape.of(Scenario.class))).isEmpty();
  }

  /** What is missing, one line each. */
  private static List<String> undocumented(RecordShape shape) {
    List<String> missing = new ArrayList<>();
    for (ReferenceRows.Row row : ReferenceRows.of(shape)) {
      String component = row.owner().type().getSimpleName() + "." + row.entry().key();
      if (row.entry().description().isBlank()) {
        missing.add(component + " has no @Describe");
      }
      if (isNumber(row.entry().type()) && !isBounded(component(row))) {
        missing.add(component + " is a number with neither @Unit nor @Range");
      }
    }
    return missing;
  }

  private static boolean isBounded(RecordComponent component) {
    return component.isAnnotationPresent(Unit.class) || component.isAnnotationPresent(Range.class);
  }

  private static RecordComponent component(ReferenceRows.Row row) {
    int index = row.owner().entries().indexOf(row.entry());
    return row.owner().type().getRecordComponents()[index];
  }

  private static boolean isNumber(EntryType type) {
    return switch (type) {
      case EntryType.Real _, EntryType.Whole _, EntryType.Tunable _ -> true;
      case EntryType.Maybe maybe -> isNumber(maybe.of());
      case EntryType.Sequence list -> isNumber(list.of());
      case EntryType.Dictionary map -> isNumber(map.of());
      default -> false;
    };
  }

  @Test
  void what_is_not_documented_is_found() {
    assertThat(undocumented(RecordShape.of(Bare.class)))
        .containsExactlyInAnyOrder(
            "Bare.number has no @Describe",
            "Bare.number is a number with neither @Unit nor @Range",
            "Bare.inner has no @Describe",
            "Inner.word has no @Describe");
  }

  private record Bare(List<Double> number, Optional<Inner> inner) {}

  private record Inner(String word) {}

  @TestFactory
  Stream<DynamicTest> every_example_can_be_read() {
    return KEYWORDS.all().stream()
        .filter(c -> !List.of(Command.class, Exporter.class).contains(c.component().role()))
        .map(contribution ->
            DynamicTest.dynamicTest(
                name(contribution),
                () -> {
                  String yaml = new KeywordExample(KEYWORDS).of(contribution);
                  Problems problems = new Problems();
                  MapNode tree = (MapNode) TreeReader.yaml(yaml, "example", problems);
                  MapNode part = find(tree, contribution.component().keyword());
                  new Binder(KEYWORDS, Units.none(), tree, problems)
                      .bind(
                          part.without(List.of(Binder.KIND)),
                          contribution.component().configuration());
                  assertThat(problems.list()).as(yaml).isEmpty();
                }));
  }

  /** The first map with this kind. */
  private static MapNode find(MapNode map, String keyword) {
    MapNode at = map;
    while (at.get(Binder.KIND).isEmpty()) {
      at = (MapNode) at.entries().firstEntry().getValue().value();
    }
    assertThat(at.get(Binder.KIND).orElseThrow().inWords()).isEqualTo("'" + keyword + "'");
    return at;
  }

  @Test
  void the_reference_has_a_section_for_every_keyword() throws IOException {
    Map<String, String> pages = ReferencePages.of(KEYWORDS);
    for (Contribution contribution : KEYWORDS.all()) {
      String file = Keywords.name(contribution.component().role()).replace(' ', '-') + ".md";
      String keyword = contribution.component().keyword();
      assertThat(pages.get(file).lines()).contains("## " + keyword);
      assertThat(pages.get("README.md")).contains("(" + file + "#" + keyword + ")");
      for (ReferenceRows.Row row : ReferenceRows.of(RecordShape.of(contribution))) {
        assertThat(pages.get(file)).contains("| `" + row.path() + "` |");
      }
    }
    for (String section : RecordShape.of(Scenario.class).keys()) {
      assertThat(pages.get("scenario.md")).contains("| `" + section + "` |");
    }
    assertThat(Program.run("plugins", "docs", "-o", folder.resolve("docs")).out())
        .isEqualToNormalizingNewlines(pages.size() + " pages in " + folder.resolve("docs") + "\n");
    for (String page : pages.keySet()) {
      assertThat(Files.readString(folder.resolve("docs").resolve(page))).isEqualTo(pages.get(page));
    }
    assertThat(Arrays.stream(folder.resolve("docs").toFile().list()).sorted())
        .containsExactlyElementsOf(pages.keySet().stream().sorted().toList());
  }
}
