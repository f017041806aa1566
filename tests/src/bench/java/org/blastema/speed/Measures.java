package org.blastema.speed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a benchmark method measures. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Measures {
  /** The formulas as they are used, compiled to vector lanes. */
  String COMPILED = "Blastema";

  /** The same, never compiled. */
  String INTERPRETED = "Blastema, interpreted";

  /** A loop written for the purpose. */
  String LANES = "vector loop by hand";

  /** A loop without vectors. */
  String LOOP = "scalar loop by hand";

  /** Options of the JVM under which nothing is compiled by Blastema. */
  String NO_KERNELS = "-Dblastema.interpret=true";

  /** The same for array formulas. */
  String NO_PROGRAMS = "-Dblastema.autodiff.interpret=true";

  /** The work. */
  Work of();

  /** Who does it; rows of the table are compared with those {@link #COMPILED}. */
  String by();
}
