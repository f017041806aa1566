package org.blastema.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The unit of a number as a product of the base quantities {@code length, time, concentration,
 * energy}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Unit {
  /** For example {@code length}, {@code 1/time}, {@code length^2/time}; empty for a pure number. */
  String value();
}
