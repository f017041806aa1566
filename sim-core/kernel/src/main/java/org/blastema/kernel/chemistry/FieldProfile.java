package org.blastema.kernel.chemistry;

import java.util.List;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/** How a field that is given from outside falls with distance from its center. */
public interface FieldProfile {
  /** The value, a formula of one input {@code squared-distance} and one output column. */
  Formula value();

  /**
   * {@code amplitude / (offset + curvature * distance^2)}.
   *
   * @param amplitude amplitude
   * @param offset offset
   * @param curvature curvature
   */
  @Describe("amplitude / (offset + curvature * distance^2)")
  record PowerLaw(
      @Describe("Numerator.") @Default("1") @Unit("") double amplitude,
      @Describe("Denominator at the center.") @Default("2") @Range(min = 0, exclusiveMin = true)
          double offset,
      @Describe("How fast the denominator rises.")
          @Default("0.4")
          @Unit("1/length^2")
          @Range(min = 0)
          double curvature)
      implements FieldProfile {
    @Override
    public Formula value() {
      return Formula.trace(
          "power law",
          List.of(Port.scalar("squared-distance")),
          in -> {
            Expr denominator = in.scalar("squared-distance").times(curvature).plus(offset);
            return new Expr[] {Expr.constant(amplitude).divide(denominator)};
          });
    }
  }

  /**
   * {@code amplitude * exp(-distance / length)}.
   *
   * @param amplitude amplitude
   * @param length decay length
   */
  @Describe("amplitude * exp(-distance / length)")
  record Exponential(
      @Describe("Value at the center.") @Default("1") @Unit("") double amplitude,
      @Describe("Distance over which it falls to 1/e.")
          @Default("1")
          @Unit("length")
          @Range(min = 0, exclusiveMin = true)
          double length)
      implements FieldProfile {
    @Override
    public Formula value() {
      return Formula.trace(
          "exponential",
          List.of(Port.scalar("squared-distance")),
          in -> {
            Expr squared = in.scalar("squared-distance");
            Expr distance = Expr.where(squared.greaterThan(0), squared.sqrt(), Expr.constant(0));
            return new Expr[] {distance.divide(-length).exp().times(amplitude)};
          });
    }
  }
}
