package org.blastema.autodiff.array;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
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

  private final StatementWriter writer;
  private final MethodContext method;
  private final Scalar scalar;
  private final CodeBuilder code;
  private final LanePlan plan;
  private final LaneValues values;
  private final int lanes;

  /** Where lanes add up for themselves what all of them add to one entry. */
  private final Map<Value, Place> expanded = new IdentityHashMap<>();

  private final Set<Value> directed = Collections.newSetFromMap(new IdentityHashMap<>());

  LaneBlock(StatementWriter writer, LanePlan plan, LaneValues values) {
    this.writer = writer;
    this.method = writer.method;
    this.scalar = writer.scalar;
    this.code = method.code;
    this.plan = plan;
    this.values = values;
    this.lanes = method.program.mode().lanes();
  }

  void expand(Value accumulator, Place place) {
    expanded.put(accumulator, place);
  }

  void writeAll(List<Statement> statements) {
    statements.forEach(this::write);
  }

  private void write(Statement statement) {
    if (plan.isSingle(statement)) {
      writer.write(statement);
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

  private void add(Statement.Add add) {
    Place place = expanded.get(add.accumulator);
    if (place == null || values.mask() >= 0 || !plan.shape(add.at.getFirst()).isUniform()) {
      values.memory().add(add);
      return;
    }
    values.memory().check(add);
    values
        .memory()
        .addNeighbors(
            () -> {
              scalar.push(add.at.getFirst());
              code.loadConstant(lanes).imul();
            },
            place,
            () -> values.push(add.amount));
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
    code.loadConstant(lanes).imul();
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
      values.call(
          "spreadParts",
          CD_void,
          MethodContext.dataType(from),
          CD_int,
          MethodContext.dataType(from),
          CD_int,
          CD_int);
    }
  }

  private void choice(Statement.Choice choice) {
    boolean single = plan.shape(choice.condition).isUniform();
    if (!single) {
      varyingChoice(choice);
      return;
    }
    for (Value result : choice.results) {
      if (values.varies(result)) {
        values.define(result, values.newLocal());
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

  private void branch(Block block, List<Value> results) {
    int mark = method.mark();
    writeAll(block.statements);
    for (int k = 0; k < results.size(); k++) {
      Value result = results.get(k);
      if (values.varies(result)) {
        values.push(block.results.get(k));
        code.astore(values.local(result));
      } else {
        scalar.push(block.results.get(k));
        code.storeLocal(MethodContext.kindOf(result), method.slot(result));
      }
    }
    method.release(mark);
  }

  /** Computes both sides and takes from each what the lanes want. */
  private void varyingChoice(Statement.Choice choice) {
    int outer = values.mask();
    int condition = values.newLocal();
    values.push(choice.condition);
    code.astore(condition);
    int wanted = values.newLocal();
    code.aload(condition);
    narrow(outer, wanted);
    values.setMask(wanted);
    writeAll(choice.then.statements);
    List<Integer> taken = new ArrayList<>();
    for (Value result : choice.then.results) {
      int local = values.newLocal();
      values.push(result);
      code.astore(local);
      taken.add(local);
    }
    int unwanted = values.newLocal();
    code.aload(condition);
    code.invokevirtual(LaneValues.MASK, "not", MethodTypeDesc.of(LaneValues.MASK));
    narrow(outer, unwanted);
    values.setMask(unwanted);
    writeAll(choice.otherwise.statements);
    for (int k = 0; k < choice.results.size(); k++) {
      Value result = choice.results.get(k);
      if (result.type.kind() == Kind.REAL) {
        values.push(choice.otherwise.results.get(k));
        code.aload(taken.get(k)).aload(condition);
        values.blend();
      } else {
        code.aload(condition).aload(taken.get(k));
        values.push(choice.otherwise.results.get(k));
        values.call(
            "select",
            LaneValues.typeOf(result),
            LaneValues.MASK,
            LaneValues.typeOf(result),
            LaneValues.typeOf(result));
      }
      values.storeNew(result);
    }
    values.setMask(outer);
  }

  private void narrow(int outer, int local) {
    if (outer >= 0) {
      code.aload(outer);
      values.masks("and");
    }
    code.astore(local);
  }

  // ---- loops inside, of which all lanes run the same iteration

  private void loop(Statement.Loop loop) {
    int count = method.local(TypeKind.INT);
    scalar.push(loop.count);
    code.istore(count);
    List<List<Integer>> sums = start(loop);
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
      finish(sums.get(k), loop.totals().get(k));
    }
  }

  private List<List<Integer>> start(Statement.Loop loop) {
    for (int k = 0; k < loop.carried(); k++) {
      Value parameter = loop.carriedParameters().get(k);
      Value last = loop.finals().get(k);
      if (values.varies(parameter)) {
        values.push(loop.starts.get(k));
        values.storeNew(last);
        values.define(parameter, values.local(last));
      } else {
        scalar.push(loop.starts.get(k));
        method.storeNew(last);
        method.define(parameter, method.slot(last));
      }
    }
    List<List<Integer>> sums = new ArrayList<>();
    for (Value total : loop.totals()) {
      List<Integer> parts = new ArrayList<>();
      if (values.varies(total)) {
        for (int p = 0; p < PARTS; p++) {
          parts.add(zero());
        }
      } else {
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
    values.spread(() -> code.loadConstant(worst));
    values.storeNew(loop.extreme(k));
    if (seeksIndex(loop, k)) {
      code.iconst_m1();
      values.call("spread", LaneValues.INT, CD_int);
      values.storeNew(loop.extremeIndex(k));
    }
  }

  private void iterate(
      Statement.Loop loop, int index, List<List<Integer>> sums, List<Place> stacks) {
    for (int k = 0; k < loop.stacks; k++) {
      direct(loop, loop.elements().get(k), stacks.get(k), index);
    }
    writeAll(loop.body.statements);
    for (int k = 0; k < loop.sums; k++) {
      Value total = loop.totals().get(k);
      if (values.varies(total)) {
        rotate(sums.get(k), loop.summands().get(k));
      } else {
        code.dload(method.slot(total));
        scalar.push(loop.summands().get(k));
        code.dadd().dstore(method.slot(total));
      }
    }
    for (int k = 0; k < loop.stacks; k++) {
      store(loop.elements().get(k), stacks.get(k), index);
    }
    for (int k = 0; k < loop.isMaximum.size(); k++) {
      seek(
          loop,
          k,
          () -> {
            code.iload(index);
            values.call("spread", LaneValues.INT, CD_int);
          });
    }
    carry(loop);
  }

  private void rotate(List<Integer> parts, Value summand) {
    values.addTerm(parts.getFirst(), summand);
    for (int p = 1; p < parts.size(); p++) {
      code.aload(parts.get(p)).astore(parts.get(p - 1));
    }
    code.astore(parts.getLast());
  }

  private void finish(List<Integer> parts, Value total) {
    if (parts.isEmpty()) {
      return;
    }
    code.aload(parts.get(0)).aload(parts.get(1));
    values.binary("add");
    code.aload(parts.get(2)).aload(parts.get(3));
    values.binary("add");
    values.binary("add");
    values.storeNew(total);
  }

  private void pushPart(Value element, int index) {
    code.iload(index);
    method.pushSize(scalar, List.of(element.extents));
    code.imul().loadConstant(lanes).imul();
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
      values
          .memory()
          .store(
              element,
              stack,
              () -> {
                code.iload(index).loadConstant(lanes).imul();
                method.addOffset(stack);
              });
    } else if (!directed.remove(element)) {
      copy(element, stack, () -> pushPart(element, index));
    }
  }

  void seek(Statement.Loop loop, int k, Runnable pushIndex) {
    int best = values.local(loop.extreme(k));
    int candidate = values.newLocal();
    int better = values.newLocal();
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
    if (!seeksIndex(loop, k)) {
      return;
    }
    int where = values.local(loop.extremeIndex(k));
    code.aload(better);
    pushIndex.run();
    code.aload(where);
    values.call("select", LaneValues.INT, LaneValues.MASK, LaneValues.INT, LaneValues.INT);
    code.astore(where);
  }

  private void carry(Statement.Loop loop) {
    List<Value> parameters = loop.carriedParameters();
    for (int k = 0; k < loop.carried(); k++) {
      if (values.varies(parameters.get(k))) {
        values.push(loop.nexts().get(k));
      } else {
        scalar.push(loop.nexts().get(k));
      }
    }
    for (Value parameter : parameters.reversed()) {
      if (values.varies(parameter)) {
        code.astore(values.local(parameter));
      } else {
        code.storeLocal(MethodContext.kindOf(parameter), method.slot(parameter));
      }
    }
  }
}
