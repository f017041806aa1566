package org.blastema.autodiff.array;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.blastema.autodiff.array.LanePlan.Shape.Form;

/**
 * How what a loop computes depends on its index, if several iterations run at a time, one in each
 * lane of vectors: what is the same in all lanes stays a single entry, arrays that iterations make
 * for themselves are kept entry by entry with all lanes of an entry together.
 */
final class LanePlan {
  /**
   * How a value differs from lane to lane.
   *
   * @param form whether it does
   * @param step for whole numbers in steps, the difference from one lane to the next
   * @param factor what the step is to be multiplied by, or null
   */
  record Shape(Form form, int step, Value factor) {
    enum Form {
      UNIFORM,
      STEPS,
      VARIES
    }

    static final Shape UNIFORM = new Shape(Form.UNIFORM, 0, null);
    static final Shape VARIES = new Shape(Form.VARIES, 0, null);

    static Shape steps(int step, Value factor) {
      return step == 0 ? UNIFORM : new Shape(Form.STEPS, step, factor);
    }

    boolean isUniform() {
      return form == Form.UNIFORM;
    }

    boolean varies() {
      return form == Form.VARIES;
    }

    /** Whether neighboring lanes have neighboring numbers. */
    boolean isNext() {
      return form == Form.STEPS && step == 1 && factor == null;
    }
  }

  private static final class Impossible extends RuntimeException {
    private static final long serialVersionUID = 1;

    Impossible() {
      super(null, null, false, false);
    }
  }

  /** Relative time above which single entries are preferred. */
  private static final double WORTHWHILE = 0.75;

  /** Vectors that run together at most: more would not find registers. */
  private static final int MOST_VECTORS = 4;

  /** Statements for one vector, times vectors, that a method should not exceed. */
  private static final int MOST_STATEMENTS = 240;

  private final Statement.Loop loop;
  private final Lowering lowering;
  private final Uses uses;
  private final Map<Value, Shape> shapes = new IdentityHashMap<>();
  private final Set<Statement> single = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Block> inside = new HashSet<>();
  private final Peeling peeling;
  private int vectors = 1;

  private LanePlan(Statement.Loop loop, Lowering lowering, Uses uses) {
    this.loop = loop;
    this.uses = uses;
    this.lowering = lowering;
    this.peeling = Peeling.of(loop);
  }

  /** A plan, or null if the iterations of a loop cannot or should not run side by side. */
  static LanePlan of(Statement.Loop loop, Lowering lowering, Uses uses, int lanes) {
    if (lanes < 2
        || !loop.isParallel()
        || loop.descends
        || loop.body.statements.isEmpty()
        || (loop.count.isConstant() && loop.count.integer() < lanes)) {
      return null;
    }
    LanePlan plan = new LanePlan(loop, lowering, uses);
    try {
      plan.inside.add(loop.body);
      plan.shapes.put(loop.index(), Shape.steps(1, null));
      plan.block(loop.body, false);
    } catch (Impossible e) {
      return null;
    }
    if (plan.relativeCost(lanes) > WORTHWHILE) {
      return null;
    }
    plan.vectors = plan.countVectors(lanes);
    return plan;
  }

  /** How many vectors of iterations are jammed together. */
  int vectors() {
    return vectors;
  }

  /** The iterations that come before those that run side by side. */
  int peeled() {
    return peeling.iterations();
  }

  /** The side of a choice that is always taken; null if that is not known. */
  Block taken(Statement.Choice choice) {
    return peeling.taken(choice);
  }

  /** The blocks of a statement that can be run. */
  List<Block> running(Statement statement) {
    Block taken = statement instanceof Statement.Choice choice ? taken(choice) : null;
    return taken == null ? statement.blocks() : List.of(taken);
  }

  Shape shape(Value value) {
    return value.isConstant() ? Shape.UNIFORM : shapes.getOrDefault(value, Shape.UNIFORM);
  }

  /**
   * Whether each lane reads from its own row of an array, in a loop inside: such rows are first
   * brought to where all lanes of an entry are together.
   */
  boolean readsRow(Statement.Read read) {
    List<Lowering.Check> checks = lowering.checks(read);
    return read.result().home() != loop.body
        && shape(read.array).isUniform()
        && read.array.type.rank() > 1
        && MethodContext.isReal(read.array)
        && checks.size() == read.array.type.rank()
        && checks.getFirst().index() == loop.index()
        && checks.getFirst().isCertain()
        && checks.stream().skip(1).allMatch(c -> shape(c.index()).isUniform())
        && !shape(read.at.getFirst()).varies();
  }

  /** Whether a statement is the same in all lanes, or in steps. */
  boolean isSingle(Statement statement) {
    return single.contains(statement);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new Impossible();
    }
  }

  private void block(Block block, boolean masked) {
    inside.add(block);
    for (Statement statement : block.statements) {
      visit(statement, masked);
    }
  }

  private void visit(Statement statement, boolean masked) {
    switch (statement) {
      case Statement.Compute c -> compute(c);
      case Statement.Read read -> read(read, masked);
      case Statement.Slice slice -> {
        require(
            !uses.isUsed(slice.result())
                || (shape(slice.array).isUniform() && shape(slice.index).isUniform()));
        single.add(slice);
      }
      case Statement.Create create -> {
        require(!masked && Outline.isEntry(create.result()) == false);
        for (Value extent : create.result().extents) {
          require(shape(extent).isUniform());
        }
        shapes.put(create.result(), Shape.VARIES);
      }
      case Statement.Freeze freeze -> shapes.put(freeze.result(), shape(freeze.accumulator));
      case Statement.Add add -> {
        for (Lowering.Check check : lowering.checks(add)) {
          require(shape(check.extent()).isUniform());
        }
      }
      default -> nested(statement, masked);
    }
  }

  private void nested(Statement statement, boolean masked) {
    boolean same =
        !Liveness.hasEffects(statement)
            && Captures.of(statement, lowering).stream().allMatch(v -> shape(v).isUniform());
    if (same && !masked) {
      single.add(statement);
      statement.results.forEach(r -> shapes.put(r, Shape.UNIFORM));
      return;
    }
    single.remove(statement);
    switch (statement) {
      case Statement.Loop inner -> inner(inner, masked);
      case Statement.Choice choice -> choice(choice, masked);
      default -> throw new Impossible();
    }
  }

  private void compute(Statement.Compute c) {
    Shape shape = shapeOf(c);
    shapes.put(c.result(), shape);
    if (!shape.varies()) {
      single.add(c);
      return;
    }
    single.remove(c);
    require(
        switch (c.op) {
          case INT_DIVIDE,
              INT_REMAINDER,
              INT_SHIFT_LEFT,
              INT_SHIFT_RIGHT,
              INT_BIT_COUNT,
              INT_SELECT_BIT ->
              false;
          default -> true;
        });
  }

  private Shape shapeOf(Statement.Compute c) {
    if (c.arguments.stream().allMatch(a -> shape(a).isUniform())) {
      return Shape.UNIFORM;
    }
    if (c.arguments.size() != 2 || c.arguments.stream().anyMatch(a -> shape(a).varies())) {
      return Shape.VARIES;
    }
    Shape a = shape(c.argument(0));
    Shape b = shape(c.argument(1));
    boolean alike = a.isUniform() || b.isUniform() || Objects.equals(a.factor, b.factor);
    Value factor = a.isUniform() ? b.factor : a.factor;
    return switch (c.op) {
      case INT_ADD -> alike ? Shape.steps(a.step + b.step, factor) : Shape.VARIES;
      case INT_SUBTRACT -> alike ? Shape.steps(a.step - b.step, factor) : Shape.VARIES;
      case INT_MULTIPLY ->
          b.isUniform()
              ? scaled(a, c.argument(1))
              : a.isUniform() ? scaled(b, c.argument(0)) : Shape.VARIES;
      default -> Shape.VARIES;
    };
  }

  private Shape scaled(Shape shape, Value factor) {
    if (factor.isConstant()) {
      return Shape.steps(shape.step * factor.integer(), shape.factor);
    }
    return shape.factor == null && !inside.contains(factor.home())
        ? Shape.steps(shape.step, factor)
        : Shape.VARIES;
  }

  private void read(Statement.Read read, boolean masked) {
    boolean uniform = shape(read.array).isUniform() && shape(read.at.getFirst()).isUniform();
    for (Lowering.Check check : lowering.checks(read)) {
      require(shape(check.extent()).isUniform());
      uniform &= check.isCertain() || (!masked && shape(check.index()).isUniform());
    }
    if (uniform) {
      single.add(read);
    } else {
      single.remove(read);
    }
    shapes.put(read.result(), uniform ? Shape.UNIFORM : Shape.VARIES);
  }

  private static Shape join(Shape a, Shape b) {
    return a.equals(b) ? a : Shape.VARIES;
  }

  private void inner(Statement.Loop inner, boolean masked) {
    require(shape(inner.count).isUniform());
    shapes.put(inner.index(), Shape.UNIFORM);
    for (int k = 0; k < inner.carried(); k++) {
      require(inner.starts.get(k).type.isScalar());
      shapes.put(inner.carriedParameters().get(k), shape(inner.starts.get(k)));
    }
    for (boolean stable = false; !stable; ) {
      block(inner.body, masked);
      stable = true;
      for (int k = 0; k < inner.carried(); k++) {
        Value parameter = inner.carriedParameters().get(k);
        Shape joined = join(shape(parameter), shape(inner.nexts().get(k)));
        stable &= joined.equals(shape(parameter));
        shapes.put(parameter, joined);
      }
    }
    for (int k = 0; k < inner.carried(); k++) {
      shapes.put(inner.finals().get(k), shape(inner.carriedParameters().get(k)));
    }
    for (int k = 0; k < inner.sums; k++) {
      shapes.put(inner.totals().get(k), flat(inner.summands().get(k)));
    }
    for (int k = 0; k < inner.stacks; k++) {
      shapes.put(inner.stacked().get(k), Shape.VARIES);
    }
    for (int k = 0; k < inner.candidates().size(); k++) {
      shapes.put(inner.extreme(k), Shape.VARIES);
      shapes.put(inner.extremeIndex(k), Shape.VARIES);
    }
  }

  private Shape flat(Value value) {
    return shape(value).isUniform() ? Shape.UNIFORM : Shape.VARIES;
  }

  private void choice(Statement.Choice choice, boolean masked) {
    Block taken = peeling.taken(choice);
    if (taken != null) {
      require(choice.results.stream().allMatch(r -> r.type.isScalar()));
      block(taken, masked);
      for (int k = 0; k < choice.results.size(); k++) {
        shapes.put(choice.results.get(k), shape(taken.results.get(k)));
      }
      return;
    }
    boolean varies = !shape(choice.condition).isUniform();
    require(choice.results.stream().allMatch(r -> r.type.isScalar()));
    require(!varies || (isSimple(choice.then) && isSimple(choice.otherwise)));
    block(choice.then, masked || varies);
    block(choice.otherwise, masked || varies);
    for (int k = 0; k < choice.results.size(); k++) {
      Shape joined =
          join(shape(choice.then.results.get(k)), shape(choice.otherwise.results.get(k)));
      shapes.put(
          choice.results.get(k), varies || joined.form() == Form.STEPS ? Shape.VARIES : joined);
    }
  }

  /** Whether both sides of a choice may be computed. */
  private static boolean isSimple(Block block) {
    return block.statements.size() <= 40
        && block.statements.stream()
            .allMatch(s ->
                s instanceof Statement.Compute
                    || s instanceof Statement.Read
                    || s instanceof Statement.Add
                    || (s instanceof Statement.Choice c
                        && isSimple(c.then)
                        && isSimple(c.otherwise)));
  }

  // ---- how many vectors

  /**
   * Several vectors run together where a loop inside loads, or adds up, what all of them have in
   * common, as long as the code remains small.
   */
  private int countVectors(int lanes) {
    if (!loop.isMaximum.isEmpty() || !sharesInLoop(loop.body, false)) {
      return 1;
    }
    int most = MOST_VECTORS;
    int size = size(loop.body);
    while (most > 1
        && (most * size > MOST_STATEMENTS
            || (loop.count.isConstant() && loop.count.integer() < most * lanes))) {
      most /= 2;
    }
    return most;
  }

  private boolean sharesInLoop(Block block, boolean inLoop) {
    for (Statement statement : block.statements) {
      boolean shares =
          inLoop
              && switch (statement) {
                case Statement.Read read -> isSingle(read);
                case Statement.Add add ->
                    !shape(add.accumulator).varies() && shape(add.at.getFirst()).isUniform();
                default -> false;
              };
      boolean isLoop = statement instanceof Statement.Loop && !isSingle(statement);
      if (shares
          || (!isSingle(statement)
              && running(statement).stream().anyMatch(b -> sharesInLoop(b, inLoop || isLoop)))) {
        return true;
      }
    }
    return false;
  }

  /** Number of statements that are written for each vector. */
  private int size(Block block) {
    int size = 0;
    for (Statement statement : block.statements) {
      if (!isSingle(statement)) {
        size++;
        for (Block inner : running(statement)) {
          size += size(inner);
        }
      }
    }
    return size;
  }

  // ---- what it costs

  /** Estimated time of as many iterations as there are lanes, relative to single entries. */
  private double relativeCost(int lanes) {
    double[] sums = new double[3];
    cost(loop.body, 1, lanes, sums);
    for (Value element : loop.elements()) {
      sums[0] += element.type.isScalar() ? 1 : 8 * lanes;
      sums[1] += element.type.isScalar() ? lanes : 4 * lanes;
    }
    return sums[2] > 300 || sums[1] == 0 ? 1000 : sums[0] / sums[1];
  }

  private void cost(Block block, double times, int lanes, double[] sums) {
    for (Statement statement : block.statements) {
      double both = 0;
      double vector = 0;
      switch (statement) {
        case Statement.Compute c -> {
          both = weight(c.op);
          vector = both;
        }
        case Statement.Read read -> {
          both = 1;
          Shape at = shape(read.at.getFirst());
          boolean easy =
              at.isUniform() || (shape(read.array).isUniform() && at.isNext()) || readsRow(read);
          vector = easy ? 1 : 4.0 * lanes;
        }
        case Statement.Add add -> {
          both = 2;
          boolean easy = shape(add.at.getFirst()).isUniform() || shape(add.at.getFirst()).isNext();
          vector = easy ? 3 : 5.0 * lanes;
        }
        case Statement.Choice choice when peeling.taken(choice) != null ->
            cost(peeling.taken(choice), times, lanes, sums);
        default -> {
          for (Block inner : statement.blocks()) {
            double count = statement instanceof Statement.Loop l ? likely(l.count) : 0.7;
            cost(inner, times * count, lanes, sums);
          }
          both = 1;
          vector = 1;
        }
      }
      boolean alone = isSingle(statement);
      sums[0] += times * (alone ? both : vector);
      sums[1] += times * (alone ? both : both * lanes);
      sums[2] += alone ? 0 : 1;
    }
  }

  /** How often a loop may run; the sweep of an extreme runs once at most. */
  private static double likely(Value count) {
    if (count.isConstant()) {
      return count.integer();
    }
    return count.source() instanceof Statement.Compute c && c.op == Op.INT_MIN
        ? Math.min(likely(c.argument(0)), likely(c.argument(1)))
        : 12;
  }

  private static double weight(Op op) {
    return switch (op) {
      case EXP, LOG, TANH, LOGISTIC, SIN, COS -> 20;
      case EXPM1, LOG1P -> 30;
      case ATAN -> 150;
      case ERF -> 400;
      case DIVIDE, SQRT -> 6;
      case POW -> 400;
      default -> 1;
    };
  }
}
