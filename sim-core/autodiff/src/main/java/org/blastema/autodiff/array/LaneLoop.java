package org.blastema.autodiff.array;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
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
import java.util.Set;
import org.blastema.autodiff.array.MethodContext.Place;

/**
 * Writes the part of a loop that runs several iterations side by side: first several vectors of
 * them at a time, if that pays, then one vector. What is left over is run one iteration at a time.
 * Sums and extremes are taken lane by lane and over the lanes at the end.
 */
final class LaneLoop {
  private final StatementWriter writer;
  private final MethodContext method;
  private final Scalar scalar;
  private final CodeBuilder code;
  private final Statement.Loop loop;
  private final LanePlan plan;
  private final int lanes;

  private LaneLoop(StatementWriter writer, Statement.Loop loop, LanePlan plan) {
    this.writer = writer;
    this.method = writer.method;
    this.scalar = writer.scalar;
    this.code = method.code;
    this.loop = loop;
    this.plan = plan;
    this.lanes = method.program.mode().lanes();
  }

  /** The writer of a loop's lanes; null if lanes would not make it faster. */
  static LaneLoop of(StatementWriter writer, Statement.Loop loop) {
    LanePlan plan = writer.method.function.lanePlan(loop);
    return plan == null ? null : new LaneLoop(writer, loop, plan);
  }

  /** The iterations that are to be run before. */
  int peeled() {
    return plan.peeled();
  }

  /**
   * Writes the code.
   *
   * @param index local variable of the next index
   * @param count local variable of the number of iterations
   * @param stacks where the stacks are
   */
  void write(int index, int count, List<Place> stacks) {
    Label none = code.newLabel();
    int mark = method.mark();
    code.iload(count).loadConstant(lanes).if_icmplt(none);
    List<Value> accumulators =
        plan.vectors() > 1 ? List.of() : List.copyOf(commonAccumulators(loop.body));
    List<Place> lanewise = accumulators.stream().map(this::newAccumulator).toList();
    Side side = new Side(1, accumulators, lanewise);
    List<Integer> sums = new ArrayList<>();
    for (int k = 0; k < loop.sums; k++) {
      sums.add(side.block.zero());
    }
    if (plan.vectors() > 1) {
      new Side(plan.vectors(), accumulators, lanewise).writeJammed(index, count, stacks, sums);
    }
    for (int k = 0; k < loop.isMaximum.size(); k++) {
      side.block.startExtreme(loop, k);
    }
    side.write(index, count, stacks, sums.stream().map(s -> new int[] {s}).toList());
    side.collect(sums);
    code.labelBinding(none);
    method.release(mark);
  }

  private Set<Value> commonAccumulators(Block inside) {
    Set<Value> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Statement statement : inside.statements) {
      if (statement instanceof Statement.Add add
          && !plan.shape(add.accumulator).varies()
          && plan.shape(add.at.getFirst()).isUniform()) {
        found.add(add.accumulator);
      }
      boolean masked =
          statement instanceof Statement.Choice choice
              && plan.taken(choice) == null
              && plan.shape(choice.condition).varies();
      if (!masked) {
        plan.running(statement).forEach(b -> found.addAll(commonAccumulators(b)));
      }
    }
    return found;
  }

  private Set<Value> arraysReadByRows(Block inside) {
    Set<Value> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Statement statement : inside.statements) {
      if (statement instanceof Statement.Read read && plan.readsRow(read)) {
        found.add(read.array);
      }
      plan.running(statement).forEach(b -> found.addAll(arraysReadByRows(b)));
    }
    return found;
  }

  private Place newAccumulator(Value accumulator) {
    Place place = new Place(method.local(TypeKind.REFERENCE), -1);
    method.pushFrame();
    code.loadConstant(method.function.expandedSlotOf(accumulator));
    writer.pushChecked(List.of(accumulator.extents));
    code.loadConstant(lanes)
        .imul()
        .invokevirtual(
            MethodContext.FRAME, "zeros", MethodTypeDesc.of(MethodContext.REALS, CD_int, CD_int))
        .astore(place.data());
    return place;
  }

  /** The code for as many vectors of iterations as run together. */
  private final class Side {
    private final List<Value> accumulators;
    private final List<Place> lanewise;
    private final LaneValues values;
    private final LaneBlock block;

    Side(int vectors, List<Value> accumulators, List<Place> lanewise) {
      this.accumulators = accumulators;
      this.lanewise = lanewise;
      this.values = new LaneValues(writer, plan, vectors);
      this.block = new LaneBlock(writer, plan, values);
      for (int k = 0; k < accumulators.size(); k++) {
        block.expand(accumulators.get(k), lanewise.get(k));
      }
    }

    /** Sums of several vectors are added up in the end. */
    void writeJammed(int index, int count, List<Place> stacks, List<Integer> sums) {
      List<int[]> ofVectors = new ArrayList<>();
      for (int sum : sums) {
        int[] parts = new int[values.vectors()];
        Arrays.setAll(parts, v -> v == 0 ? sum : block.zero());
        ofVectors.add(parts);
      }
      write(index, count, stacks, ofVectors);
      for (int[] parts : ofVectors) {
        code.aload(parts[0]);
        for (int v = 1; v < parts.length; v++) {
          code.aload(parts[v]);
          values.binary("add");
        }
        code.astore(parts[0]);
      }
    }

    void write(int index, int count, List<Place> stacks, List<int[]> sums) {
      int limit = method.local(TypeKind.INT);
      code.iload(count).loadConstant(values.width()).isub().istore(limit);
      Label test = code.newLabel();
      Label end = code.newLabel();
      code.labelBinding(test).iload(index).iload(limit).if_icmpgt(end);
      int inner = method.mark();
      method.define(loop.index(), index);
      for (Value array : arraysReadByRows(loop.body)) {
        bringRows(array, index);
      }
      block.writeAll(loop.body.statements);
      finishIteration(index, stacks, sums);
      block.forget();
      method.release(inner);
      code.iinc(index, values.width()).goto_(test).labelBinding(end);
    }

    private void bringRows(Value array, int index) {
      List<Value> rest = List.of(array.extents).subList(1, array.extents.length);
      Place from = method.place(array);
      Place buffer = new Place(method.local(TypeKind.REFERENCE), method.local(TypeKind.INT));
      code.iload(index);
      method.pushSize(scalar, rest);
      code.imul().istore(buffer.offset());
      method.pushFrame();
      code.loadConstant(method.function.rowSlotOf(array));
      method.pushSize(scalar, rest);
      code.loadConstant(values.width())
          .imul()
          .invokevirtual(
              MethodContext.FRAME, "reals", MethodTypeDesc.of(MethodContext.REALS, CD_int, CD_int))
          .astore(buffer.data());
      method.pushData(from);
      code.iload(buffer.offset());
      method.addOffset(from);
      method.pushData(buffer);
      method.pushSize(scalar, rest);
      code.loadConstant(values.width());
      values.call(
          "bringRows", CD_void, MethodContext.REALS, CD_int, MethodContext.REALS, CD_int, CD_int);
      values.memory().useRows(array, buffer);
    }

    private void finishIteration(int index, List<Place> stacks, List<int[]> sums) {
      for (int k = 0; k < loop.sums; k++) {
        int[] sum = sums.get(k);
        Value summand = loop.summands().get(k);
        values.each(v -> {
          values.addTerm(sum[v], summand);
          code.astore(sum[v]);
        });
      }
      for (int k = 0; k < loop.stacks; k++) {
        store(loop.elements().get(k), stacks.get(k), index);
      }
      for (int k = 0; k < loop.isMaximum.size(); k++) {
        block.seek(
            loop,
            k,
            () -> {
              code.getstatic(LaneValues.HELPER, "REAL_STEPS", LaneValues.REAL);
              values.spread(() -> code.iload(index).i2d());
              values.binary("add");
            });
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
                      code.iload(index).loadConstant(values.firstLane()).iadd();
                      method.addOffset(stack);
                    }));
        return;
      }
      Place from = method.place(element);
      method.pushData(from);
      method.pushOffset(from);
      method.pushData(stack);
      code.iload(index);
      method.pushSize(scalar, List.of(element.extents));
      code.imul();
      method.addOffset(stack);
      method.pushSize(scalar, List.of(element.extents));
      code.loadConstant(values.width());
      values.call(
          values.varies(element) ? "storeParts" : "sameParts",
          CD_void,
          MethodContext.dataType(element),
          CD_int,
          MethodContext.dataType(element),
          CD_int,
          CD_int,
          CD_int);
    }

    private void collect(List<Integer> sums) {
      for (int k = 0; k < loop.sums; k++) {
        code.aload(sums.get(k));
        method.pushFrame();
        values.call("sum", CD_double, LaneValues.REAL, MethodContext.FRAME);
        code.dload(method.slot(loop.totals().get(k))).dadd();
        code.dstore(method.slot(loop.totals().get(k)));
      }
      for (int k = 0; k < accumulators.size(); k++) {
        method.pushData(lanewise.get(k));
        Place place = method.place(accumulators.get(k));
        method.pushData(place);
        method.pushOffset(place);
        writer.pushChecked(List.of(accumulators.get(k).extents));
        values.call("collect", CD_void, MethodContext.REALS, MethodContext.REALS, CD_int, CD_int);
      }
      for (int k = 0; k < loop.isMaximum.size(); k++) {
        block.settleIndex(loop, k);
        collectExtreme(k);
      }
    }

    private void collectExtreme(int k) {
      int lane = method.local(TypeKind.INT);
      code.loadConstant(loop.isMaximum.get(k) ? 1 : 0).aload(values.local(loop.extreme(k)));
      if (block.seeksIndex(loop, k)) {
        code.aload(values.local(loop.extremeIndex(k)));
      } else {
        code.iconst_0();
        values.call("spread", LaneValues.INT, CD_int);
      }
      method.pushFrame();
      values.call(
          "bestLane", CD_int, CD_boolean, LaneValues.REAL, LaneValues.INT, MethodContext.FRAME);
      code.istore(lane);
      method.pushFrame();
      code.getfield(MethodContext.FRAME, "lanes", MethodContext.REALS).iload(lane).daload();
      code.dstore(method.slot(loop.extreme(k)));
      method.pushFrame();
      code.getfield(MethodContext.FRAME, "intLanes", MethodContext.INTS).iload(lane).iaload();
      code.istore(method.slot(loop.extremeIndex(k)));
    }
  }
}
