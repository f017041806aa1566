package org.blastema.runner.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.blastema.kernel.model.SimulationFailure;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.runner.tree.InvalidInput;
import org.blastema.runner.tree.Place;

/**
 * Where the objects of a scenario come from, to tell whose exception it is that ends a run. The
 * kernel's own components are known by the names of their steps; those of other plugins are named
 * with plugin, keyword and place.
 */
public final class Origins {
  private static final String KERNEL = "kernel";

  private final Function<String, Place> places;
  private final List<Origin> made = new ArrayList<>();

  /**
   * Where one object comes from.
   *
   * @param plugin name of the plugin
   * @param role what it is, in words
   * @param keyword the word in the scenario
   * @param path where the word stands
   * @param type class of the object
   */
  public record Origin(String plugin, String role, String keyword, String path, Class<?> type) {
    boolean isAt(String boundary) {
      return path.equals(boundary) || path.startsWith(boundary + ".");
    }

    /** Whether code of a class belongs to the object; a lambda's code is in the class around it. */
    boolean runs(String className) {
      String name = type.getName();
      int lambda = name.indexOf("$$Lambda");
      String host = lambda < 0 ? name : name.substring(0, lambda);
      return className.equals(host) || className.startsWith(host + "$");
    }
  }

  /** A context that wants to know what was made. */
  public interface Keeper {
    /** What was made so far. */
    Origins origins();
  }

  /** An exception of the object that a place of the scenario names. */
  private static final class Blamed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String path;

    Blamed(String path, Throwable cause) {
      super(path + ": " + cause, cause);
      this.path = path;
    }
  }

  /**
   * Nothing made yet.
   *
   * @param places where a path is written
   */
  public Origins(Function<String, Place> places) {
    this.places = places;
  }

  /** Remembers an object. */
  public void add(Origin origin) {
    made.add(origin);
  }

  /** An exception with the path of the object that threw it; one that names a place stays. */
  public static RuntimeException blame(String path, Throwable thrown) {
    boolean placed = thrown instanceof SimulationFailure || isSaidAlready(thrown);
    return placed ? (RuntimeException) thrown : new Blamed(path, thrown);
  }

  /** What is said of a failure: whose it is if that is known, else its own message. */
  public RuntimeException named(RuntimeException failure) {
    Optional<PluginFailure> explained = explain(failure);
    return explained.isPresent() ? explained.get() : failure;
  }

  /**
   * A failure in words, if it is an exception that a plugin's component threw while it was used.
   *
   * @param failure what came out of a run
   */
  public Optional<PluginFailure> explain(Throwable failure) {
    String boundary = "";
    String step = "";
    Throwable thrown = failure;
    while (true) {
      if (isSaidAlready(thrown)) {
        return Optional.empty();
      }
      if (thrown instanceof Blamed blamed) {
        boundary = blamed.path;
      } else if (thrown instanceof SimulationFailure inStep) {
        boundary = "steps." + inStep.stepName();
        step = "step " + inStep.macroStep() + ", " + inStep.stepName() + ": ";
      }
      if (thrown.getCause() == null) {
        break;
      }
      thrown = thrown.getCause();
    }
    Throwable cause = thrown;
    String prefix = step;
    return culprit(boundary, cause)
        .map(origin ->
            new PluginFailure(
                "%splugin '%s' failed in the %s '%s' (%s, %s)"
                    .formatted(
                        prefix,
                        origin.plugin(),
                        origin.role(),
                        origin.keyword(),
                        origin.path(),
                        places.apply(origin.path())),
                cause));
  }

  /** Failures whose messages name what is wrong. */
  private static boolean isSaidAlready(Throwable thrown) {
    return (thrown instanceof SimulationFailure failure && failure.isNumerical())
        || thrown instanceof PluginFailure
        || thrown instanceof InvalidConfiguration
        || thrown instanceof InvalidInput;
  }

  /**
   * The innermost object in the named place whose code was running; or the one in that place; or
   * any whose code was running.
   */
  private Optional<Origin> culprit(String boundary, Throwable cause) {
    List<Origin> foreign = made.stream().filter(o -> !o.plugin().equals(KERNEL)).toList();
    List<Origin> near = foreign.stream().filter(o -> o.isAt(boundary)).toList();
    return running(near, cause)
        .or(() -> near.stream().filter(o -> o.path().equals(boundary)).findFirst())
        .or(() -> running(foreign, cause));
  }

  private static Optional<Origin> running(List<Origin> suspects, Throwable cause) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      for (Origin suspect : suspects) {
        if (suspect.runs(frame.getClassName())) {
          return Optional.of(suspect);
        }
      }
    }
    return Optional.empty();
  }
}
