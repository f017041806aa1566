package org.blastema.plugintest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.blastema.plugin.Part;
import org.blastema.runner.binding.Entry;
import org.blastema.runner.binding.EntryType;
import org.blastema.runner.binding.RecordShape;

/** Assignments {@code path=value} that give the numbers of a part extreme values. */
final class Extremes {
  private Extremes() {}

  static List<String> of(Part<?> part) {
    return RecordShape.of(part.configuration().getClass()).entries().stream()
        .filter(entry -> !entry.inline())
        .flatMap(entry -> values(entry).map(v -> part.path() + "." + entry.key() + "=" + v))
        .toList();
  }

  private static Stream<String> values(Entry entry) {
    return values(entry.type()).stream();
  }

  private static Set<String> values(EntryType type) {
    return switch (type) {
      case EntryType.Real real -> reals(real.limits());
      case EntryType.Tunable tunable -> reals(tunable.limits());
      case EntryType.Whole whole -> wholes(whole.limits());
      case EntryType.Maybe maybe -> values(maybe.of());
      default -> Set.of();
    };
  }

  private static Set<String> reals(EntryType.Limits limits) {
    Set<String> values = new LinkedHashSet<>(List.of("0", "-1", "1e-300", "1e300", "x"));
    ends(limits, values);
    return values;
  }

  private static Set<String> wholes(EntryType.Limits limits) {
    Set<String> values = new LinkedHashSet<>(List.of("0", "-1", "1.5", "x"));
    if (limits.max() <= 1000) {
      ends(limits, values);
    }
    return values;
  }

  private static void ends(EntryType.Limits limits, Set<String> values) {
    Stream.of(limits.min(), limits.max())
        .filter(Double::isFinite)
        .forEach(end -> values.add(end == Math.rint(end) ? "" + end.longValue() : "" + end));
  }
}
