package org.blastema.autodiff;

/**
 * Pairs of rows {@code first[k] < second[k]} for {@code k < count}. The order of the pairs is the
 * order of every sum over them.
 *
 * @param count number of pairs; the arrays may be longer
 * @param first smaller row
 * @param second larger row
 */
public record Pairs(int count, int[] first, int[] second) {}
