package org.blastema.autodiff.array;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Generates the class of a function and of all that it calls. */
final class ProgramWriter {
  private record Pending(String name, MethodTypeDesc type, int flags, Consumer<CodeBuilder> body) {}

  static final ClassDesc GENERATED =
      ClassDesc.of(Kernel.class.getPackageName(), "GeneratedArrayKernel");

  private static final ClassDesc KERNEL = Kernel.class.describeConstable().orElseThrow();
  private static final ClassDesc INTRINSICS = Intrinsics.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(CD_void, MethodContext.FRAME, CD_Object.arrayType());

  private final Lowering lowering;
  private final Mode mode;
  private final Map<Function, FunctionWriter> writers = new IdentityHashMap<>();
  private final List<FunctionWriter> ordered = new ArrayList<>();
  private final Deque<Pending> pending = new ArrayDeque<>();
  private int results = 1;

  ProgramWriter(Lowering lowering, Mode mode) {
    this.lowering = lowering;
    this.mode = mode;
    for (Function function : lowering.functions()) {
      FunctionWriter writer = new FunctionWriter(this, function, ordered.size());
      writers.put(function, writer);
      ordered.add(writer);
    }
  }

  Lowering lowering() {
    return lowering;
  }

  Mode mode() {
    return mode;
  }

  FunctionWriter writer(Function function) {
    return writers.get(function);
  }

  /** Makes room for results in frames. */
  void reserveResults(int count) {
    results = Math.max(results, count);
  }

  int results() {
    return results;
  }

  Frame.Layout[] layouts() {
    return ordered.stream().map(FunctionWriter::layout).toArray(Frame.Layout[]::new);
  }

  /** Asks for a method to be written after the current one. */
  void later(String name, MethodTypeDesc type, int flags, Consumer<CodeBuilder> body) {
    pending.add(new Pending(name, type, flags, body));
  }

  byte[] generate() {
    later("run", RUN, ClassFile.ACC_PUBLIC, this::run);
    for (FunctionWriter writer : ordered) {
      later(writer.methodName(), writer.type(), ClassFile.ACC_STATIC, writer::write);
    }
    return ClassFile.of()
        .build(
            GENERATED,
            type -> {
              type.withInterfaceSymbols(KERNEL).withFlags(ClassFile.ACC_FINAL);
              type.withMethodBody(
                  ConstantDescs.INIT_NAME,
                  ConstantDescs.MTD_void,
                  0,
                  code ->
                      code.aload(0)
                          .invokespecial(CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                          .return_());
              while (!pending.isEmpty()) {
                Pending next = pending.remove();
                type.withMethodBody(next.name, next.type, next.flags, next.body);
              }
            });
  }

  private void run(CodeBuilder code) {
    code.aload(1);
    List<Value> parameters = lowering.functions().getFirst().parameters();
    for (int k = 0; k < parameters.size(); k++) {
      Value parameter = parameters.get(k);
      boolean real = MethodContext.isReal(parameter);
      code.aload(2).loadConstant(k).aaload();
      if (Outline.isEntry(parameter)) {
        unpack(code, real ? "real" : "integer", real ? CD_double : CD_int);
      } else {
        unpack(code, real ? "reals" : "integers", MethodContext.dataType(parameter));
        code.aload(2).loadConstant(k).aaload();
        unpack(code, "offset", CD_int);
      }
    }
    FunctionWriter outermost = ordered.getFirst();
    code.invokestatic(GENERATED, outermost.methodName(), outermost.type()).return_();
  }

  private static void unpack(CodeBuilder code, String method, ClassDesc type) {
    code.invokestatic(INTRINSICS, method, MethodTypeDesc.of(type, CD_Object));
  }
}
