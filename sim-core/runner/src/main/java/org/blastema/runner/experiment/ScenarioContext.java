package org.blastema.runner.experiment;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.blastema.plugin.BuildContext;
import org.blastema.runner.plugins.Origins;
import org.blastema.runner.scenario.LoadedScenario;

/** What components find while a scenario's objects are made. */
final class ScenarioContext implements BuildContext, Origins.Keeper {
  private final long seed;
  private final Function<String, Path> finder;
  private final Origins origins;
  private final Map<Class<?>, Object> known = new HashMap<>();
  private final Map<String, Path> files = new LinkedHashMap<>();

  ScenarioContext(LoadedScenario loaded, Function<String, Path> finder) {
    this.seed = loaded.scenario().seed();
    this.finder = finder;
    this.origins = new Origins(loaded::place);
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public <X> Optional<X> find(Class<X> type) {
    return Optional.ofNullable(type.cast(known.get(type)));
  }

  @Override
  public Path file(String name) {
    Path path = finder.apply(name);
    files.put(name, path);
    return path;
  }

  @Override
  public Origins origins() {
    return origins;
  }

  /** Files that were asked for, by name. */
  Map<String, Path> files() {
    return files;
  }

  /**
   * Makes an object known under its class and everything that its class extends or implements; the
   * latest one counts.
   */
  void add(Object object) {
    Deque<Class<?>> types = new ArrayDeque<>();
    types.add(object.getClass());
    while (!types.isEmpty()) {
      Class<?> type = types.poll();
      known.put(type, object);
      if (type.getSuperclass() != null) {
        types.add(type.getSuperclass());
      }
      for (Class<?> face : type.getInterfaces()) {
        types.add(face);
      }
    }
  }
}
