package org.blastema.runner.tree;

import java.util.List;
import java.util.stream.Collectors;

/** What the user gave cannot be used; holds every problem that was found. */
public final class InvalidInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** With all problems, at least one. */
  public InvalidInput(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** With a single problem. */
  public static InvalidInput at(Place place, String message) {
    return new InvalidInput(List.of(Problem.at(place, message)));
  }

  /** The problems in the order of the text. */
  public List<Problem> problems() {
    return problems;
  }
}
