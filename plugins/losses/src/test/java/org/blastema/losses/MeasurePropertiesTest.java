package org.blastema.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.blastema.autodiff.GradCheck;
import org.blastema.autodiff.Var;
import org.blastema.kernel.space.Axis;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What holds for all measures: derivatives agree with differences, the order of the cells does not
 * matter, and where it is claimed neither place nor orientation do.
 */
class MeasurePropertiesTest {
  /** Sums of some dozens of numbers of the size of the result, in another order. */
  private static final double ROUNDING = 1e-12;

  private record Case(
      String name, Measure measure, int dimensions, boolean translates, boolean rotates) {
    @Override
    public String toString() {
      return name + " in " + dimensions + " dimensions";
    }
  }

  private static final List<Case> CASES = new ArrayList<>();

  private static void add(
      String name, Function<Integer, Measure> ofDimensions, boolean translates, boolean rotates) {
    for (int d = 2; d <= 3; d++) {
      CASES.add(new Case(name, ofDimensions.apply(d), d, translates, rotates));
    }
  }

  private static FieldColumn field(FieldSpec spec, int component) {
    return new FieldColumn(spec, component);
  }

  static {
    FieldColumn second = field(FieldSpec.chemical(2), 1);
    Optional<FieldColumn> byRadius = Optional.of(field(FieldSpec.radius(), 0));
    add("axial-spread", d -> new AxialSpread(Axis.Y, 0), true, false);
    add("axial-ratio", d -> new AxialRatio(Axis.Y), true, false);
    add("log-axial-ratio", d -> new LogAxialRatio(Axis.X), true, false);
    add("extent", d -> new Extent(Axis.Y, OptionalInt.empty()), true, false);
    add("extent of a type", d -> new Extent(Axis.X, OptionalInt.of(0)), true, false);
    add("gyration-radius", d -> new Gyration.Radius(), true, true);
    add("principal-axis-ratio", d -> new Gyration.PrincipalAxisRatio(), true, true);
    add("aspect-ratio", d -> new Gyration.AspectRatio(), true, true);
    add("asphericity", d -> new Gyration.Asphericity(), true, true);
    add("anisotropy", d -> new Gyration.Anisotropy(), true, true);
    add("compactness", d -> new Gyration.Compactness(), true, true);
    add("soft v-shape", d -> new VShape(4), false, false);
    add("v-rays", d -> new VRays(25), false, false);
    add("heterotypic-contact", d -> new Sorting.HeterotypicContact(1.2, 10), true, true);
    add("segregation", d -> new Sorting.Segregation(1.2, 10), true, true);
    add("unlike-neighbors", d -> new Sorting.UnlikeNeighbors(1.2, 10), true, true);
    add("variation-coefficient", d -> new VariationCoefficient(second, 0), true, true);
    add("variation-coefficient of slots", d -> new VariationCoefficient(second, 20), true, true);
    add("field-mean", d -> new FieldMean(second, byRadius), true, true);
    add("field-variance", d -> new FieldVariance(second, byRadius), true, true);
    add("field-tail", d -> new FieldTail(second, 0.35, FieldTail.End.HIGHEST), true, true);
    add("chamfer-distance", d -> new ChamferDistance(target(d), false, 0), false, false);
    add("centered chamfer-distance", d -> new ChamferDistance(target(d), true, 0), true, false);
    add("soft chamfer-distance", d -> new ChamferDistance(target(d), true, 0.4), true, false);
    add("optimal-transport", d -> new OptimalTransport(target(d), false, 1.5), false, false);
    add("centered optimal-transport", d -> new OptimalTransport(target(d), true, 1.5), true, false);
    CASES.add(new Case("mask-overlap", new MaskOverlap(mask(), 1.5), 2, false, false));
    add(
        "pinball",
        d -> new Utility.Pinball(part(new Gyration.Radius()), 9, 0.8).create(null),
        true,
        true);
    add(
        "linex",
        d -> new Utility.Linex(part(new Gyration.Radius()), 1, 1.5).create(null),
        true,
        true);
    add(
        "weighted-error",
        d ->
            new Utility.WeightedError(part(new Gyration.Radius()), 9, 2, 1, Utility.Power.SQUARE)
                .create(null),
        true,
        true);
    add("soft-constraint", d -> new SoftConstraint(new Gyration.Radius(), 5, 1, 0), true, true);
    add(
        "softer soft-constraint",
        d -> new SoftConstraint(new Gyration.Radius(), 1, 3, 0.3),
        true,
        true);
    // the outline of few cells is so smooth that so many rays are exact up to rounding
    add("shape-power", d -> new ShapePower(outline(d), 2), true, true);
    add(
        "spectrum-distance",
        d -> new SpectrumDistance(outline(d), List.of(0.1, 0.2, 0.1)),
        true,
        true);
  }

  private static Outline outline(int dimensions) {
    return new Outline(SphericalHarmonics.upTo(dimensions, 3, 24), 0.5);
  }

  private static <T> org.blastema.plugin.Part<T> part(T object) {
    return new FixedPart<>(object);
  }

  private static Var target(int dimensions) {
    return Tissues.random(dimensions, 5, 77).position();
  }

  private static TargetMask mask() {
    boolean[][] inside = new boolean[20][30];
    for (int row = 4; row < 16; row++) {
      for (int column = 5; column < 20 + row / 2; column++) {
        inside[row][column] = true;
      }
    }
    return new TargetMask(inside, 0.2, 50);
  }

  private static double value(Case c, CellState state) {
    return c.measure.of(state).item();
  }

  private static CellState tissue(Case c) {
    return Tissues.random(c.dimensions, 8, 6);
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void derivatives_agree_with_differences(Case c) {
    CellState state = tissue(c);
    GradCheck.function(
            in ->
                c.measure.of(
                    state.with("position", in[0]).with("radius", in[1]).with("chemical", in[2])),
            state.position(),
            state.radius(),
            state.get("chemical"))
        .assertPasses(1e-7);
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void the_order_of_the_cells_does_not_matter(Case c) {
    CellState state = tissue(c);
    double value = value(c, state);
    assertThat(value).isNotZero();
    assertThat(value(c, Tissues.reversed(state)))
        .isCloseTo(value, within(ROUNDING * Math.max(1, Math.abs(value))));
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void place_and_orientation_matter_only_where_they_should(Case c) {
    CellState state = tissue(c);
    double value = value(c, state);
    double tolerance = ROUNDING * 10 * Math.max(1, Math.abs(value));
    double[] shift = {0.7, -1.1, 0.4};
    double moved = value(c, Tissues.moved(state, java.util.Arrays.copyOf(shift, c.dimensions)));
    double turned = value(c, Tissues.turned(state, 0.9));
    if (c.translates) {
      assertThat(moved).isCloseTo(value, within(tolerance));
    } else {
      assertThat(Math.abs(moved - value)).isGreaterThan(1e-3);
    }
    if (c.rotates) {
      assertThat(turned).isCloseTo(value, within(tolerance));
    } else {
      assertThat(Math.abs(turned - value)).isGreaterThan(1e-3);
    }
  }
}
