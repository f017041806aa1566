package org.blastema.gradbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evals compared with plain loops, and their derivatives with differences of these. */
class ModelEvalsTest {
  private static final double ROUNDING = 1e-12;

  /** What {@link Asked#gradient} can be wrong by, for values of order 10. */
  private static final double DIFFERENCES = 1e-9;

  // ---- Gaussian mixture

  private static double posterior(double[] x, int d, int k, int m, double gamma, double[] all) {
    int half = d * (d - 1) / 2;
    List<double[]> parts = Asked.split(all, k, k * d, k * d, k * half);
    double[] alpha = parts.get(0);
    int n = x.length / d;
    double total = -n * (0.5 * d * Math.log(2 * Math.PI) + logSumExp(alpha));
    double[][][] roots = new double[k][d][d];
    for (int c = 0; c < k; c++) {
      int at = 0;
      for (int j = 0; j < d; j++) {
        roots[c][j][j] = Math.exp(parts.get(2)[c * d + j]);
        for (int r = j + 1; r < d; r++) {
          roots[c][r][j] = parts.get(3)[c * half + at++];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      double[] terms = new double[k];
      for (int c = 0; c < k; c++) {
        double distance = 0;
        double logs = 0;
        for (int r = 0; r < d; r++) {
          double y = 0;
          for (int j = 0; j < d; j++) {
            y += roots[c][r][j] * (x[i * d + j] - parts.get(1)[c * d + j]);
          }
          distance += y * y;
          logs += parts.get(2)[c * d + r];
        }
        terms[c] = alpha[c] + logs - distance / 2;
      }
      total += logSumExp(terms);
    }
    return total + wishart(roots, parts.get(2), d, k, m, gamma);
  }

  private static double wishart(double[][][] roots, double[] q, int d, int k, int m, double gamma) {
    double freedom = d + m + 1;
    double norms = 0;
    for (double[][] root : roots) {
      for (double[] row : root) {
        norms += Arrays.stream(row).map(v -> v * v).sum();
      }
    }
    double logGamma = 0; // of the multivariate gamma function for d = 2: pi^(1/2) G(a) G(a - 1/2)
    assertThat(d).isEqualTo(2);
    assertThat(freedom).isEqualTo(4);
    logGamma += 0.5 * Math.log(Math.PI) + 0 + Math.log(Math.sqrt(Math.PI) / 2);
    return k * (freedom * d * Math.log(gamma / Math.sqrt(2)) - logGamma)
        - gamma * gamma / 2 * norms
        + m * Arrays.stream(q).sum();
  }

  private static double logSumExp(double... x) {
    double largest = Arrays.stream(x).max().orElseThrow();
    return largest + Math.log(Arrays.stream(x).map(v -> Math.exp(v - largest)).sum());
  }

  @Test
  void differentiatesTheMixture() {
    int d = 2;
    int k = 3;
    int m = 1;
    double gamma = 1.3;
    double[] x = Asked.random(4, 5 * d);
    int[] sizes = {k, k * d, k * d, k};
    double[] all = Asked.random(5, Arrays.stream(sizes).sum());
    List<double[]> parts = Asked.split(all, sizes);
    String input =
        Asked.text(
            "{'d': 2, 'k': 3, 'n': 5, 'm': 1, 'gamma': 1.3, 'x': %s, 'alpha': %s, 'mu': %s,"
                + " 'q': %s, 'l': %s}",
            Asked.rows(d, x),
            Asked.list(parts.get(0)),
            Asked.rows(d, parts.get(1)),
            Asked.rows(d, parts.get(2)),
            Asked.rows(1, parts.get(3)));
    Eval gmm = new MixtureEval();
    assertThat(Asked.ask(gmm, "objective", input))
        .containsExactly(new double[] {posterior(x, d, k, m, gamma, all)}, within(ROUNDING * 100));
    assertThat(Asked.ask(gmm, "jacobian", input))
        .containsExactly(
            Asked.gradient(z -> posterior(x, d, k, m, gamma, z), all), within(DIFFERENCES));
    assertThat(((Map<?, ?>) Asked.output(gmm, "jacobian", input)).keySet().toString())
        .isEqualTo("[alpha, mu, q, l]");
  }

  // ---- long short-term memory

  private static double lstm(double[] all, double[] state, double[] text, int l, int b) {
    List<double[]> parts = Asked.split(all, 8 * l * b, 3 * b);
    double[] w = parts.get(0);
    double[] extra = parts.get(1);
    double[] s = state.clone();
    int c = text.length / b;
    double loss = 0;
    for (int t = 0; t < c - 1; t++) {
      double[] a = new double[b];
      for (int j = 0; j < b; j++) {
        a[j] = text[t * b + j] * extra[j];
      }
      for (int i = 0; i < l; i++) {
        for (int j = 0; j < b; j++) {
          int row = 8 * b * i + j;
          int h = 2 * i * b + j;
          int e = h + b;
          double forget = logistic(a[j] * w[row] + w[row + 4 * b]);
          double in = logistic(s[h] * w[row + b] + w[row + 5 * b]);
          double out = logistic(a[j] * w[row + 2 * b] + w[row + 6 * b]);
          double change = Math.tanh(s[h] * w[row + 3 * b] + w[row + 7 * b]);
          s[e] = s[e] * forget + in * change;
          s[h] = out * Math.tanh(s[e]);
          a[j] = s[h];
        }
      }
      double[] y = new double[b];
      double sum = 2;
      for (int j = 0; j < b; j++) {
        y[j] = a[j] * extra[b + j] + extra[2 * b + j];
        sum += Math.exp(y[j]);
      }
      for (int j = 0; j < b; j++) {
        loss -= text[(t + 1) * b + j] * (y[j] - Math.log(sum));
      }
    }
    return loss / (b * (c - 1));
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void differentiatesTheMemory() {
    int l = 2;
    int b = 3;
    double[] state = Asked.random(6, 2 * l * b);
    double[] text = {1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0};
    double[] all = Asked.random(7, 8 * l * b + 3 * b);
    List<double[]> parts = Asked.split(all, 8 * l * b, 3 * b);
    String input =
        "{'main_params': %s, 'extra_params': %s, 'state': %s, 'sequence': %s}"
            .formatted(
                Asked.rows(4 * b, parts.get(0)),
                Asked.rows(b, parts.get(1)),
                Asked.rows(b, state),
                Asked.rows(b, text));
    Eval eval = new LstmEval();
    assertThat(Asked.ask(eval, "objective", input))
        .containsExactly(new double[] {lstm(all, state, text, l, b)}, within(ROUNDING));
    assertThat(Asked.ask(eval, "jacobian", input))
        .containsExactly(Asked.gradient(z -> lstm(z, state, text, l, b), all), within(DIFFERENCES));
  }

  // ---- bundle adjustment

  /** Rotates by a unit quaternion, which is smooth where there is no rotation. */
  private static double[] projectionError(double[] z, double... seen) {
    double square = z[0] * z[0] + z[1] * z[1] + z[2] * z[2];
    double half = square == 0 ? 0.5 : Math.sin(Math.sqrt(square) / 2) / Math.sqrt(square);
    double w = Math.cos(Math.sqrt(square) / 2);
    double[] q = {half * z[0], half * z[1], half * z[2]};
    double[] v = {z[11] - z[3], z[12] - z[4], z[13] - z[5]};
    double[] t = cross(q, v);
    double[] tt = cross(q, t);
    double[] p = new double[3];
    Arrays.setAll(p, i -> v[i] + 2 * w * t[i] + 2 * tt[i]);
    double x = p[0] / p[2];
    double y = p[1] / p[2];
    double r = x * x + y * y;
    double scale = z[6] * (1 + z[9] * r + z[10] * r * r);
    return new double[] {
      z[14] * (scale * x + z[7] - seen[0]), z[14] * (scale * y + z[8] - seen[1])
    };
  }

  private static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0})
  void differentiatesBundles(double turned) {
    double[] z = {0.3, -0.2, 0.45, 0.2, 0.1, -2, 2, 0.3, -0.5, 0.05, -0.01, 1.5, -0.25, 6, 0.625};
    for (int k = 0; k < 3; k++) {
      z[k] *= turned;
    }
    double[] seen = {0.4, 0.7};
    int n = 2;
    int m = 3;
    int p = 2500; // more than two blocks
    String input =
        "{'n': %d, 'm': %d, 'p': %d, 'cam': %s, 'x': %s, 'w': 0.625, 'feat': %s}"
            .formatted(
                n,
                m,
                p,
                Asked.list(Arrays.copyOf(z, 11)),
                Asked.list(Arrays.copyOfRange(z, 11, 14)),
                Asked.list(seen));
    Eval ba = new BundleAdjustmentEval();
    double[] error = projectionError(z, seen);
    assertThat(Asked.ask(ba, "objective", input))
        .containsExactly(
            new double[] {error[0], error[1], p, 1 - 0.625 * 0.625, p}, within(ROUNDING));
    Map<?, ?> jacobian = (Map<?, ?>) Asked.output(ba, "jacobian", input);
    double[] values = Asked.numbers(jacobian.get("vals"));
    assertThat(values).hasSize(31);
    for (int row = 0; row < 2; row++) {
      int component = row;
      assertThat(Arrays.copyOfRange(values, 15 * row, 15 * row + 15))
          .containsExactly(
              Asked.gradient(y -> projectionError(y, seen)[component], z), within(DIFFERENCES));
    }
    assertThat(values[30]).isEqualTo(-1.25);
    int weight = 11 * n + 3 * m;
    int[] columns = (int[]) jacobian.get("cols");
    assertThat(Arrays.copyOf(columns, 15))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 22, 23, 24, weight);
    assertThat(columns[30]).isEqualTo(weight + p - 1);
    int[] rows = (int[]) jacobian.get("rows");
    assertThat(Arrays.copyOf(rows, 3)).containsExactly(0, 15, 30);
    assertThat(rows[30]).isEqualTo(31 * p);
  }

  // ---- hand tracking

  private static final int BONES = 22;
  private static final int VERTICES = 6;

  private final double[] frames = affine(Asked.random(8, 2 * BONES * 16));
  private final double[] base = Asked.random(9, VERTICES * 4);
  private final double[] weights = Asked.random(10, VERTICES * BONES);
  private final double[] places = Asked.random(11, 4);
  private final double[] points = Asked.random(12, 6);

  private static double[] affine(double[] matrices) {
    for (int k = 0; k < matrices.length; k++) {
      if (k % 16 >= 12) {
        matrices[k] = k % 16 == 15 ? 1 : 0;
      }
    }
    return matrices;
  }

  private static int parent(int bone) {
    return bone == 0 ? -1 : bone % 4 == 1 ? 0 : bone - 1;
  }

  /** Homogeneous coordinates, every weight, no shortcuts. */
  private double[] handErrors(double[] theta, double[] us, int[][] corners, boolean mirrored) {
    double[][] pose = new double[3][BONES + 3];
    for (int k = 0; k < 3; k++) {
      pose[k][0] = theta[k];
      pose[k][2] = theta[3 + k];
    }
    int at = 6;
    for (int finger = 0; finger < 5; finger++) {
      for (int joint = 0; joint < 3; joint++) {
        pose[0][5 + 4 * finger + joint] = theta[at++];
        if (joint == 0) {
          pose[1][5 + 4 * finger + joint] = theta[at++];
        }
      }
    }
    double[][] absolute = new double[BONES][];
    double[][] skin = new double[VERTICES][3];
    for (int b = 0; b < BONES; b++) {
      double[] turn =
          times(
              times(about(2, pose[1][b + 3]), about(1, pose[2][b + 3])), about(0, pose[0][b + 3]));
      double[] own = times(Arrays.copyOfRange(frames, 16 * b, 16 * b + 16), turn);
      absolute[b] = parent(b) < 0 ? own : times(absolute[parent(b)], own);
      double[] moved =
          times(absolute[b], Arrays.copyOfRange(frames, 16 * (BONES + b), 16 * (BONES + b) + 16));
      for (int v = 0; v < VERTICES; v++) {
        for (int r = 0; r < 3; r++) {
          for (int c = 0; c < 4; c++) {
            skin[v][r] += weights[v * BONES + b] * moved[4 * r + c] * base[4 * v + c];
          }
        }
      }
    }
    double[] errors = points.clone();
    for (int i = 0; i < corners.length; i++) {
      double[] share =
          us.length == 0
              ? new double[] {1}
              : new double[] {us[2 * i], us[2 * i + 1], 1 - us[2 * i] - us[2 * i + 1]};
      for (int k = 0; k < share.length; k++) {
        double[] v = skin[corners[i][k]].clone();
        v[0] = mirrored ? -v[0] : v[0];
        double[] placed = rotated(Arrays.copyOf(theta, 3), v);
        for (int r = 0; r < 3; r++) {
          errors[3 * i + r] -= share[k] * (placed[r] + theta[3 + r]);
        }
      }
    }
    return errors;
  }

  private static double[] rotated(double[] axis, double[] v) {
    double norm = Math.sqrt(axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2]);
    double[] u = Arrays.stream(axis).map(a -> a / norm).toArray();
    double along = (u[0] * v[0] + u[1] * v[1] + u[2] * v[2]) * (1 - Math.cos(norm));
    double[] aside = cross(u, v);
    double[] turned = new double[3];
    Arrays.setAll(turned, r -> v[r] * Math.cos(norm) + aside[r] * Math.sin(norm) + u[r] * along);
    return turned;
  }

  private static double[] about(int axis, double angle) {
    int one = (axis + 1) % 3;
    int two = (axis + 2) % 3;
    double[] m = new double[16];
    m[5 * axis] = 1;
    m[15] = 1;
    m[5 * one] = Math.cos(angle);
    m[5 * two] = Math.cos(angle);
    m[4 * one + two] = -Math.sin(angle);
    m[4 * two + one] = Math.sin(angle);
    return m;
  }

  private static double[] times(double[] a, double[] b) {
    double[] product = new double[16];
    for (int r = 0; r < 4; r++) {
      for (int c = 0; c < 4; c++) {
        for (int k = 0; k < 4; k++) {
          product[4 * r + c] += a[4 * r + k] * b[4 * k + c];
        }
      }
    }
    return product;
  }

  private String handInput(double[] theta, double[] us, boolean mirrored) {
    String[] matrices =
        IntStream.range(0, 2 * BONES)
            .mapToObj(b -> Asked.rows(4, Arrays.copyOfRange(frames, 16 * b, 16 * b + 16)))
            .toArray(String[]::new);
    return ("{'theta': %s, 'us': %s, 'data': {'correspondences': [1, 0], 'points': %s, 'model':"
            + " {'bone_count': 22, 'bone_names': ['root', 'first'], 'parents': %s,"
            + " 'base_relatives': [%s], 'inverse_base_absolutes': [%s], 'base_positions': %s,"
            + " 'weights': %s, 'triangles': [[5, 1, 2], [2, 0, 4]], 'is_mirrored': %s}}}")
        .formatted(
            Asked.list(theta),
            Asked.rows(2, us),
            Asked.rows(3, points),
            Asked.list(IntStream.range(0, BONES).mapToDouble(ModelEvalsTest::parent).toArray()),
            String.join(",", Arrays.copyOf(matrices, BONES)),
            String.join(",", Arrays.copyOfRange(matrices, BONES, 2 * BONES)),
            Asked.rows(4, base),
            Asked.rows(BONES, weights),
            mirrored);
  }

  @Test
  void differentiatesPlacesInTriangles() {
    weights[3] = 0; // left out
    double[] theta = Asked.random(13, 26);
    int[][] corners = {{2, 0, 4}, {5, 1, 2}};
    String input = handInput(theta, places, true);
    Eval ht = new HandTrackingEval();
    assertThat(Asked.ask(ht, "objective", input))
        .containsExactly(handErrors(theta, places, corners, true), within(ROUNDING * 10));
    Numbers jacobian = (Numbers) Asked.output(ht, "jacobian", input);
    assertThat(jacobian.extents()).containsExactly(6, 28);
    for (int row = 0; row < 6; row++) {
      int error = row;
      double[] byPlaces = Asked.gradient(us -> handErrors(theta, us, corners, true)[error], places);
      double[] byTheta = Asked.gradient(z -> handErrors(z, places, corners, true)[error], theta);
      double[] expected = new double[28];
      System.arraycopy(byPlaces, row / 3 * 2, expected, 0, 2);
      System.arraycopy(byTheta, 0, expected, 2, 26);
      assertThat(Arrays.copyOfRange(jacobian.data(), 28 * row, 28 * row + 28))
          .containsExactly(expected, within(DIFFERENCES * 10));
    }
  }

  /** Below an angle of 1e-4 the hand is not turned, and its turn has no influence. */
  @Test
  void differentiatesHandsThatAreNotTurned() {
    double[] theta = Asked.random(15, 26);
    theta[0] = 0;
    theta[1] = 0;
    theta[2] = 0;
    Numbers jacobian =
        (Numbers)
            Asked.output(
                new HandTrackingEval(), "jacobian", handInput(theta, new double[0], false));
    for (int row = 0; row < 6; row++) {
      for (int k = 0; k < 3; k++) {
        assertThat(jacobian.data()[26 * row + k]).isZero();
      }
      assertThat(jacobian.data()[26 * row + 3 + row % 3]).isEqualTo(-1);
    }
    assertThat(Arrays.stream(jacobian.data()).allMatch(Double::isFinite)).isTrue();
  }

  @Test
  void differentiatesVertices() {
    double[] theta = Asked.random(14, 26);
    double[] none = {};
    int[][] corners = {{1}, {0}};
    String input = handInput(theta, none, false);
    Eval ht = new HandTrackingEval();
    assertThat(Asked.ask(ht, "objective", input))
        .containsExactly(handErrors(theta, none, corners, false), within(ROUNDING * 10));
    Numbers jacobian = (Numbers) Asked.output(ht, "jacobian", input);
    assertThat(jacobian.extents()).containsExactly(6, 26);
    for (int row = 0; row < 6; row++) {
      int error = row;
      assertThat(Arrays.copyOfRange(jacobian.data(), 26 * row, 26 * row + 26))
          .containsExactly(
              Asked.gradient(z -> handErrors(z, none, corners, false)[error], theta),
              within(DIFFERENCES * 10));
    }
  }
}
