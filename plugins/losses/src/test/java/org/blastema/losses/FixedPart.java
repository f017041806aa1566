package org.blastema.losses;

import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Part;

/** A part that is what the test says it is. */
record FixedPart<T>(T object) implements Part<T> {
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
}
