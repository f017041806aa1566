package org.blastema.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an entry is when a scenario leaves it out, written as YAML.
 *
 * <p>An entry without a default is required, unless its type is {@code Optional}, {@code List} or
 * {@code Map}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /**
   * The default as it would be written in a scenario, for example {@code 0.03} or {@code {kind:
   * morse}}.
   */
  String value();
}
