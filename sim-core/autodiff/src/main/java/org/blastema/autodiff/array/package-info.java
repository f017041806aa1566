/**
 * Formulas of numbers and arrays with loops, choices and recursion, differentiated as programs and
 * compiled.
 *
 * <p>A formula is written against {@link org.blastema.autodiff.array.Real}, {@link
 * org.blastema.autodiff.array.Reals} and {@link org.blastema.autodiff.array.Index} and becomes a
 * program in single-assignment form with nested blocks. Derivatives, simplification and compilation
 * turn programs into programs.
 */
package org.blastema.autodiff.array;
