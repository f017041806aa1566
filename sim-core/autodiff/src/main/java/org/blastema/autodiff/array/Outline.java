package org.blastema.autodiff.array;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.blastema.autodiff.array.MethodContext.Place;

/**
 * How values get into methods and out of them. One single entry is returned as such; anything else
 * is left in the frame, where the caller takes it at once.
 */
final class Outline {
  private final StatementWriter writer;
  private final MethodContext method;
  private final CodeBuilder code;

  Outline(StatementWriter writer) {
    this.writer = writer;
    this.method = writer.method;
    this.code = method.code;
  }

  /** Whether a value is a single entry that does not change. */
  static boolean isEntry(Value value) {
    return value.type.isScalar() && !value.type.isAccumulator();
  }

  static ClassDesc typeOf(Value scalar) {
    return MethodContext.isReal(scalar) ? CD_double : CD_int;
  }

  static boolean isDirect(List<Value> results) {
    return results.size() == 1 && results.getFirst().type.isScalar();
  }

  static ClassDesc returned(List<Value> results) {
    return isDirect(results) ? typeOf(results.getFirst()) : CD_void;
  }

  /** Writes a statement as a method of its own, and calls it. */
  void call(Statement statement) {
    List<Value> free = Captures.of(statement, method.program.lowering());
    List<Value> directed =
        statement.results.stream().filter(r -> method.destination(r) != null).toList();
    List<ClassDesc> types = new ArrayList<>(List.of(MethodContext.FRAME));
    method.pushFrame();
    free.forEach(v -> writer.pushArgument(v, types));
    for (Value result : directed) {
      method.pushData(method.destination(result));
      method.pushOffset(method.destination(result));
      types.add(MethodContext.dataType(result));
      types.add(CD_int);
    }
    MethodTypeDesc type = MethodTypeDesc.of(returned(statement.results), types);
    FunctionWriter function = method.function;
    String name = function.nextPieceName();
    method.program.later(
        name,
        type,
        ClassFile.ACC_STATIC,
        inner -> {
          MethodContext piece = new MethodContext(function, inner);
          free.forEach(v -> receive(piece, v));
          directed.forEach(v ->
              piece.direct(
                  v, new Place(piece.local(TypeKind.REFERENCE), piece.local(TypeKind.INT))));
          StatementWriter body = new StatementWriter(piece);
          body.writeHere(statement);
          new Outline(body).giveResults(statement.results, false);
        });
    code.invokestatic(ProgramWriter.GENERATED, name, type);
    takeResults(statement.results);
  }

  /** Names the parameter that holds a value. */
  static void receive(MethodContext method, Value value) {
    if (isEntry(value)) {
      method.define(value);
    } else {
      method.defineArray(value);
    }
  }

  /** Returns from the method with some values as results. */
  void giveResults(List<Value> results, boolean withExtents) {
    if (!withExtents && isDirect(results)) {
      writer.scalar.push(results.getFirst());
      code.return_(MethodContext.kindOf(results.getFirst()));
      return;
    }
    method.program.reserveResults(results.size());
    for (int k = 0; k < results.size(); k++) {
      Value result = results.get(k);
      boolean real = MethodContext.isReal(result);
      if (result.type.isScalar()) {
        pushField(
            real ? "realResults" : "intResults", real ? MethodContext.REALS : MethodContext.INTS);
        code.loadConstant(k);
        writer.scalar.push(result);
        method.storeEntry(real);
      } else {
        Place place = method.place(result);
        ClassDesc data = MethodContext.dataType(result);
        pushField(real ? "realArrays" : "intArrays", data.arrayType());
        code.loadConstant(k);
        method.pushData(place);
        code.aastore();
        pushField("offsets", MethodContext.INTS);
        code.loadConstant(k);
        method.pushOffset(place);
        code.iastore();
      }
      if (withExtents) {
        giveExtents(k, result);
      }
    }
    code.return_();
  }

  private void giveExtents(int k, Value result) {
    pushField("extents", MethodContext.INTS.arrayType());
    code.loadConstant(k).loadConstant(result.extents.length).newarray(TypeKind.INT);
    for (int d = 0; d < result.extents.length; d++) {
      code.dup().loadConstant(d);
      writer.scalar.push(result.extents[d]);
      code.iastore();
    }
    code.aastore();
  }

  /** Takes the results of the method that was just called. */
  void takeResults(List<Value> results) {
    if (isDirect(results)) {
      method.storeNew(results.getFirst());
      return;
    }
    for (int k = 0; k < results.size(); k++) {
      Value result = results.get(k);
      boolean real = MethodContext.isReal(result);
      if (result.type.isScalar()) {
        pushField(
            real ? "realResults" : "intResults", real ? MethodContext.REALS : MethodContext.INTS);
        code.loadConstant(k);
        method.loadEntry(result);
        method.storeNew(result);
      } else {
        Place place = method.defineArray(result);
        pushField(real ? "realArrays" : "intArrays", MethodContext.dataType(result).arrayType());
        code.loadConstant(k).aaload().astore(place.data());
        pushField("offsets", MethodContext.INTS);
        code.loadConstant(k).iaload().istore(place.offset());
      }
    }
  }

  private void pushField(String name, ClassDesc type) {
    method.pushFrame();
    code.getfield(MethodContext.FRAME, name, type);
  }
}
