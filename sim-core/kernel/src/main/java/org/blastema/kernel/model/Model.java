package org.blastema.kernel.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.StateSchema;
import org.blastema.plugin.Parameter;

/** A validated, ordered list of steps in a space: what happens to a tissue in one macro-step. */
public final class Model {
  /**
   * A step under the name a scenario gave it.
   *
   * @param name unique in the model
   * @param step the step
   */
  public record NamedStep(String name, Step step) {}

  /** Fields that founder cells have even if no step writes them. */
  private static final List<String> FOUNDED =
      List.of("position", "radius", "division", "secretion");

  private final Space space;
  private final double dt;
  private final List<NamedStep> steps;
  private final StateSchema schema;
  private final List<Parameter> parameters;

  /**
   * Validates a list of steps.
   *
   * @param space where the cells live
   * @param dt length of a macro-step
   * @param steps in order
   * @param further fields that something else than a step needs
   * @throws IllegalArgumentException on a repeated name, two different declarations of a field, or
   *     a step that does not know the sides of the space
   */
  public Model(Space space, double dt, List<NamedStep> steps, Collection<FieldSpec> further) {
    this.space = space;
    this.dt = dt;
    this.steps = List.copyOf(steps);
    List<FieldSpec> fields = new ArrayList<>();
    fields.add(FieldSpec.position(space.dimensions()));
    fields.add(FieldSpec.radius());
    Set<String> names = new LinkedHashSet<>();
    Set<Parameter> distinct = new LinkedHashSet<>();
    for (NamedStep named : steps) {
      if (!names.add(named.name())) {
        throw new IllegalArgumentException("two steps are named '" + named.name() + "'");
      }
      if (!named.step().knows(space)) {
        throw new IllegalArgumentException(stranger(named.name(), space));
      }
      fields.addAll(named.step().reads());
      fields.addAll(named.step().writes());
      distinct.addAll(named.step().parameters());
    }
    fields.addAll(further);
    requireWriters(further);
    this.schema = StateSchema.union(fields);
    this.parameters = List.copyOf(distinct);
  }

  /** What is wrong with a step that does not know a space. */
  public static String stranger(String name, Space space) {
    String sides =
        space.periodic() ? space.walled() ? "periodic sides or walls" : "periodic sides" : "walls";
    return "the step '" + name + "' does not work in a space with these " + sides;
  }

  /** A field that is read must come from somewhere. */
  private void requireWriters(Collection<FieldSpec> further) {
    Set<String> written = new LinkedHashSet<>(FOUNDED);
    further.forEach(f -> written.add(f.name()));
    steps.forEach(named -> named.step().writes().forEach(f -> written.add(f.name())));
    for (NamedStep named : steps) {
      for (FieldSpec field : named.step().reads()) {
        if (!written.contains(field.name())) {
          throw new IllegalArgumentException(
              "step '"
                  + named.name()
                  + "' reads the field '"
                  + field.name()
                  + "', which no step writes");
        }
      }
    }
  }

  /** The space. */
  public Space space() {
    return space;
  }

  /** Length of a macro-step. */
  public double dt() {
    return dt;
  }

  /** The steps in order. */
  public List<NamedStep> steps() {
    return steps;
  }

  /** All declared fields. */
  public StateSchema schema() {
    return schema;
  }

  /** All parameters of all steps, in order of the steps. */
  public List<Parameter> parameters() {
    return parameters;
  }
}
