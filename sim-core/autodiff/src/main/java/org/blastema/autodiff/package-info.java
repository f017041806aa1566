/**
 * Derivatives of array programs, on the JDK alone.
 *
 * <p>Two levels: a {@link org.blastema.autodiff.Formula} is a pure function of rows, traced once
 * and differentiated as a program, to any order; a {@link org.blastema.autodiff.Tape} records calls
 * of formulas and of primitives with hand-written adjoints while ordinary Java control flow runs,
 * and sweeps back over them.
 */
package org.blastema.autodiff;
