package org.blastema.runner.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what is wrong, so that a user hears of everything at once. */
public final class Problems {
  private static final int WORDS_SHOWN = 12;

  private final Set<Problem> found = new LinkedHashSet<>();

  /** Adds a problem, unless the very same is known already. */
  public void add(Problem problem) {
    found.add(problem);
  }

  /** Adds a problem. */
  public void add(Place place, String message) {
    add(Problem.at(place, message));
  }

  /**
   * Adds a problem about a word that names nothing, with the nearest known word, or with all known
   * words where none is near and they are few.
   */
  public void addUnknown(Place place, String message, String word, Collection<String> known) {
    Optional<String> nearest = NearestWord.to(word, known);
    boolean list = nearest.isEmpty() && !known.isEmpty() && known.size() <= WORDS_SHOWN;
    add(
        new Problem(
            place,
            list ? message + " (known: " + String.join(", ", known) + ")" : message,
            nearest));
  }

  /** Runs something and keeps the problems that it throws. */
  public <X> Optional<X> attempt(Supplier<X> action) {
    try {
      return Optional.of(action.get());
    } catch (InvalidInput e) {
      found.addAll(e.problems());
      return Optional.empty();
    }
  }

  /** Whether nothing is wrong. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** How many problems there are. */
  public int count() {
    return found.size();
  }

  /** All problems, file by file in order of lines. */
  public List<Problem> list() {
    List<String> sources = found.stream().map(p -> p.place().source()).distinct().toList();
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingInt((Problem p) -> sources.indexOf(p.place().source()))
            .thenComparingInt(p -> p.place().line())
            .thenComparingInt(p -> p.place().column()));
    return sorted;
  }

  /**
   * Does nothing if nothing is wrong.
   *
   * @throws InvalidInput with all problems otherwise
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidInput(list());
    }
  }
}
