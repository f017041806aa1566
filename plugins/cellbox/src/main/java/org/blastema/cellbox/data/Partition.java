package org.blastema.cellbox.data;

import java.util.ArrayList;
import java.util.List;
import org.blastema.plugin.Describe;

/**
 * How the conditions of a drug screen are split, as in Yuan et al. (Cell Systems 2021). Every split
 * is a member of an ensemble; members with the same group are averaged.
 */
public enum Partition {
  /** 56 % for training, 14 % for validation, the others for the test, at random. */
  @Describe("56 % for training, 14 % for validation, the others for the test, at random.")
  RANDOM,
  /** The test has all pairs with one drug; single drugs stay known. */
  @Describe("The test has all pairs with one drug; its single doses stay known.")
  LEAVE_ONE_DRUG_OUT_WITH_SINGLES,
  /** The test has everything with one drug. */
  @Describe("The test has everything with one drug.")
  LEAVE_ONE_DRUG_OUT,
  /** Single drugs are known, the test has the pairs. */
  @Describe("Single drugs are known, the test has all pairs.")
  SINGLE_TO_COMBINATION;

  private static final int STREAM = 5;
  private static final double KNOWN = 0.7;
  private static final double TRAIN = 0.8;

  /**
   * A member of an ensemble.
   *
   * @param group number of the drug that is left out; 0 where there is none
   * @param split its conditions
   */
  public record Member(int group, Split split) {}

  /**
   * The members.
   *
   * @param dosed for every condition, which drugs it has
   * @param members how many (for each drug, where drugs are left out)
   */
  public List<Member> members(boolean[][] dosed, int members, long seed) {
    List<Member> all = new ArrayList<>();
    int drugs = dosed[0].length;
    boolean byDrug = this == LEAVE_ONE_DRUG_OUT || this == LEAVE_ONE_DRUG_OUT_WITH_SINGLES;
    for (int group = 0; group < (byDrug ? drugs : 1); group++) {
      for (int m = 0; m < members; m++) {
        Draws draws = new Draws(seed, STREAM + 16 * (group * members + m));
        all.add(
            new Member(
                group, this == RANDOM ? random(dosed.length, draws) : by(dosed, group, draws)));
      }
    }
    return all;
  }

  private static Split random(int count, Draws draws) {
    int[] order = draws.permutation(count);
    int known = (int) (KNOWN * count);
    int train = (int) (TRAIN * known);
    return new Split(
        java.util.Arrays.copyOf(order, train),
        java.util.Arrays.copyOfRange(order, train, known),
        java.util.Arrays.copyOfRange(order, known, count));
  }

  private Split by(boolean[][] dosed, int drug, Draws draws) {
    List<Integer> known = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    for (int r = 0; r < dosed.length; r++) {
      boolean pair = count(dosed[r]) > 1;
      boolean out =
          switch (this) {
            case LEAVE_ONE_DRUG_OUT -> dosed[r][drug];
            case LEAVE_ONE_DRUG_OUT_WITH_SINGLES -> dosed[r][drug] && pair;
            case SINGLE_TO_COMBINATION, RANDOM -> pair;
          };
      (out ? test : known).add(r);
    }
    int[] order = draws.permutation(known.size());
    int train = (int) (TRAIN * known.size());
    int[] first = new int[train];
    int[] second = new int[known.size() - train];
    for (int k = 0; k < order.length; k++) {
      if (k < train) {
        first[k] = known.get(order[k]);
      } else {
        second[k - train] = known.get(order[k]);
      }
    }
    return new Split(first, second, test.stream().mapToInt(r -> r).toArray());
  }

  private static int count(boolean[] dosed) {
    int count = 0;
    for (boolean d : dosed) {
      count += d ? 1 : 0;
    }
    return count;
  }
}
