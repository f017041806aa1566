package org.blastema.autodiff.array;

import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.blastema.autodiff.array.MethodContext.Place;

/** Writes the code of a repetition; stacks grow as it goes on. */
final class WhileWriter {
  private final StatementWriter writer;
  private final MethodContext method;
  private final Scalar scalar;
  private final CodeBuilder code;
  private final Statement.While loop;
  private final CarriedArrays arrays;

  WhileWriter(StatementWriter writer, Statement.While loop) {
    this.writer = writer;
    this.method = writer.method;
    this.scalar = writer.scalar;
    this.code = method.code;
    this.loop = loop;
    this.arrays = new CarriedArrays(writer, loop.body);
  }

  void write() {
    for (int k = 0; k < loop.carried(); k++) {
      start(k);
    }
    code.iconst_0();
    method.storeNew(loop.iterations());
    List<Place> stacks = new ArrayList<>();
    for (Value stack : loop.stacked()) {
      Place place = new Place(method.local(TypeKind.REFERENCE), -1);
      method.defineArray(stack, place);
      grow(stack, place, () -> code.iconst_0());
      stacks.add(place);
    }
    Label test = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(test);
    int mark = method.mark();
    writer.writeAll(loop.test.statements);
    scalar.jumpUnless(loop.test.results.getFirst(), end);
    method.release(mark);
    writer.writeAll(loop.body.statements);
    for (int k = 0; k < stacks.size(); k++) {
      store(loop.stacked().get(k), loop.elements().get(k), stacks.get(k));
    }
    carry();
    method.release(mark);
    code.iinc(method.slot(loop.iterations()), 1).goto_(test).labelBinding(end);
  }

  private void start(int k) {
    Value start = loop.starts.get(k);
    Value last = loop.finals().get(k);
    Value tested = loop.test.parameters.get(k);
    Value parameter = loop.body.parameters.get(k);
    if (start.type.isScalar()) {
      scalar.push(start);
      method.storeNew(last);
      method.define(parameter, method.slot(last));
      method.define(tested, method.slot(last));
    } else {
      Place place = method.defineArray(last);
      writer.copyPlace(method.place(start), place);
      method.defineArray(parameter, place);
      method.defineArray(tested, place);
      arrays.add(parameter, loop.nexts().get(k), last);
    }
  }

  /** Makes room for as many parts as the code says, and keeps what is there. */
  private void grow(Value stack, Place place, Runnable parts) {
    method.pushFrame();
    code.loadConstant(method.function.slotOf(stack));
    parts.run();
    method.pushSize(scalar, List.of(stack.extents).subList(1, stack.extents.length));
    code.imul()
        .invokevirtual(
            MethodContext.FRAME,
            MethodContext.isReal(stack) ? "grownReals" : "grownInts",
            MethodTypeDesc.of(MethodContext.dataType(stack), CD_int, CD_int))
        .astore(place.data());
  }

  private void store(Value stack, Value element, Place place) {
    int iteration = method.slot(loop.iterations());
    grow(stack, place, () -> code.iload(iteration).iconst_1().iadd());
    if (element.type.isScalar()) {
      method.pushData(place);
      code.iload(iteration);
      scalar.push(element);
      method.storeEntry(MethodContext.isReal(element));
    } else {
      writer.copyArray(
          method.place(element),
          element,
          place,
          () -> {
            code.iload(iteration);
            method.pushSize(scalar, List.of(element.extents));
            code.imul();
          });
    }
  }

  private void carry() {
    List<Integer> moved = new ArrayList<>();
    for (int k = 0; k < loop.carried(); k++) {
      Value next = loop.nexts().get(k);
      if (next.type.isScalar() && next != loop.body.parameters.get(k)) {
        scalar.push(next);
        moved.add(k);
      }
    }
    arrays.carry();
    for (int k : moved.reversed()) {
      Value parameter = loop.body.parameters.get(k);
      code.storeLocal(MethodContext.kindOf(parameter), method.slot(parameter));
    }
  }
}
