package org.blastema.runner.reference;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.blastema.kernel.export.Exporter;
import org.blastema.plugin.Command;
import org.blastema.plugin.Contribution;
import org.blastema.runner.binding.Binder;
import org.blastema.runner.binding.Entry;
import org.blastema.runner.binding.EntryType;
import org.blastema.runner.binding.RecordShape;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.tree.ListNode;
import org.blastema.runner.tree.MapNode;
import org.blastema.runner.tree.Node;
import org.blastema.runner.tree.Place;
import org.blastema.runner.tree.Scalar;
import org.blastema.runner.tree.YamlText;

/**
 * How a keyword is written: with its defaults, and with made-up values where a value is required.
 */
public final class KeywordExample {
  private static final Place PLACE = Place.in("example");
  private static final String NAME = "name";

  private final Keywords keywords;
  private final Places places;

  /** Examples in a language. */
  public KeywordExample(Keywords keywords) {
    this.keywords = keywords;
    this.places = new Places(keywords);
  }

  /**
   * The keyword with its entries, as YAML, where it stands in a scenario if it has a place; the
   * command line for what is no part of a scenario.
   */
  public String of(Contribution contribution) {
    String keyword = contribution.component().keyword();
    if (contribution.component().role().equals(Command.class)) {
      return "./blastema " + keyword + "\n";
    }
    if (contribution.component().role().equals(Exporter.class)) {
      return "./blastema export RUN --to " + keyword + settings(contribution) + "\n";
    }
    MapNode part = part(contribution);
    Optional<String> path = places.first(contribution.component().role());
    return YamlText.of(path.map(p -> nested(p, part)).orElse(part));
  }

  private String settings(Contribution contribution) {
    StringBuilder text = new StringBuilder();
    entries(RecordShape.of(contribution), empty())
        .entries()
        .forEach((key, entry) ->
            text.append(" --set ").append(key).append('=').append(YamlText.inline(entry.value())));
    return text.toString();
  }

  /** The keyword with its entries. */
  MapNode part(Contribution contribution) {
    RecordShape shape = RecordShape.of(contribution);
    MapNode kind = empty().with(Binder.KIND, text(contribution.component().keyword()));
    return entries(shape, kind);
  }

  private static Node nested(String path, MapNode part) {
    Node node = part;
    for (String name : List.of(path.split("\\.")).reversed()) {
      if (name.endsWith("[]")) {
        node = new ListNode(PLACE, "", List.of(node));
      }
      String key = name.replace("[]", "").replace(Places.NAME, NAME);
      node = empty().with(key, node);
    }
    return node;
  }

  private MapNode entries(RecordShape shape, MapNode before) {
    MapNode map = before;
    for (Entry entry : shape.entries()) {
      Optional<Node> value =
          entry
              .standard()
              .or(() -> entry.required() ? Optional.of(madeUp(entry.type())) : Optional.empty());
      if (value.isPresent() && !entry.inline()) {
        map = map.with(entry.key(), value.get());
      }
    }
    return map;
  }

  private Node madeUp(EntryType type) {
    return switch (type) {
      case EntryType.Real real -> number(real.limits());
      case EntryType.Whole whole -> number(whole.limits());
      case EntryType.Tunable tunable -> number(tunable.limits());
      case EntryType.Flag _ -> new Scalar(PLACE, "", "true", Scalar.Kind.FLAG);
      case EntryType.Text _ -> text(NAME);
      case EntryType.Choice choice -> text(choice.words().getFirst());
      case EntryType.Group group -> entries(group.shape(), empty());
      case EntryType.Slot slot -> anyOf(slot.role());
      case EntryType.Maybe _, EntryType.Sequence _, EntryType.Dictionary _, EntryType.Raw _ ->
          empty();
    };
  }

  /** A keyword of a role, preferably one that needs no entries. */
  private Node anyOf(Class<?> role) {
    List<Contribution> all =
        keywords.words(role).stream().map(w -> keywords.find(role, w).orElseThrow()).toList();
    Optional<Contribution> bare =
        all.stream()
            .filter(c -> RecordShape.of(c).entries().stream().noneMatch(Entry::required))
            .findFirst();
    if (bare.isPresent()) {
      return text(bare.get().component().keyword());
    }
    return all.isEmpty() ? text(NAME) : part(all.getFirst());
  }

  private static Scalar number(EntryType.Limits limits) {
    double limit = Double.isFinite(limits.max()) ? limits.max() : limits.min() + 1;
    String text =
        BigDecimal.valueOf(limits.allow(1) ? 1 : limit).stripTrailingZeros().toPlainString();
    return new Scalar(PLACE, "", text, Scalar.Kind.NUMBER);
  }

  private static Scalar text(String text) {
    return new Scalar(PLACE, "", text, Scalar.Kind.TEXT);
  }

  private static MapNode empty() {
    return MapNode.empty(PLACE, "");
  }
}
