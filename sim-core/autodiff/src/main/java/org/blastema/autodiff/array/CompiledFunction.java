package org.blastema.autodiff.array;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/** A function as bytecode of the virtual machine. */
final class CompiledFunction {
  private final Kernel kernel;
  private final Frame.Layout[] layouts;
  private final int results;
  private final List<Type> types;

  private CompiledFunction(Kernel kernel, Frame.Layout[] layouts, int results, List<Type> types) {
    this.kernel = kernel;
    this.layouts = layouts;
    this.results = results;
    this.types = types;
  }

  /** Compiles a function and all that it calls. */
  static CompiledFunction of(Function function, Mode mode) {
    ProgramWriter writer = new ProgramWriter(Lowering.of(function), mode);
    Kernel kernel = load(writer.generate());
    return new CompiledFunction(
        kernel,
        writer.layouts(),
        writer.results(),
        function.body().results.stream().map(v -> v.type).toList());
  }

  private static Kernel load(byte[] bytes) {
    try {
      return (Kernel)
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated class does not load", e);
    }
  }

  /** Memory for one thread to run this function with. */
  Frame newFrame() {
    return new Frame(layouts, results);
  }

  /**
   * Runs the function.
   *
   * @param arguments as for {@link Interpreter#run}
   * @return the results, alike; arrays are overwritten by the next run with the same frame
   * @throws IndexOutOfBoundsException if an index is not below its extent; results are undefined
   */
  List<Object> run(Frame frame, List<Object> arguments) {
    kernel.run(frame, arguments.toArray());
    List<Object> found = new ArrayList<>();
    for (int k = 0; k < types.size(); k++) {
      found.add(result(frame, types.get(k), k));
    }
    return found;
  }

  private static Object result(Frame frame, Type type, int k) {
    if (type.isScalar()) {
      return switch (type.kind()) {
        case REAL -> frame.realResults[k];
        case INT -> frame.intResults[k];
        case TRUTH -> frame.intResults[k] != 0;
      };
    }
    return type.kind() == Kind.REAL
        ? new RealArray(frame.realArrays[k], frame.offsets[k], frame.extents[k])
        : new IntArray(frame.intArrays[k], frame.offsets[k], frame.extents[k]);
  }
}
