package org.blastema.kernel.space;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/** What is at both ends of an axis of space. */
public sealed interface Sides {
  /** Parameters that training may move. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** Nothing: space goes on. */
  record Open() implements Sides {}

  /**
   * Space repeats: what leaves at one end comes in at the other.
   *
   * @param from smallest coordinate (length)
   * @param to where space begins again, greater than {@code from}
   */
  record Periodic(double from, double to) implements Sides {
    /** Checks the order. */
    public Periodic {
      if (!(to > from && to - from < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("periodic sides from " + from + " to " + to);
      }
    }

    double wrapped(double coordinate) {
      if (coordinate >= from && coordinate < to) {
        return coordinate;
      }
      double period = to - from;
      double inside = coordinate - period * Math.floor((coordinate - from) / period);
      // rounding may end at the far side, which is the same place as the near one
      return inside >= to || inside < from ? from : inside;
    }

    /** The entries of a scenario. */
    @Describe("What leaves at one side comes in at the other; distances are to nearest images.")
    public record Ends(
        @Describe("Coordinate of the one side.") @Unit("length") double from,
        @Describe("Coordinate of the other side.") @Unit("length") double to) {}

    /**
     * Makes the sides from a scenario's entries.
     *
     * @throws InvalidConfiguration if they are in the wrong order
     */
    public static Periodic create(Ends entries, BuildContext context) {
      if (!(entries.to() > entries.from())) {
        throw InvalidConfiguration.at("to", "must be greater than from");
      }
      return new Periodic(entries.from(), entries.to());
    }
  }

  /**
   * Plane walls that cells cannot pass: a cell whose center is closer to a wall than its radius is
   * pushed away with the force {@code stiffness x (radius - distance)}, also from beyond it.
   *
   * @param from where the lower wall is (length), a scalar; none if empty
   * @param to where the upper wall is (length), a scalar; none if empty
   * @param stiffness force by depth (energy/length^2), a scalar
   */
  record Walls(Optional<Parameter> from, Optional<Parameter> to, Parameter stiffness)
      implements Sides {
    @Override
    public List<Parameter> parameters() {
      return Stream.of(from, to, Optional.of(stiffness)).flatMap(Optional::stream).toList();
    }

    /** The entries of a scenario. */
    @Describe("Walls that push cells back which press against them.")
    public record Entries(
        @Describe("Coordinate of the lower wall; none if left out.") @Unit("length")
            Optional<ParameterSpec> from,
        @Describe("Coordinate of the upper wall; none if left out.") @Unit("length")
            Optional<ParameterSpec> to,
        @Describe("Force of a wall by how deep a cell is in it.")
            @Default("10")
            @Unit("energy/length^2")
            @Range(min = 0, exclusiveMin = true)
            ParameterSpec stiffness) {}

    /**
     * Makes the sides from a scenario's entries.
     *
     * @throws InvalidConfiguration if there is no wall, or nothing between two
     */
    public static Walls create(Entries entries, BuildContext context) {
      Optional<Parameter> from = entries.from().map(p -> p.scalar(context.seed()));
      Optional<Parameter> to = entries.to().map(p -> p.scalar(context.seed()));
      if (from.isEmpty() && to.isEmpty()) {
        throw InvalidConfiguration.at("", "needs 'from' or 'to'");
      }
      if (from.isPresent() && to.isPresent() && from.get().values()[0] >= to.get().values()[0]) {
        throw InvalidConfiguration.at("to", "must be greater than from");
      }
      return new Walls(from, to, entries.stiffness().scalar(context.seed()));
    }
  }
}
