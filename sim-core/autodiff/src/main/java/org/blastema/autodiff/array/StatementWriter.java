package org.blastema.autodiff.array;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.blastema.autodiff.array.MethodContext.Place;

/** Writes code for blocks, one entry at a time. */
final class StatementWriter {
  private static final ClassDesc INTRINSICS = Intrinsics.class.describeConstable().orElseThrow();

  static final MethodTypeDesc ARRAYCOPY =
      MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_Object, CD_int, CD_int);

  final MethodContext method;
  final Scalar scalar;
  private final CodeBuilder code;

  StatementWriter(MethodContext method) {
    this.method = method;
    this.code = method.code;
    this.scalar = new Scalar(method);
  }

  void writeAll(List<Statement> statements) {
    statements.forEach(this::write);
  }

  /** Writes a statement, as a method of its own if the function is laid out so. */
  void write(Statement statement) {
    if (method.function.isOutlined(statement)) {
      new Outline(this).call(statement);
    } else {
      writeHere(statement);
    }
  }

  void writeHere(Statement statement) {
    switch (statement) {
      case Statement.Compute c -> scalar.define(c);
      case Statement.Read read -> scalar.define(read);
      case Statement.Slice slice -> slice(slice);
      case Statement.Loop loop -> new LoopWriter(this, loop).write();
      case Statement.While loop -> new WhileWriter(this, loop).write();
      case Statement.Choice choice -> choice(choice);
      case Statement.Invoke call -> invoke(call);
      case Statement.Create create -> create(create);
      case Statement.Add add -> add(add);
      case Statement.Freeze freeze ->
          method.defineArray(freeze.result(), method.place(freeze.accumulator));
    }
  }

  private void slice(Statement.Slice slice) {
    if (!method.function.uses().isUsed(slice.result())) {
      return;
    }
    scalar.check(slice);
    Place from = method.place(slice.array);
    int offset = method.local(TypeKind.INT);
    scalar.push(slice.index);
    method.addOffset(from);
    code.istore(offset);
    method.defineArray(slice.result(), new Place(from.data(), offset));
  }

  private void choice(Statement.Choice choice) {
    for (Value result : choice.results) {
      if (result.type.isScalar()) {
        method.define(result);
      } else {
        method.defineArray(result);
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
      Value from = block.results.get(k);
      if (result.type.isScalar()) {
        scalar.push(from);
        code.storeLocal(MethodContext.kindOf(result), method.slot(result));
      } else {
        copyPlace(method.place(from), method.place(result));
      }
    }
    method.release(mark);
  }

  /** Lets an array be known by other local variables. */
  void copyPlace(Place from, Place to) {
    method.pushData(from);
    code.astore(to.data());
    method.pushOffset(from);
    code.istore(to.offset());
  }

  private void create(Statement.Create create) {
    Value result = create.result();
    List<Value> extents = List.of(result.extents);
    Place place = method.destination(result);
    if (place == null) {
      int slot = method.function.slotOf(result);
      int data = method.local(TypeKind.REFERENCE);
      method.pushFrame();
      code.loadConstant(slot);
      if (create.start == null) {
        pushChecked(extents);
        code.invokevirtual(
            MethodContext.FRAME, "zeros", MethodTypeDesc.of(MethodContext.REALS, CD_int, CD_int));
      } else {
        Place from = method.place(create.start);
        method.pushData(from);
        method.pushOffset(from);
        method.pushSize(scalar, extents);
        code.invokevirtual(
            MethodContext.FRAME,
            "copy",
            MethodTypeDesc.of(MethodContext.REALS, CD_int, MethodContext.REALS, CD_int, CD_int));
      }
      code.astore(data);
      place = new Place(data, -1);
    } else if (create.start == null) {
      method.pushData(place);
      method.pushOffset(place);
      pushChecked(extents);
      code.invokestatic(
          INTRINSICS, "clear", MethodTypeDesc.of(CD_void, MethodContext.REALS, CD_int, CD_int));
    } else {
      copyArray(method.place(create.start), create.start, place, null);
    }
    method.defineArray(result, place);
  }

  /** Pushes the number of entries of an array; none, if the first extent is negative. */
  void pushChecked(List<Value> extents) {
    if (extents.isEmpty()) {
      code.iconst_1();
      return;
    }
    scalar.push(extents.getFirst());
    method.pushSize(scalar, extents.subList(1, extents.size()));
    code.invokestatic(INTRINSICS, "size", MethodTypeDesc.of(CD_int, CD_int, CD_int));
  }

  /**
   * Copies the entries of an array.
   *
   * @param more pushes what is to be added to the place to copy to; or null
   */
  void copyArray(Place from, Value array, Place to, Runnable more) {
    method.pushData(from);
    method.pushOffset(from);
    method.pushData(to);
    method.pushOffset(to);
    if (more != null) {
      more.run();
      code.iadd();
    }
    method.pushSize(scalar, List.of(array.extents));
    code.invokestatic(System.class.describeConstable().orElseThrow(), "arraycopy", ARRAYCOPY);
  }

  private void add(Statement.Add add) {
    scalar.check(add);
    Place place = method.place(add.accumulator);
    method.pushData(place);
    scalar.push(add.at.getFirst());
    method.addOffset(place);
    code.dup2().daload();
    scalar.push(add.amount);
    code.dadd().dastore();
  }

  private void invoke(Statement.Invoke call) {
    FunctionWriter callee = method.program.writer(call.function);
    method.pushFrame();
    if (callee.needsFrame()) {
      code.loadConstant(method.function.site(callee))
          .invokevirtual(
              MethodContext.FRAME, "callee", MethodTypeDesc.of(MethodContext.FRAME, CD_int));
    }
    List<ClassDesc> types = new ArrayList<>(List.of(MethodContext.FRAME));
    call.arguments.forEach(a -> pushArgument(a, types));
    code.invokestatic(
        ProgramWriter.GENERATED,
        callee.methodName(),
        MethodTypeDesc.of(Outline.returned(call.results), types));
    new Outline(this).takeResults(call.results);
  }

  /** Pushes an argument: a single entry, or an array and the place of its first entry. */
  void pushArgument(Value value, List<ClassDesc> types) {
    if (Outline.isEntry(value)) {
      scalar.push(value);
      types.add(Outline.typeOf(value));
    } else {
      Place place = method.place(value);
      method.pushData(place);
      method.pushOffset(place);
      types.add(MethodContext.dataType(value));
      types.add(CD_int);
    }
  }
}
