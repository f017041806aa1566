package org.blastema.runner.command;

import java.nio.file.Path;
import java.util.Optional;
import org.blastema.plugin.BuildContext;

/**
 * What components find that are made without a scenario; files are found from the working folder.
 */
final class NoScenario implements BuildContext {
  @Override
  public long seed() {
    return 0;
  }

  @Override
  public <X> Optional<X> find(Class<X> type) {
    return Optional.empty();
  }

  @Override
  public Path file(String name) {
    return Path.of(name);
  }
}
