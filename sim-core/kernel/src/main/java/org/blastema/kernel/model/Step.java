package org.blastema.kernel.model;

import java.util.List;
import java.util.stream.Stream;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;

/**
 * One ingredient of a model. A macro-step applies all steps of a model in order.
 *
 * <p>A step computes on {@link org.blastema.autodiff.Var} arrays: without a recording tape that is
 * plain simulation, with one it is differentiable. A step holds no mutable state; what it needs
 * from step to step is a declared field.
 */
public interface Step {
  /** How the step relates to time. */
  StepKind kind();

  /** Fields that the step reads. */
  List<FieldSpec> reads();

  /** Fields that the step writes. */
  List<FieldSpec> writes();

  /** Parameters whose values the step asks for. */
  List<Parameter> parameters();

  /**
   * Whether a recording tape sees how what the step writes depends on what it reads. If not, what
   * it writes leaves it as a constant, and a gradient through anything live that it reads is
   * refused.
   */
  default boolean differentiable() {
    return true;
  }

  /**
   * Whether the step does what it should at the sides of a space: at periodic sides cells are near
   * each other whose coordinates are far apart, and walls hold cells back. If nothing else is said,
   * a step that has to do with positions knows free space alone.
   */
  default boolean knows(Space space) {
    return space instanceof FreeSpace
        || Stream.concat(reads().stream(), writes().stream())
            .noneMatch(field -> field.name().equals("position"));
  }

  /** Does the step: reads and replaces the context's state. */
  void apply(StepContext context);
}
