package org.blastema.autodiff;

/**
 * Instructions for blocks of rows.
 *
 * @param words {@link #STRIDE} words for each instruction: opcode, result, up to three operands
 * @param exponents for each instruction the exponent, if it is a power
 * @param registers number of registers; the first hold the input columns
 * @param masks number of masks
 * @param spreads pairs of a number and the register that it fills
 * @param spreadMasks pairs of a number and the mask that it is the state of
 * @param outputs for every output column its register, or -1 - (its number) if it is the same in
 *     every row
 */
record Code(
    int[] words,
    double[] exponents,
    int registers,
    int masks,
    int[] spreads,
    int[] spreadMasks,
    int[] outputs) {
  /** Words per instruction. */
  static final int STRIDE = 5;
}
