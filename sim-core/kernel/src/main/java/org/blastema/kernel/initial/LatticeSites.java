package org.blastema.kernel.initial;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Where the sites of a lattice lie, row by row, so that neighbors on the lattice lie close in
 * memory too. Their mean is the origin.
 */
final class LatticeSites {
  private LatticeSites() {}

  /** Sites of a configuration, each with d coordinates (length). */
  static double[][] of(Lattice.Configuration c, int d) {
    return c.cells().isPresent()
        ? nearest(c, d, c.cells().orElseThrow())
        : centered(grid(c, d, c.counts().stream().mapToInt(Integer::intValue).toArray()));
  }

  /** Sites along every axis, the first at the origin. */
  private static double[][] grid(Lattice.Configuration c, int d, int[] counts) {
    int n = Arrays.stream(counts).reduce(1, Math::multiplyExact);
    double[][] x = new double[n][d];
    for (int i = 0; i < n; i++) {
      int[] place = new int[d];
      int rest = i;
      for (int k = 0; k < d; k++) {
        place[k] = rest % counts[k];
        rest /= counts[k];
      }
      place(c, place, x[i]);
    }
    return x;
  }

  private static void place(Lattice.Configuration c, int[] place, double[] x) {
    double half = c.spacing() / 2;
    switch (c.sites()) {
      case CUBIC -> Arrays.setAll(x, k -> c.spacing() * place[k]);
      case HEXAGONAL -> {
        x[0] = c.spacing() * place[0] + (place[1] % 2 == 0 ? 0 : half);
        x[1] = c.spacing() * place[1] * Math.sqrt(0.75);
      }
      case FACE_CENTERED -> {
        // the sites of a cubic lattice of edge spacing / sqrt(2) whose indices have an even sum
        double edge = c.spacing() * Math.sqrt(0.5);
        x[0] = edge * (2 * place[0] + (Math.abs(place[1] + place[2]) % 2));
        x[1] = edge * place[1];
        x[2] = edge * place[2];
      }
    }
  }

  private static double[][] centered(double[][] x) {
    for (int k = 0; k < x[0].length; k++) {
      int column = k;
      double mean = Arrays.stream(x).mapToDouble(site -> site[column]).sum() / x.length;
      Arrays.stream(x).forEach(site -> site[column] -= mean);
    }
    return x;
  }

  /** Sites of the lattice through the origin; of those equally far, the first. */
  private static double[][] nearest(Lattice.Configuration c, int d, int wanted) {
    int half = 2;
    while (true) {
      int[] counts = new int[d];
      Arrays.fill(counts, 2 * half + 1);
      double[][] x = grid(c, d, counts);
      double[] middle = x[x.length / 2].clone();
      Arrays.stream(x).forEach(site -> Arrays.setAll(site, k -> site[k] - middle[k]));
      double inside = smallestExtent(x, d);
      int[] chosen =
          IntStream.range(0, x.length)
              .filter(i -> squared(x[i]) <= inside * inside)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> squared(x[i])))
              .limit(wanted)
              .mapToInt(Integer::intValue)
              .sorted()
              .toArray();
      if (chosen.length == wanted) {
        return Arrays.stream(chosen).mapToObj(i -> x[i]).toArray(double[][]::new);
      }
      half *= 2;
    }
  }

  /** Up to this distance from the origin no site is missing. */
  private static double smallestExtent(double[][] x, int d) {
    return IntStream.range(0, d)
        .mapToDouble(k ->
            Math.min(
                Arrays.stream(x).mapToDouble(site -> site[k]).max().orElseThrow(),
                -Arrays.stream(x).mapToDouble(site -> site[k]).min().orElseThrow()))
        .min()
        .orElseThrow();
  }

  private static double squared(double[] site) {
    return Arrays.stream(site).map(v -> v * v).sum();
  }
}
