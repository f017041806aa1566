package org.blastema.autodiff.array;

import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.blastema.autodiff.array.MethodContext.Place;

/** Writes the code of a loop, one iteration at a time. */
final class LoopWriter {
  private final StatementWriter writer;
  private final MethodContext method;
  private final Scalar scalar;
  private final CodeBuilder code;
  private final Statement.Loop loop;
  private final CarriedArrays arrays;
  private final List<Place> stacks = new ArrayList<>();

  /** Elements that are made where the stack is; the loop copies all others. */
  private final Set<Value> directed = Collections.newSetFromMap(new IdentityHashMap<>());

  LoopWriter(StatementWriter writer, Statement.Loop loop) {
    this.writer = writer;
    this.method = writer.method;
    this.scalar = writer.scalar;
    this.code = method.code;
    this.loop = loop;
    this.arrays = new CarriedArrays(writer, loop.body);
  }

  void write() {
    int count = method.local(TypeKind.INT);
    scalar.push(loop.count);
    code.istore(count);
    scalar.guard(loop, count);
    start();
    makeStacks();
    int index = method.local(TypeKind.INT);
    if (loop.descends) {
      code.iload(count).iconst_1().isub().istore(index);
      iterateTo(-1, index);
      return;
    }
    code.iconst_0().istore(index);
    LaneLoop laneLoop = LaneLoop.of(writer, loop);
    if (laneLoop != null) {
      if (laneLoop.peeled() > 0) {
        int first = method.local(TypeKind.INT);
        code.iload(count).loadConstant(laneLoop.peeled());
        code.invokestatic(
                Math.class.describeConstable().orElseThrow(),
                "min",
                MethodTypeDesc.of(CD_int, CD_int, CD_int))
            .istore(first);
        iterateTo(first, index);
      }
      laneLoop.write(index, count, stacks);
    }
    iterateTo(count, index);
  }

  /** Writes the loop up to a limit, which a local variable holds, or down to 0. */
  private void iterateTo(int limit, int index) {
    Label test = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(test).iload(index);
    if (loop.descends) {
      code.iflt(end);
    } else {
      code.iload(limit).if_icmpge(end);
    }
    int mark = method.mark();
    method.define(loop.index(), index);
    iterate(index);
    method.release(mark);
    code.iinc(index, loop.descends ? -1 : 1).goto_(test).labelBinding(end);
  }

  private void start() {
    for (int k = 0; k < loop.carried(); k++) {
      Value start = loop.starts.get(k);
      Value parameter = loop.carriedParameters().get(k);
      Value last = loop.finals().get(k);
      if (start.type.isScalar()) {
        scalar.push(start);
        method.storeNew(last);
        method.define(parameter, method.slot(last));
      } else {
        Place place = method.defineArray(last);
        writer.copyPlace(method.place(start), place);
        method.defineArray(parameter, place);
        arrays.add(parameter, loop.nexts().get(k), last);
      }
    }
    for (Value total : loop.totals()) {
      code.dconst_0();
      method.storeNew(total);
    }
    for (int k = 0; k < loop.isMaximum.size(); k++) {
      code.loadConstant(
          loop.isMaximum.get(k) ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
      method.storeNew(loop.extreme(k));
      code.iconst_m1();
      method.storeNew(loop.extremeIndex(k));
    }
  }

  private void makeStacks() {
    for (Value stack : loop.stacked()) {
      Place place = method.destination(stack);
      if (place == null) {
        place = newBuffer(stack);
      }
      method.defineArray(stack, place);
      stacks.add(place);
    }
  }

  private Place newBuffer(Value stack) {
    int data = method.local(TypeKind.REFERENCE);
    method.pushFrame();
    code.loadConstant(method.function.slotOf(stack));
    writer.pushChecked(List.of(stack.extents));
    code.invokevirtual(
            MethodContext.FRAME,
            MethodContext.isReal(stack) ? "reals" : "ints",
            MethodTypeDesc.of(MethodContext.dataType(stack), CD_int, CD_int))
        .astore(data);
    return new Place(data, -1);
  }

  private void iterate(int index) {
    for (int k = 0; k < loop.stacks; k++) {
      Value element = loop.elements().get(k);
      if (!element.type.isScalar()) {
        direct(element, stacks.get(k), index);
      }
    }
    writer.writeAll(loop.body.statements);
    for (int k = 0; k < loop.sums; k++) {
      int total = method.slot(loop.totals().get(k));
      code.dload(total);
      scalar.push(loop.summands().get(k));
      code.dadd().dstore(total);
    }
    for (int k = 0; k < loop.stacks; k++) {
      store(loop.elements().get(k), stacks.get(k), index);
    }
    for (int k = 0; k < loop.isMaximum.size(); k++) {
      seek(k, index);
    }
    carry();
  }

  /** Lets an element be made in its place of the stack, if it is made in the body. */
  private void direct(Value element, Place stack, int index) {
    Value maker = CarriedArrays.maker(element, loop.body);
    if (maker == null || !directed.add(element)) {
      return;
    }
    Place place = new Place(stack.data(), method.local(TypeKind.INT));
    pushPartOffset(element, stack, index);
    code.istore(place.offset());
    method.direct(maker, place);
  }

  private void pushPartOffset(Value element, Place stack, int index) {
    code.iload(index);
    method.pushSize(scalar, List.of(element.extents));
    code.imul();
    method.addOffset(stack);
  }

  private void store(Value element, Place stack, int index) {
    if (element.type.isScalar()) {
      method.pushData(stack);
      code.iload(index);
      method.addOffset(stack);
      scalar.push(element);
      method.storeEntry(MethodContext.isReal(element));
    } else if (!directed.remove(element)) {
      writer.copyArray(
          method.place(element),
          element,
          stack,
          () -> {
            code.iload(index);
            method.pushSize(scalar, List.of(element.extents));
            code.imul();
          });
    } else {
      arrays.lasting(element);
    }
  }

  private void seek(int k, int index) {
    int best = method.slot(loop.extreme(k));
    int candidate = method.local(TypeKind.DOUBLE);
    Label no = code.newLabel();
    scalar.push(loop.candidates().get(k));
    code.dup2().dstore(candidate).dload(best);
    if (loop.isMaximum.get(k)) {
      code.dcmpl().ifle(no);
    } else {
      code.dcmpg().ifge(no);
    }
    code.dload(candidate).dstore(best);
    code.iload(index).istore(method.slot(loop.extremeIndex(k)));
    code.labelBinding(no);
  }

  private void carry() {
    List<Value> parameters = loop.carriedParameters();
    List<Integer> moved = new ArrayList<>();
    for (int k = 0; k < loop.carried(); k++) {
      Value next = loop.nexts().get(k);
      if (next.type.isScalar() && next != parameters.get(k)) {
        scalar.push(next);
        moved.add(k);
      }
    }
    arrays.carry();
    for (int k : moved.reversed()) {
      Value parameter = parameters.get(k);
      code.storeLocal(MethodContext.kindOf(parameter), method.slot(parameter));
    }
  }
}
