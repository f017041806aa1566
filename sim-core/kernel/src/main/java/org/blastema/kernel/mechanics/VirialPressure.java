package org.blastema.kernel.mechanics;

import java.util.List;
import java.util.Optional;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.Inheritance;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.Part;

/**
 * Senses the pressure on every cell: {@code -1 / (2 d V) sum_j r U'(r)} with the cell's area or
 * volume V and the dimension d of space, and {@code F s / (d V)} for every wall at distance s that
 * pushes it with a force F. Positive under compression, invariant under rotation.
 *
 * <p>Source: the virial, R. Clausius, Philosophical Magazine 40 (1870) 122, split evenly between
 * partners.
 */
public final class VirialPressure implements Step {
  private static final Formula DISK =
      Formula.trace(
          "disk area",
          List.of(Port.scalar("r")),
          in -> new Expr[] {in.scalar("r").square().times(Math.PI)});
  private static final Formula BALL =
      Formula.trace(
          "ball volume",
          List.of(Port.scalar("r")),
          in -> new Expr[] {in.scalar("r").pow(3).times(4 * Math.PI / 3)});

  private final ForceField field;
  private final int dimensions;
  private final Formula volume;
  private final FieldSpec position;
  private final FieldSpec pressure;

  /** The pressure under a potential in free space of 2 or 3 dimensions. */
  public VirialPressure(Potential potential, int dimensions) {
    this(potential, new FreeSpace(dimensions));
  }

  /** The pressure under a potential and the walls of a space. */
  public VirialPressure(Potential potential, Space space) {
    int dimensions = space.dimensions();
    this.field = new ForceField(potential, space);
    this.dimensions = dimensions;
    this.position = FieldSpec.position(dimensions);
    this.pressure = pressure(dimensions);
    this.volume = dimensions == 2 ? DISK : BALL;
  }

  /** The field that the step writes. */
  public static FieldSpec pressure(int dimensions) {
    return new FieldSpec(
        "pressure",
        1,
        Inheritance.COPY,
        0,
        "energy/length^" + dimensions,
        "Virial pressure on the cell, positive under compression.");
  }

  @Override
  public StepKind kind() {
    return StepKind.QUASI_STATIC;
  }

  @Override
  public List<FieldSpec> reads() {
    return field.reads();
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(pressure);
  }

  @Override
  public List<Parameter> parameters() {
    return field.parameters();
  }

  /** In the space that the forces are those of. */
  @Override
  public boolean knows(Space space) {
    return space.equals(field.space());
  }

  @Override
  public void apply(StepContext context) {
    Var x = context.get(position);
    Var radius = context.state().radius();
    Var sums =
        field.virials(
            field.pairs(context.neighbors(), x, radius), x, radius, field.values(context));
    context.set(pressure, sums.divide(volume.apply(radius).times(dimensions)));
  }

  /** The entries of a scenario; see {@link VirialPressure#VirialPressure}. */
  @Describe("Senses the virial pressure on every cell: positive where cells are compressed.")
  public record Configuration(
      @Describe(
              "How cells act on each other; the potential of the mechanics step before, if left"
                  + " out.")
          Optional<Part<Potential>> potential) {}

  /** Makes the step from a scenario's entries. */
  public static VirialPressure create(Configuration entries, BuildContext context) {
    return new VirialPressure(
        Sensed.potential(entries.potential(), context), context.require(Space.class));
  }
}
