package org.blastema.oracles;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Part;

/** Components and contexts that are what the test says they are. */
final class Fixed {
  private Fixed() {}

  static <T> Part<T> part(T object) {
    return new Part<>() {
      @Override
      public String keyword() {
        return "fixed";
      }

      @Override
      public String path() {
        return "fixed";
      }

      @Override
      public Record configuration() {
        throw new UnsupportedOperationException("a fixed part has no configuration");
      }

      @Override
      public T build(BuildContext context) {
        return object;
      }
    };
  }

  static BuildContext context(List<Object> known) {
    return new BuildContext() {
      @Override
      public long seed() {
        return 0;
      }

      @Override
      public <X> Optional<X> find(Class<X> type) {
        return known.stream().filter(type::isInstance).map(type::cast).findFirst();
      }

      @Override
      public Path file(String name) {
        return Path.of(name);
      }
    };
  }
}
