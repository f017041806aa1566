package org.blastema.autodiff;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Locale;

/**
 * Whether formulas are compiled to code on vector lanes: decided once, when the first formula is
 * evaluated. Where they are not, they are interpreted, with the same bits.
 *
 * <p>Needs the option {@code --add-modules jdk.incubator.vector} of the JVM and its optimizing
 * compiler: under any other one vectors are objects, far slower than numbers.
 */
public final class LaneSupport {
  private static final String MODULE = "jdk.incubator.vector";
  private static final String LANES = "org.blastema.autodiff.lanes.Lanes";

  private static final LaneSupport CHOSEN = choose();

  private final int count;
  private final String reason;

  private LaneSupport(int count, String reason) {
    this.count = count;
    this.reason = reason;
  }

  /** Whether formulas are compiled to code on vector lanes. */
  public static boolean isActive() {
    return CHOSEN.count > 0;
  }

  /** Number of doubles that are computed at a time; 0 if formulas are interpreted. */
  public static int count() {
    return CHOSEN.count;
  }

  /** In words, what was chosen and why. */
  public static String reason() {
    return CHOSEN.reason;
  }

  private static LaneSupport choose() {
    String obstacle = obstacle(System.getProperty("java.vm.name", ""), describeVirtualMachine());
    if (obstacle != null) {
      return new LaneSupport(0, "formulas are interpreted: " + obstacle);
    }
    try {
      int lanes =
          (int)
              MethodHandles.lookup()
                  .findStatic(Class.forName(LANES), "count", MethodType.methodType(int.class))
                  .invokeExact();
      return lanes < 2
          ? new LaneSupport(0, "formulas are interpreted: the processor has no vector lanes")
          : new LaneSupport(lanes, "formulas are compiled, " + lanes + " numbers at a time");
    } catch (Throwable e) {
      return new LaneSupport(0, "formulas are interpreted: the vector code does not load: " + e);
    }
  }

  private static String describeVirtualMachine() {
    return System.getProperty("java.vm.info", "") + " " + System.getProperty("java.vm.version", "");
  }

  /** What speaks against lanes in this virtual machine, or null. */
  private static String obstacle(String name, String details) {
    String lower = details.toLowerCase(Locale.ROOT);
    if (Boolean.getBoolean("blastema.interpret")) {
      return "asked for by -Dblastema.interpret=true";
    }
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return "the JVM was started without --add-modules " + MODULE;
    }
    if (lower.contains("interpreted mode") || lower.contains("emulated-client")) {
      return "the JVM runs without its optimizing compiler (" + details.strip() + ")";
    }
    if (!name.contains("Server VM") || lower.contains("jvmci")) {
      return "the JVM has another compiler than C2 (" + name + ")";
    }
    return null;
  }
}
