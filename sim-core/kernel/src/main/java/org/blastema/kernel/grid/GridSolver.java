package org.blastema.kernel.grid;

import org.blastema.autodiff.Var;
import org.blastema.kernel.model.StepKind;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Range;

/** How a field follows what cells give and take. */
sealed interface GridSolver {
  /** How it relates to time. */
  StepKind kind();

  /**
   * The field at the end of a macro-step: solves for one chemical.
   *
   * @param terms the field before, sources, sinks and the numbers of its equation
   * @return a number a voxel, {@code voxels x 1}
   */
  Var solve(FieldTerms terms);

  /**
   * Follows the field through time, by implicit steps along one axis after the other.
   *
   * @param substeps how many a macro-step
   */
  @Describe("Follows the field through time by implicit steps, which no length makes unstable.")
  record Implicit(
      @Describe("Steps of the field in a macro-step; the error of time falls as one over it.")
          @Default("10")
          @Range(min = 1)
          int substeps)
      implements GridSolver {
    @Override
    public StepKind kind() {
      return StepKind.DYNAMIC;
    }

    @Override
    public Var solve(FieldTerms terms) {
      SplitDiffusion scheme = new SplitDiffusion(terms.around(), terms.dt(), substeps);
      double[] before = terms.before().data();
      double[] source = terms.source().data();
      double[] sink = terms.sink().data();
      FieldLaw law = terms.law();
      return terms.recorded(
          "diffusion on a grid",
          scheme.advance(before, source, sink, law),
          output -> scheme.pull(before, source, sink, law, output));
    }
  }

  /**
   * The steady state, as if the field were much faster than everything else.
   *
   * @param tolerance largest residual, relative to what enters
   */
  @Describe("The steady state: the field is much faster than everything else.")
  record Steady(
      @Describe("Largest residual, relative to what enters.")
          @Default("1e-10")
          @Range(min = 1e-14, max = 1e-2)
          double tolerance)
      implements GridSolver {
    @Override
    public StepKind kind() {
      return StepKind.QUASI_STATIC;
    }

    @Override
    public Var solve(FieldTerms terms) {
      SteadyField solver = new SteadyField(terms.around(), tolerance);
      double[] sink = terms.sink().data();
      FieldLaw law = terms.law();
      double[] c = solver.solve(terms.source().data(), sink, law);
      return terms.recorded(
          "steady field on a grid", c, output -> solver.pull(c, sink, law, output));
    }
  }
}
