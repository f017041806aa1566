package org.blastema.runner.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {
  private static final String[] PIECES = {
    "a",
    "B",
    "7",
    "-",
    ".",
    ":",
    " ",
    "#",
    "'",
    "\"",
    "\\",
    "\n",
    "\t",
    "[",
    "]",
    "{",
    "}",
    ",",
    "$",
    "&",
    "*",
    "!",
    "|",
    ">",
    "%",
    "@",
    "`",
    "~",
    "?",
    "true",
    "null",
    "no",
    "1e3",
    "\u00b5",
    "\u0007",
    "\u2028",
    "\ufeff",
    "\ud83e\uddec"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void any_tree_is_read_back_from_its_text(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      Node tree = tree(random, 0).withPath("");
      String yaml = YamlText.of(tree);
      Problems problems = new Problems();
      Node read = TreeReader.yaml(yaml, "x.yaml", problems);
      assertThat(problems.list()).isEmpty();
      assertThat(read.withPlace(tree.place())).as("seed %d, text:\n%s", seed, yaml).isEqualTo(tree);
    }
  }

  @Test
  void json_is_read_like_yaml() {
    Problems problems = new Problems();
    Node json =
        TreeReader.json("{\"a\": [1, 2.5, true, null, \"x\"],\n \"b\": {}}", "x.json", problems);
    Node yaml = TreeReader.yaml("a: [1, 2.5, true, null, x]\nb: {}\n", "x.json", problems);
    assertThat(json.withPlace(yaml.place())).isEqualTo(yaml.withPlace(yaml.place()));
    assertThat(TreePath.place(json, "b")).hasToString("x.json:2:7");
    assertThat(TreePath.place(json, "a[1]")).hasToString("x.json:1:11");
  }

  @Test
  void an_alias_repeats_its_anchor_under_its_own_path() {
    Node tree = TreeReader.yaml("a: &x {k: 1}\nb: *x\n", "x.yaml", new Problems());
    assertThat(TreePath.node(tree, "b.k").orElseThrow())
        .isEqualTo(new Scalar(new Place("x.yaml", 2, 4), "b.k", "1", Scalar.Kind.NUMBER));
  }

  @Test
  void aliases_cannot_be_used_to_fill_the_memory() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String before = "*a" + (i - 1);
      yaml.append(
          "a%d: &a%d [%s]\n"
              .formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, before))));
    }
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> TreeReader.yaml(yaml.toString(), "x.yaml", new Problems()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("aliases repeat more than");
  }

  @Test
  void files_of_many_megabytes_are_read() {
    String row = "[" + "0.12345678901234567, ".repeat(2000) + "1]";
    String yaml = "w:\n" + ("  - " + row + "\n").repeat(150);
    assertThat(yaml.length()).isGreaterThan(6_000_000);
    Node tree = TreeReader.yaml(yaml, "x.yaml", new Problems());
    assertThat(((ListNode) ((MapNode) tree).get("w").orElseThrow()).items()).hasSize(150);
  }

  private static Node tree(Random random, int depth) {
    Place place = Place.in("x.yaml");
    int sort = depth > 3 ? 0 : random.nextInt(4);
    if (sort == 2) {
      List<Node> items = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        items.add(tree(random, depth + 1));
      }
      return new ListNode(place, "", items);
    }
    if (sort == 3 || depth == 0) {
      LinkedHashMap<String, MapNode.Entry> entries = new LinkedHashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        entries.put(text(random) + i, new MapNode.Entry(place, tree(random, depth + 1)));
      }
      return new MapNode(place, "", entries);
    }
    return switch (random.nextInt(4)) {
      case 0 -> new Scalar(place, "", Integer.toString(random.nextInt()), Scalar.Kind.NUMBER);
      case 1 -> new Scalar(place, "", Boolean.toString(random.nextBoolean()), Scalar.Kind.FLAG);
      case 2 -> new Scalar(place, "", "null", Scalar.Kind.NULL);
      default -> new Scalar(place, "", text(random), Scalar.Kind.TEXT);
    };
  }

  /** Any text but a lone tilde, which means nothing in YAML. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder("t".repeat(random.nextInt(2)));
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString().equals("~") ? "" : text.toString();
  }
}
