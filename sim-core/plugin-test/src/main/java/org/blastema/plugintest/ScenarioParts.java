package org.blastema.plugintest;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.plugin.Part;
import org.blastema.runner.scenario.Scenario;

/** All parts of a scenario, those inside of parts included. */
final class ScenarioParts {
  private final List<Part<?>> found = new ArrayList<>();

  private ScenarioParts() {}

  static List<Part<?>> of(Scenario scenario) {
    ScenarioParts parts = new ScenarioParts();
    parts.lookInto(scenario);
    return parts.found;
  }

  private void lookInto(Object value) {
    switch (value) {
      case Part<?> part -> {
        found.add(part);
        lookInto(part.configuration());
      }
      case Record fields -> components(fields).forEach(this::lookInto);
      case Collection<?> items -> items.forEach(this::lookInto);
      case Map<?, ?> entries -> entries.values().forEach(this::lookInto);
      case Optional<?> maybe -> maybe.ifPresent(this::lookInto);
      case null, default -> {}
    }
  }

  private static List<Object> components(Record fields) {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : fields.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        values.add(component.getAccessor().invoke(fields));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return values;
  }
}
