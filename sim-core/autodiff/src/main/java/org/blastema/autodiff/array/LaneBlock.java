package org.blastema.autodiff.array;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.blastema.autodiff.array.MethodContext.Place;

/** Writes code for the inside of a loop whose iterations run side by side in lanes. */
final class LaneBlock {
  /** Sums of inner loops are taken in as many parts, so that additions need not wait. */
  private static final int PARTS = 4;

  /** The same for each of several vectors. */
  private static final int PARTS_OF_EACH = 2;

  private final StatementWriter writer;
  private final MethodContext method;
  private final Scalar scalar;
  private final CodeBuilder code;
  private final LanePlan plan;
  private final LaneValues values;

  /** Where lanes add up for themselves what all of them add to one entry. */
  private final Map<Value, Place> expanded = new IdentityHashMap<>();

  private final Set<Value> definedNow = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> directed = Collections.newSetFromMap(new IdentityHashMap<>());

  LaneBlock(StatementWriter writer, LanePlan plan, LaneValues values) {
    this.writer = writer;
    this.method = writer.method;
    this.scalar = writer.scalar;
    this.code = method.code;
    this.plan = plan;
    this.values = values;
  }

  void expand(Value accumulator, Place place) {
    expanded.put(accumulator, place);
  }

  void writeAll(List<Statement> statements) {
    statements.forEach(this::write);
  }

  private void write(Statement statement) {
    if (plan.isSingle(statement)) {
      single(statement);
      return;
    }
    switch (statement) {
      case Statement.Compute c -> values.define(c);
      case Statement.Read read -> values.define(read);
      case Statement.Add add -> add(add);
      case Statement.Loop loop -> loop(loop);
      case Statement.Choice choice -> choice(choice);
      case Statement.Create create -> create(create);
      case Statement.Freeze freeze ->
          method.defineArray(freeze.result(), method.place(freeze.accumulator));
      default -> throw new IllegalStateException("no vector code for a statement");
    }
  }

  /** What several vectors use is computed once, and not again where it is used. */
  private void single(Statement statement) {
    boolean isEntry = statement instanceof Statement.Read || statement instanceof Statement.Compute;
    if (values.vectors() > 1
        && isEntry
        && statement.result().type.isReal()
        && method.function.uses().isInline(statement.result())) {
      scalar.defineNow(statement);
      definedNow.add(statement.result());
    } else {
      writer.write(statement);
    }
  }

  /** Lets values be computed where they are used, in code that is written after this block's. */
  void forget() {
    definedNow.forEach(method::forget);
  }

  private void add(Statement.Add add) {
    Place place = expanded.get(add.accumulator);
    boolean toOneEntry =
        values.mask() < 0
            && !values.varies(add.accumulator)
            && plan.shape(add.at.getFirst()).isUniform();
    if (toOneEntry && plan.vectors() > 1) {
      values.memory().addSum(add);
    } else if (toOneEntry && place != null) {
      values.memory().addInLanes(add, place);
    } else {
      values.each(k -> values.memory().add(add));
    }
  }

  private void create(Statement.Create create) {
    Value result = create.result();
    Place place = method.destination(result);
    if (place == null) {
      place = newBuffer(result);
    }
    method.defineArray(result, place);
    if (create.start == null) {
      method.pushData(place);
      method.pushOffset(place);
      pushOwnSize(List.of(result.extents));
      code.invokestatic(
          Intrinsics.class.describeConstable().orElseThrow(),
          "clear",
          MethodTypeDesc.of(CD_void, MethodContext.REALS, CD_int, CD_int));
    } else {
      copy(create.start, place, null);
    }
  }

  private void pushOwnSize(List<Value> extents) {
    writer.pushChecked(extents);
    code.loadConstant(values.width()).imul();
  }

  private Place newBuffer(Value array) {
    int data = method.local(TypeKind.REFERENCE);
    method.pushFrame();
    code.loadConstant(method.function.laneSlotOf(array));
    pushOwnSize(List.of(array.extents));
    code.invokevirtual(
            MethodContext.FRAME,
            MethodContext.isReal(array) ? "reals" : "ints",
            MethodTypeDesc.of(MethodContext.dataType(array), CD_int, CD_int))
        .astore(data);
    return new Place(data, -1);
  }

  /** Copies an array into the lanes' own. */
  private void copy(Value from, Place to, Runnable more) {
    Place place = method.place(from);
    method.pushData(place);
    method.pushOffset(place);
    method.pushData(to);
    method.pushOffset(to);
    if (more != null) {
      more.run();
      code.iadd();
    }
    if (values.varies(from)) {
      pushOwnSize(List.of(from.extents));
      code.invokestatic(
          System.class.describeConstable().orElseThrow(), "arraycopy", StatementWriter.ARRAYCOPY);
    } else {
      writer.pushChecked(List.of(from.extents));
      code.loadConstant(values.width());
      values.call(
          "spreadParts",
          CD_void,
          MethodContext.dataType(from),
          CD_int,
          MethodContext.dataType(from),
          CD_int,
          CD_int,
          CD_int);
    }
  }

  private void choice(Statement.Choice choice) {
    Block taken = plan.taken(choice);
    if (taken != null) {
      writeAll(taken.statements);
      for (int k = 0; k < choice.results.size(); k++) {
        pass(taken.results.get(k), choice.results.get(k));
      }
      return;
    }
    boolean single = plan.shape(choice.condition).isUniform();
    if (!single) {
      varyingChoice(choice);
      return;
    }
    for (Value result : choice.results) {
      if (values.varies(result)) {
        values.each(k -> values.define(result, values.newLocal()));
      } else {
        method.define(result);
      }
    }
    Label otherwise = code.newLabel();
    Label end = code.newLabel();
    scalar.jumpUnless(choice.condition, otherwise);
    branch(choice.then, choice.results);
    code.goto_(end).labelBinding(otherwise);
    branch(choice.otherwise, choice.results);
    code.labelBinding(end);
  }

  private void pass(Value from, Value to) {
    if (values.varies(to)) {
      values.each(v -> {
        values.push(from);
        values.storeNew(to);
      });
    } else {
      scalar.push(from);
      method.storeNew(to);
    }
  }

  private void branch(Block block, List<Value> results) {
    int mark = method.mark();
    writeAll(block.statements);
    for (int k = 0; k < results.size(); k++) {
      Value result = results.get(k);
      Value from = block.results.get(k);
      if (values.varies(result)) {
        values.each(v -> {
          values.push(from);
          code.astore(values.local(result));
        });
      } else {
        scalar.push(from);
        code.storeLocal(MethodContext.kindOf(result), method.slot(result));
      }
    }
    method.release(mark);
  }

  /** Computes both sides and takes from each what the lanes want. */
  private void varyingChoice(Statement.Choice choice) {
    int[] outer = values.masks();
    int[] conditions = values.newLocals();
    values.each(v -> {
      values.push(choice.condition);
      code.astore(conditions[v]);
    });
    values.setMasks(narrowed(outer, conditions, true));
    writeAll(choice.then.statements);
    List<int[]> taken = new ArrayList<>();
    for (Value result : choice.then.results) {
      int[] locals = values.newLocals();
      values.each(v -> {
        values.push(result);
        code.astore(locals[v]);
      });
      taken.add(locals);
    }
    values.setMasks(narrowed(outer, conditions, false));
    writeAll(choice.otherwise.statements);
    for (int k = 0; k < choice.results.size(); k++) {
      Value result = choice.results.get(k);
      Value other = choice.otherwise.results.get(k);
      int[] locals = taken.get(k);
      values.each(v -> {
        if (result.type.kind() == Kind.REAL) {
          values.push(other);
          code.aload(locals[v]).aload(conditions[v]);
          values.blend();
        } else {
          code.aload(conditions[v]).aload(locals[v]);
          values.push(other);
          values.call(
              "select",
              LaneValues.typeOf(result),
              LaneValues.MASK,
              LaneValues.typeOf(result),
              LaneValues.typeOf(result));
        }
        values.storeNew(result);
      });
    }
    values.setMasks(outer);
  }

  private int[] narrowed(int[] outer, int[] conditions, boolean holds) {
    int[] made = values.newLocals();
    values.each(v -> {
      code.aload(conditions[v]);
      if (!holds) {
        values.not();
      }
      if (outer[v] >= 0) {
        code.aload(outer[v]);
        values.masks("and");
      }
      code.astore(made[v]);
    });
    return made;
  }

  // ---- loops inside, of which all lanes run the same iteration

  private void loop(Statement.Loop loop) {
    int count = method.local(TypeKind.INT);
    scalar.push(loop.count);
    code.istore(count);
    scalar.guard(loop, count);
    List<int[][]> sums = start(loop);
    List<Place> stacks = new ArrayList<>();
    for (Value stack : loop.stacked()) {
      Place place = method.destination(stack);
      place = place == null ? newBuffer(stack) : place;
      method.defineArray(stack, place);
      stacks.add(place);
    }
    int index = method.local(TypeKind.INT);
    Label test = code.newLabel();
    Label end = code.newLabel();
    if (loop.descends) {
      code.iload(count).iconst_1().isub().istore(index);
      code.labelBinding(test).iload(index).iflt(end);
    } else {
      code.iconst_0().istore(index);
      code.labelBinding(test).iload(index).iload(count).if_icmpge(end);
    }
    int mark = method.mark();
    method.define(loop.index(), index);
    iterate(loop, index, sums, stacks);
    method.release(mark);
    code.iinc(index, loop.descends ? -1 : 1).goto_(test).labelBinding(end);
    for (int k = 0; k < sums.size(); k++) {
      int[][] parts = sums.get(k);
      Value total = loop.totals().get(k);
      values.each(v -> finish(parts[v], total));
    }
    for (int k = 0; k < loop.isMaximum.size(); k++) {
      settleIndex(loop, k);
    }
  }

  private List<int[][]> start(Statement.Loop loop) {
    for (int k = 0; k < loop.carried(); k++) {
      Value parameter = loop.carriedParameters().get(k);
      Value last = loop.finals().get(k);
      Value start = loop.starts.get(k);
      if (values.varies(parameter)) {
        values.each(v -> {
          values.push(start);
          values.storeNew(last);
          values.define(parameter, values.local(last));
        });
      } else {
        scalar.push(start);
        method.storeNew(last);
        method.define(parameter, method.slot(last));
      }
    }
    List<int[][]> sums = new ArrayList<>();
    for (Value total : loop.totals()) {
      boolean varies = values.varies(total);
      int[][] parts = new int[values.vectors()][varies ? parts() : 0];
      for (int[] ofVector : parts) {
        Arrays.setAll(ofVector, p -> zero());
      }
      if (!varies) {
        code.dconst_0();
        method.storeNew(total);
      }
      sums.add(parts);
    }
    for (int k = 0; k < loop.isMaximum.size(); k++) {
      startExtreme(loop, k);
    }
    return sums;
  }

  private int parts() {
    return values.vectors() == 1 ? PARTS : PARTS_OF_EACH;
  }

  int zero() {
    int local = values.newLocal();
    values.spread(code::dconst_0);
    code.astore(local);
    return local;
  }

  boolean seeksIndex(Statement.Loop loop, int k) {
    return method.function.uses().isUsed(loop.extremeIndex(k));
  }

  void startExtreme(Statement.Loop loop, int k) {
    double worst = loop.isMaximum.get(k) ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    values.each(v -> {
      values.spread(() -> code.loadConstant(worst));
      values.storeNew(loop.extreme(k));
      if (seeksIndex(loop, k)) {
        values.spread(() -> code.loadConstant(-1.0));
        values.storeNew(loop.extremeIndex(k));
      }
    });
  }

  /** Indices are sought as the numbers are, so that they need no masks of their own. */
  void settleIndex(Statement.Loop loop, int k) {
    if (seeksIndex(loop, k)) {
      values.each(v -> {
        code.aload(values.local(loop.extremeIndex(k)));
        values.call("whole", LaneValues.INT, LaneValues.REAL);
        values.storeNew(loop.extremeIndex(k));
      });
    }
  }

  private void iterate(Statement.Loop loop, int index, List<int[][]> sums, List<Place> stacks) {
    for (int k = 0; k < loop.stacks; k++) {
      direct(loop, loop.elements().get(k), stacks.get(k), index);
    }
    writeAll(loop.body.statements);
    for (int k = 0; k < loop.sums; k++) {
      Value total = loop.totals().get(k);
      Value summand = loop.summands().get(k);
      int[][] parts = sums.get(k);
      if (values.varies(total)) {
        values.each(v -> rotate(parts[v], summand));
      } else {
        code.dload(method.slot(total));
        scalar.push(summand);
        code.dadd().dstore(method.slot(total));
      }
    }
    for (int k = 0; k < loop.stacks; k++) {
      store(loop.elements().get(k), stacks.get(k), index);
    }
    for (int k = 0; k < loop.isMaximum.size(); k++) {
      seek(loop, k, () -> values.spread(() -> code.iload(index).i2d()));
    }
    carry(loop);
  }

  private void rotate(int[] parts, Value summand) {
    values.addTerm(parts[0], summand);
    for (int p = 1; p < parts.length; p++) {
      code.aload(parts[p]).astore(parts[p - 1]);
    }
    code.astore(parts[parts.length - 1]);
  }

  private void finish(int[] parts, Value total) {
    if (parts.length == 0) {
      return;
    }
    code.aload(parts[0]).aload(parts[1]);
    values.binary("add");
    if (parts.length == PARTS) {
      code.aload(parts[2]).aload(parts[3]);
      values.binary("add");
      values.binary("add");
    }
    values.storeNew(total);
  }

  private void pushPart(Value element, int index) {
    code.iload(index);
    method.pushSize(scalar, List.of(element.extents));
    code.imul().loadConstant(values.width()).imul();
  }

  private void direct(Statement.Loop loop, Value element, Place stack, int index) {
    Value maker =
        element.type.isScalar() || !values.varies(element)
            ? null
            : CarriedArrays.maker(element, loop.body);
    if (maker != null && directed.add(element)) {
      Place place = new Place(stack.data(), method.local(TypeKind.INT));
      pushPart(element, index);
      method.addOffset(stack);
      code.istore(place.offset());
      method.direct(maker, place);
    }
  }

  private void store(Value element, Place stack, int index) {
    if (element.type.isScalar()) {
      values.each(v ->
          values
              .memory()
              .store(
                  element,
                  stack,
                  () -> {
                    code.iload(index).loadConstant(values.width()).imul();
                    code.loadConstant(values.firstLane()).iadd();
                    method.addOffset(stack);
                  }));
    } else if (!directed.remove(element)) {
      copy(element, stack, () -> pushPart(element, index));
    }
  }

  /**
   * Takes the better of what has been found and the candidate.
   *
   * @param pushIndex pushes the index as a vector of numbers; it is blended into, because the
   *     virtual machine knows its class, which it may not of what the loop carries
   */
  void seek(Statement.Loop loop, int k, Runnable pushIndex) {
    int candidate = values.newLocal();
    int better = values.newLocal();
    values.each(v -> {
      int best = values.local(loop.extreme(k));
      values.push(loop.candidates().get(k));
      code.astore(candidate);
      boolean maximum = loop.isMaximum.get(k);
      code.aload(maximum ? best : candidate);
      values.comparison(Op.LESS);
      code.aload(maximum ? candidate : best);
      values.compare();
      code.astore(better).aload(best).aload(candidate).aload(better);
      values.blend();
      code.astore(best);
      if (seeksIndex(loop, k)) {
        int where = values.local(loop.extremeIndex(k));
        pushIndex.run();
        code.aload(where).aload(better);
        values.not();
        values.blend();
        code.astore(where);
      }
    });
  }

  private void carry(Statement.Loop loop) {
    List<Value> parameters = loop.carriedParameters();
    for (int k = 0; k < loop.carried(); k++) {
      Value next = loop.nexts().get(k);
      if (values.varies(parameters.get(k))) {
        values.each(v -> values.push(next));
      } else {
        scalar.push(next);
      }
    }
    for (Value parameter : parameters.reversed()) {
      if (values.varies(parameter)) {
        values.eachFromLast(v -> code.astore(values.local(parameter)));
      } else {
        code.storeLocal(MethodContext.kindOf(parameter), method.slot(parameter));
      }
    }
  }
}
