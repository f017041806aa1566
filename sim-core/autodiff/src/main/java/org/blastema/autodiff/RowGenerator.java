package org.blastema.autodiff;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Generates {@link RowKernel} classes: a loop over vectors of rows for every piece of a plan. Plans
 * of the same structure share a class.
 */
final class RowGenerator {
  private static final Map<List<Object>, SoftReference<RowKernel>> KNOWN = new HashMap<>();

  private static final ClassDesc THIS = RowGenerator.class.describeConstable().orElseThrow();
  private static final ClassDesc GENERATED = ClassDesc.of(THIS.packageName(), "GeneratedRowKernel");
  private static final ClassDesc KERNEL = RowKernel.class.describeConstable().orElseThrow();
  private static final ClassDesc NUMBERS = CD_double.arrayType();
  private static final ClassDesc COLUMNS = NUMBERS.arrayType();
  private static final ClassDesc STARTS = CD_int.arrayType();
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_boolean, NUMBERS, COLUMNS, STARTS, COLUMNS, STARTS, NUMBERS, CD_int, CD_int);

  private RowGenerator() {}

  /** The kernel of a plan. */
  static RowKernel kernel(RowPlan plan) {
    List<Object> structure = plan.structure();
    synchronized (KNOWN) {
      SoftReference<RowKernel> found = KNOWN.get(structure);
      RowKernel kernel = found == null ? null : found.get();
      if (kernel == null) {
        kernel = define(generate(plan, LaneSupport.count()));
        KNOWN.values().removeIf(reference -> reference.refersTo(null));
        KNOWN.put(structure, new SoftReference<>(kernel));
      }
      return kernel;
    }
  }

  private static RowKernel define(byte[] bytes) {
    try {
      MethodHandles.Lookup own = MethodHandles.lookup();
      return (RowKernel)
          own.defineHiddenClass(bytes, true).lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated class does not load", e);
    }
  }

  private static byte[] generate(RowPlan plan, int lanes) {
    return ClassFile.of()
        .build(
            GENERATED,
            type -> {
              type.withInterfaceSymbols(KERNEL).withFlags(ClassFile.ACC_FINAL);
              constructor(type);
              rowsKept(type, plan.kept());
              for (int k = 0; k < plan.pieces().size(); k++) {
                int piece = k;
                type.withMethodBody(
                    "piece" + piece,
                    RUN,
                    ClassFile.ACC_STATIC,
                    code -> new RowPiece(code, plan, piece, lanes).emit());
              }
              run(type, plan.pieces().size());
            });
  }

  private static void constructor(ClassBuilder type) {
    type.withMethodBody(
        ConstantDescs.INIT_NAME,
        ConstantDescs.MTD_void,
        0,
        code ->
            code.aload(0)
                .invokespecial(
                    ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, MethodTypeDesc.of(CD_void))
                .return_());
  }

  private static void rowsKept(ClassBuilder type, int kept) {
    type.withMethodBody(
        "rowsKept",
        MethodTypeDesc.of(CD_int),
        ClassFile.ACC_PUBLIC,
        code -> code.loadConstant(kept).ireturn());
  }

  /** Carries out the pieces one after the other; all are carried out. */
  private static void run(ClassBuilder type, int pieces) {
    type.withMethodBody(
        "run",
        RUN,
        ClassFile.ACC_PUBLIC,
        code -> {
          code.iconst_1();
          for (int k = 0; k < pieces; k++) {
            for (int p = 0; p < RUN.parameterCount(); p++) {
              code.loadLocal(TypeKind.from(RUN.parameterType(p)), 1 + p);
            }
            code.invokestatic(GENERATED, "piece" + k, RUN).iand();
          }
          code.ireturn();
        });
  }
}
