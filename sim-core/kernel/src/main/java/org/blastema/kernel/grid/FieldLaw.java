package org.blastema.kernel.grid;

/**
 * The numbers in {@code dc/dt = D lap c - K c + s - u c} that hold everywhere.
 *
 * @param diffusion D (length^2/time)
 * @param decay K (1/time)
 * @param walls concentration at every side that is held, in the order low x, high x, low y, ...;
 *     entries of other sides are not read
 */
record FieldLaw(double diffusion, double decay, double[] walls) {}
