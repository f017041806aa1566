package org.blastema.celltypes.fate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.blastema.autodiff.Expr;
import org.blastema.autodiff.Formula;
import org.blastema.autodiff.PairSum;
import org.blastema.autodiff.PairSum.Symmetry;
import org.blastema.autodiff.Port;
import org.blastema.autodiff.Var;
import org.blastema.celltypes.behavior.ByType;
import org.blastema.celltypes.behavior.Contact;
import org.blastema.celltypes.behavior.RegulationByType;
import org.blastema.kernel.model.CellTypes;
import org.blastema.kernel.model.CellTypes.CellType;
import org.blastema.kernel.model.Step;
import org.blastema.kernel.model.StepContext;
import org.blastema.kernel.model.StepKind;
import org.blastema.kernel.space.Space;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;

/**
 * Sets the propensity of every cell to divide to what its type says: a rate times its regulation
 * ({@link Proliferates}) times its inhibition by contact ({@link ContactInhibited}); 0 for types
 * that do not proliferate.
 */
final class Proliferation implements Step {
  /** Configuration: none. */
  @Describe("Sets the propensities to divide to what the types of the cells say.")
  record Configuration() {}

  private static final Formula GATE =
      Formula.trace(
          "contact inhibition",
          List.of(
              Port.scalar("count"),
              Port.scalar("neighbors"),
              Port.scalar("steepness"),
              Port.scalar("inhibited")),
          in -> {
            Expr room = in.scalar("neighbors").minus(in.scalar("count"));
            Expr gate = in.scalar("steepness").times(room).logistic();
            return new Expr[] {
              Expr.where(in.scalar("inhibited").greaterThan(0.5), gate, Expr.constant(1))
            };
          });

  private final FieldSpec position;
  private final ByType rate;
  private final RegulationByType regulation;
  private final Optional<Contact> contact;
  private final Optional<PairSum> neighbors;
  private final ByType threshold;
  private final ByType steepness;
  private final ByType inhibited;

  private Proliferation(CellTypes types, int dimensions) {
    this.position = FieldSpec.position(dimensions);
    this.rate = ByType.of(types, t -> t.only(Proliferates.class).map(Proliferates::rate), 0);
    this.regulation =
        RegulationByType.of(
            types, t -> t.only(Proliferates.class).flatMap(Proliferates::regulator));
    this.threshold = ByType.of(types, t -> inhibition(t).map(ContactInhibited::neighbors), 0);
    this.steepness = ByType.of(types, t -> inhibition(t).map(ContactInhibited::steepness), 0);
    this.inhibited = ByType.constant(types, t -> inhibition(t).isPresent() ? 1.0 : 0);
    Set<Contact> contacts = new LinkedHashSet<>();
    types.types().forEach(t -> inhibition(t).ifPresent(i -> contacts.add(i.contact())));
    if (contacts.size() > 1) {
      throw InvalidConfiguration.at(
          "", "the contact of all contact-inhibited cell types must be the same");
    }
    this.contact = contacts.stream().findFirst();
    this.neighbors = contact.map(c -> neighbors(c, dimensions));
  }

  private static Optional<ContactInhibited> inhibition(CellType type) {
    return type.only(ContactInhibited.class);
  }

  private static PairSum neighbors(Contact contact, int dimensions) {
    Formula weight =
        Formula.trace(
            "contacts",
            List.of(Port.vector("d", dimensions), Port.scalar("radius.i"), Port.scalar("radius.j")),
            in -> {
              Expr sigma = in.scalar("radius.i").plus(in.scalar("radius.j"));
              Expr length = Expr.norm(in.vector("d"));
              Expr distance = Expr.where(length.greaterThan(0), length, sigma);
              return new Expr[] {contact.weight(distance, sigma)};
            });
    return PairSum.of(weight, dimensions, List.of("radius"), Symmetry.SYMMETRIC);
  }

  /**
   * Makes the step from a scenario's entries.
   *
   * @throws InvalidConfiguration if a type is said to proliferate and not to divide
   */
  static Proliferation create(Configuration c, BuildContext context) {
    CellTypes types = context.require(CellTypes.class);
    for (CellType type : types.types()) {
      if (!type.divides() && type.only(Proliferates.class).isPresent()) {
        throw InvalidConfiguration.at(
            "/cell-types." + type.name(), "proliferates, but its cells never divide");
      }
    }
    if (types.types().stream().noneMatch(t -> t.only(Proliferates.class).isPresent())) {
      throw InvalidConfiguration.at("", "needs a cell type with the behavior 'proliferates'");
    }
    return new Proliferation(types, context.require(Space.class).dimensions());
  }

  @Override
  public StepKind kind() {
    return StepKind.QUASI_STATIC;
  }

  @Override
  public List<FieldSpec> reads() {
    Set<FieldSpec> fields = new LinkedHashSet<>(List.of(position, FieldSpec.radius()));
    fields.addAll(regulation.reads());
    return List.copyOf(fields);
  }

  @Override
  public List<FieldSpec> writes() {
    return List.of(FieldSpec.division());
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(rate.parameters());
    all.addAll(regulation.parameters());
    all.addAll(threshold.parameters());
    all.addAll(steepness.parameters());
    return all;
  }

  /** At periodic sides and between walls too. */
  @Override
  public boolean knows(Space space) {
    return true;
  }

  @Override
  public void apply(StepContext context) {
    Var propensity = rate.column(context).times(regulation.factor(context));
    if (contact.isPresent()) {
      Var count =
          neighbors
              .orElseThrow()
              .apply(
                  contact.get().pairs(context),
                  context.get(position),
                  List.of(context.state().radius()),
                  List.of());
      propensity =
          propensity.times(
              GATE.apply(
                  count,
                  threshold.column(context),
                  steepness.column(context),
                  inhibited.column(context)));
    }
    context.set(FieldSpec.division(), propensity);
  }
}
