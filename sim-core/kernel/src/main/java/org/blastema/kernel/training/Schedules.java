package org.blastema.kernel.training;

import java.util.Optional;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/** The built-in schedules. */
public final class Schedules {
  private Schedules() {}

  /** Always 1. */
  @Describe("The same in every epoch.")
  public record Constant() implements Schedule {
    @Override
    public double factor(int epoch, int epochs) {
      return 1;
    }
  }

  /** Falls by a constant ratio. */
  @Describe("Falls geometrically and reaches the given fraction in the last epoch.")
  public record Exponential(
      @Describe("Fraction of the first value that is left at the end.")
          @Default("0.1")
          @Range(min = 0, exclusiveMin = true)
          double last)
      implements Schedule {
    @Override
    public double factor(int epoch, int epochs) {
      return StrictMath.pow(last, epochs <= 1 ? 0 : epoch / (epochs - 1.0));
    }
  }

  /** Half a cosine. */
  @Describe(
      "Falls along half a cosine and reaches the given fraction in the last epoch (Loshchilov and"
          + " Hutter 2017).")
  public record Cosine(
      @Describe("Fraction of the first value that is left at the end.")
          @Default("0")
          @Range(min = 0)
          double last)
      implements Schedule {
    @Override
    public double factor(int epoch, int epochs) {
      double progress = epochs <= 1 ? 0 : epoch / (epochs - 1.0);
      return last + (1 - last) * 0.5 * (1 + StrictMath.cos(Math.PI * progress));
    }
  }

  /** Steps down once. */
  @Describe("Drops by a factor from one epoch on.")
  public record Drop(
      @Describe("First epoch with the lower value.") @Range(min = 0) int epoch,
      @Describe("Factor from then on.") @Default("0.1") @Range(min = 0) double factor)
      implements Schedule {
    @Override
    public double factor(int now, int epochs) {
      return now < epoch ? 1 : factor;
    }
  }

  /** Rises, or falls, evenly. */
  @Describe("Changes evenly from a fraction to the full value, and stays there.")
  public record Ramp(
      @Describe("Fraction of the full value in the first epoch.") @Default("0") @Unit("")
          double first,
      @Describe("First epoch with the full value; the last one of the training if left out.")
          @Range(min = 1)
          Optional<Integer> until)
      implements Schedule {
    @Override
    public double factor(int epoch, int epochs) {
      int last = until.orElse(epochs - 1);
      return epoch >= last ? 1 : first + (1 - first) * epoch / last;
    }
  }
}
