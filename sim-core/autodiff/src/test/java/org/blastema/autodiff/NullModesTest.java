package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NullModesTest {
  private static Var cloud(int points, int dims) {
    return Var.of(points, dims, new Random(3).doubles((long) points * dims, -2, 2).toArray());
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static void assertOrthonormal(double[][] vectors) {
    for (int i = 0; i < vectors.length; i++) {
      for (int j = 0; j < vectors.length; j++) {
        assertThat(dot(vectors[i], vectors[j])).isCloseTo(i == j ? 1 : 0, within(1e-14));
      }
    }
  }

  @Test
  void countsTheMotionsOfEveryCluster() {
    // one cluster each of 4 points, 2 points and 1 point: 6 + 5 + 3 motions in space, 3 + 3 + 2 in
    // the plane
    int[] cluster = {7, -1, 7, 7, 30, -1, 7};
    NullModes space = NullModes.rigid(cloud(7, 3), cluster);
    NullModes plane = NullModes.rigid(cloud(7, 2), cluster);
    NullModes line = NullModes.rigid(cloud(7, 1), cluster);
    assertThat(space.count()).isEqualTo(14);
    assertThat(plane.count()).isEqualTo(8);
    assertThat(line.count()).isEqualTo(3);
    assertOrthonormal(space.vectors());
    assertOrthonormal(plane.vectors());
    assertThat(NullModes.translations(cloud(7, 3), cluster).count()).isEqualTo(9);
  }

  @Test
  void pointsOnALineHaveOneRotationLess() {
    Var line = Var.ofRows(new double[][] {{0, 0, 0}, {1, 2, -1}, {2, 4, -2}, {-3, -6, 3}});
    assertThat(NullModes.rigid(line, 0, 0, 0, 0).count()).isEqualTo(5);
  }

  @Test
  void removesRigidMotionsAndNothingElse() {
    Var x = cloud(6, 3);
    int[] cluster = {0, 1, 0, 1, 0, 1};
    NullModes modes = NullModes.rigid(x, cluster);
    double[] turned = new double[18];
    for (int i = 0; i < 6; i++) {
      // velocity u + w x r, another one for each cluster
      double w = cluster[i] == 0 ? 0.3 : -2;
      turned[i] = 1 - w * x.get(i, 1);
      turned[6 + i] = -2 + w * x.get(i, 0);
      turned[12 + i] = 0.5 * w;
    }
    double[] rest = turned.clone();
    modes.removeFrom(rest);
    assertThat(rest).containsExactly(new double[18], within(1e-13));
    double[] stretched = x.toArray();
    modes.removeFrom(stretched);
    for (double[] mode : modes.vectors()) {
      assertThat(dot(mode, stretched)).isCloseTo(0, within(1e-14));
    }
    double[] again = stretched.clone();
    modes.removeFrom(again);
    assertThat(again).containsExactly(stretched, within(1e-14));
    assertThat(dot(stretched, stretched)).isGreaterThan(1);
  }

  @Test
  void spansGivenVectors() {
    NullModes modes =
        NullModes.spannedBy(
            3, new double[] {1, 1, 0}, new double[] {2, 2, 0}, new double[] {0, 0, 5});
    assertThat(modes.count()).isEqualTo(2);
    double[] v = {3, 1, 9};
    modes.removeFrom(v);
    assertThat(v).containsExactly(new double[] {1, -1, 0}, within(1e-14));
    assertThat(NullModes.none(3).count()).isZero();
    assertThatThrownBy(() -> NullModes.rigid(cloud(3, 2), 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
