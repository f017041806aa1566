package org.blastema.kernel.mechanics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.Inputs;
import org.blastema.autodiff.PairSum;
import org.blastema.autodiff.PairSum.Symmetry;
import org.blastema.autodiff.Pairs;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.space.NeighborSearch;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;

/**
 * Forces and energies of a whole tissue under a {@link Potential}. All arrays have one row a cell;
 * {@code parameters} are the {@link #values} that the forces take: those of the potential's fields,
 * one row a cell, then those of its parameters, both in its order, then those of the walls.
 *
 * <p>Forces come from the derivative of the energy formula. Cells whose centers coincide exert no
 * force on each other, as the direction is undefined.
 */
public final class ForceField {
  private final Potential potential;
  private final Space space;
  private final int dimensions;
  private final WallForces walls;
  private final Formula pairForce;
  private final PairSum forces;
  private final PairSum energies;
  private final PairSum virials;
  private final PairSum tangent;

  /** Forces in free space of so many dimensions. */
  public ForceField(Potential potential, int dimensions) {
    this(potential, new FreeSpace(dimensions));
  }

  /** Traces the pair formulas once; the walls of the space belong to the forces. */
  public ForceField(Potential potential, Space space) {
    this.potential = potential;
    this.space = space;
    this.dimensions = space.dimensions();
    this.walls = new WallForces(space);
    this.pairForce = Formula.trace("pair force", pairPorts(), this::pull);
    this.forces = PairSum.of(pairForce, dimensions, attributes(), Symmetry.ANTISYMMETRIC);
    this.energies =
        pairSum("pair energy", Symmetry.SYMMETRIC, pair -> new Expr[] {pair.energy().times(0.5)});
    this.virials =
        pairSum(
            "virial",
            Symmetry.SYMMETRIC,
            pair -> new Expr[] {pair.distance().times(pair.slope()).times(-0.5)});
    List<String> moving = new ArrayList<>(attributes());
    moving.add("v");
    this.tangent = PairSum.of(tangentOfPairForce(), dimensions, moving, Symmetry.ANTISYMMETRIC);
  }

  /** What a pair formula takes of both cells besides their positions. */
  private List<String> attributes() {
    List<String> names = new ArrayList<>(List.of("radius"));
    potential.fields().forEach(f -> names.add(f.name()));
    return names;
  }

  /** What a pair formula may use. */
  interface Pair {
    /** Distance; the distance at contact where the centers coincide. */
    Expr distance();

    /** Energy. */
    Expr energy();

    /** Derivative of the energy by the distance. */
    Expr slope();

    /** Unit vector from the first to the second partner; 0 where the centers coincide. */
    Expr[] direction();
  }

  /** A sum over pairs of something that follows from the potential; see {@link #apply}. */
  PairSum pairSum(String name, Symmetry symmetry, Function<Pair, Expr[]> body) {
    Formula formula = Formula.trace(name, pairPorts(), in -> body.apply(new TracedPair(in)));
    return PairSum.of(formula, dimensions, attributes(), symmetry);
  }

  /** The value of a {@link #pairSum}. */
  Var apply(PairSum sum, Pairs pairs, Var x, Var radius, List<Var> parameters) {
    int fields = potential.fields().size();
    List<Var> ofRows = new ArrayList<>(List.of(radius));
    ofRows.addAll(parameters.subList(0, fields));
    return sum.apply(pairs, x, ofRows, parameters.subList(fields, firstOfWalls()));
  }

  /** Where the values for the walls begin. */
  private int firstOfWalls() {
    return potential.fields().size() + potential.parameters().size();
  }

  private List<Var> ofWalls(List<Var> values) {
    return values.subList(firstOfWalls(), values.size());
  }

  private List<Port> pairPorts() {
    List<Port> ports = new ArrayList<>();
    ports.add(Port.vector("d", dimensions));
    ports.add(Port.scalar("radius.i"));
    ports.add(Port.scalar("radius.j"));
    ports.addAll(furtherPorts());
    return ports;
  }

  /** The ports of the potential's fields and parameters. */
  private List<Port> furtherPorts() {
    return potential.energy().inputs().subList(2, potential.energy().inputs().size());
  }

  /**
   * The force on the first partner: toward the second where the energy rises with distance. With
   * the energy as a function E of the squared distance, {@code 2 E'} times the displacement: what
   * the energy holds of even powers of the distance then takes neither a root nor a quotient.
   */
  private Expr[] pull(Inputs in) {
    List<Port> ports = new ArrayList<>();
    ports.add(Port.scalar("square"));
    ports.addAll(potential.energy().inputs().subList(1, potential.energy().inputs().size()));
    Formula ofSquare =
        Formula.trace(
            potential.energy().name() + " of the squared distance",
            ports,
            of -> {
              Expr[][] arguments = new Expr[ports.size()][];
              Arrays.setAll(arguments, k -> of.vector(ports.get(k).name()));
              arguments[0] = new Expr[] {arguments[0][0].sqrt()};
              return potential.energy().call(arguments);
            });
    TracedPair pair = new TracedPair(in);
    Expr[][] arguments = pair.arguments.clone();
    arguments[0] = new Expr[] {pair.squaredDistance()};
    Expr perLength = ofSquare.derivative("square").call(arguments)[0].times(2);
    return Arrays.stream(pair.displacement).map(perLength::times).toArray(Expr[]::new);
  }

  /** How the pair force changes as the cells move with velocities {@code v}. */
  private Formula tangentOfPairForce() {
    int ofCells = 3 + 2 * potential.fields().size();
    List<Port> ports = new ArrayList<>(pairPorts());
    ports.addAll(ofCells, List.of(Port.vector("v.i", dimensions), Port.vector("v.j", dimensions)));
    return Formula.trace(
        "pair force tangent",
        ports,
        in -> {
          List<Expr[]> arguments = new ArrayList<>();
          for (Port port : pairForce.inputs()) {
            arguments.add(in.vector(port.name()));
          }
          Expr[] relative = new Expr[dimensions];
          Arrays.setAll(relative, k -> in.vector("v.j")[k].minus(in.vector("v.i")[k]));
          arguments.add(relative);
          for (Port port : pairForce.inputs().subList(1, pairForce.inputs().size())) {
            Expr[] still = new Expr[port.width()];
            Arrays.fill(still, Expr.constant(0));
            arguments.add(still);
          }
          return pairForce.jvp().call(arguments.toArray(Expr[][]::new));
        });
  }

  /** The potential. */
  public Potential potential() {
    return potential;
  }

  /** The space whose walls act on cells. */
  Space space() {
    return space;
  }

  /** The walls of the space. */
  WallForces walls() {
    return walls;
  }

  /** The cells that press against walls. */
  List<WallForces.Contact> contacts(Var x, Var radius, List<Var> values) {
    return walls.contacts(x, radius, ofWalls(values));
  }

  /** Parameters that a step must have to compute forces: the potential's and those of the walls. */
  List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(potential.parameters());
    all.addAll(walls.parameters());
    return all.stream().distinct().toList();
  }

  /** Fields that a step must read to compute forces: position, radius, and the potential's. */
  List<FieldSpec> reads() {
    List<FieldSpec> fields = new ArrayList<>();
    fields.add(FieldSpec.position(dimensions));
    fields.add(FieldSpec.radius());
    fields.addAll(potential.fields());
    return List.copyOf(fields);
  }

  /** The values of the potential's fields and parameters, and of the walls, at present. */
  public List<Var> values(StepContext context) {
    List<Var> values = new ArrayList<>();
    potential.fields().forEach(f -> values.add(context.get(f)));
    potential.parameters().forEach(p -> values.add(context.value(p)));
    walls.parameters().forEach(p -> values.add(context.value(p)));
    return values;
  }

  /** All pairs of cells that may feel each other. */
  public Pairs pairs(NeighborSearch search, Var x, Var radius) {
    double largest = 0;
    for (double r : radius.data()) {
      largest = Math.max(largest, r);
    }
    double range = potential.range(2 * largest);
    return range > 0
        ? search.within(x.data(), x.rows(), dimensions, range)
        : new Pairs(0, new int[0], new int[0]);
  }

  /** The force on every cell, {@code n x dimensions} (energy/length). */
  public Var forces(Pairs pairs, Var x, Var radius, List<Var> parameters) {
    Var sums = apply(forces, pairs, x, radius, parameters);
    return walls.exist() ? sums.plus(walls.forces(x, radius, ofWalls(parameters))) : sums;
  }

  /**
   * Half the energy of every cell's pairs, and its energy at the walls, {@code n x 1}; their sum is
   * the energy of the tissue.
   */
  public Var energies(Pairs pairs, Var x, Var radius, List<Var> parameters) {
    Var sums = apply(energies, pairs, x, radius, parameters);
    return walls.exist() ? sums.plus(walls.energies(x, radius, ofWalls(parameters))) : sums;
  }

  /**
   * For every cell half the sum of {@code -r U'(r)} over its pairs, and what pushes it away from
   * walls times its distance from them, {@code n x 1} (energy).
   */
  Var virials(Pairs pairs, Var x, Var radius, List<Var> parameters) {
    Var sums = apply(virials, pairs, x, radius, parameters);
    return walls.exist() ? sums.plus(walls.virials(x, radius, ofWalls(parameters))) : sums;
  }

  /**
   * The rate at which the forces change as the cells move with velocities {@code v}, {@code n x
   * dimensions}.
   */
  Var tangent(Pairs pairs, Var x, Var radius, Var v, List<Var> parameters) {
    int fields = potential.fields().size();
    List<Var> ofRows = new ArrayList<>(List.of(radius));
    ofRows.addAll(parameters.subList(0, fields));
    ofRows.add(v);
    Var sums = tangent.apply(pairs, x, ofRows, parameters.subList(fields, firstOfWalls()));
    return walls.exist() ? sums.plus(walls.tangent(x, radius, v, ofWalls(parameters))) : sums;
  }

  private final class TracedPair implements Pair {
    private final Expr[] displacement;
    private final Expr contact;
    private final Expr distance;
    private final Expr[][] arguments;

    TracedPair(Inputs in) {
      displacement = in.vector("d");
      contact = in.scalar("radius.i").plus(in.scalar("radius.j"));
      Expr length = Expr.norm(displacement);
      distance = Expr.where(length.greaterThan(0), length, contact);
      List<Port> further = furtherPorts();
      arguments = new Expr[2 + further.size()][];
      arguments[0] = new Expr[] {distance};
      arguments[1] = new Expr[] {contact};
      for (int k = 0; k < further.size(); k++) {
        arguments[2 + k] = in.vector(further.get(k).name());
      }
    }

    /** The square of {@link #distance}, found without it. */
    private Expr squaredDistance() {
      Expr sum = Arrays.stream(displacement).map(Expr::square).reduce(Expr::plus).orElseThrow();
      return Expr.where(sum.greaterThan(0), sum, contact.square());
    }

    @Override
    public Expr distance() {
      return distance;
    }

    @Override
    public Expr energy() {
      return potential.energy().call(arguments)[0];
    }

    @Override
    public Expr slope() {
      return potential.energy().derivative("r").call(arguments)[0];
    }

    @Override
    public Expr[] direction() {
      return Arrays.stream(displacement).map(c -> c.divide(distance)).toArray(Expr[]::new);
    }
  }
}
