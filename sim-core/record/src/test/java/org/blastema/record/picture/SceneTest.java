package org.blastema.record.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SceneTest {
  @Test
  void depthIsThatOfTheHighestSphereInEachSample() {
    SplittableRandom random = new SplittableRandom(8);
    int n = 30;
    Spheres spheres =
        new Spheres(
            random.doubles(n, -3, 3).toArray(),
            random.doubles(n, -3, 3).toArray(),
            random.doubles(n, -3, 3).toArray(),
            random.doubles(n, 0.2, 1.5).toArray());
    DepthMap map = new DepthMap(spheres, 120, 90, -3, 2.25, 20);
    for (int row = 0; row < 90; row++) {
      for (int column = 0; column < 120; column++) {
        int nearest = DepthMap.NOTHING;
        double depth = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
          double dx = map.x(column) - spheres.x()[i];
          double dy = map.y(row) - spheres.y()[i];
          double squared = spheres.radius()[i] * spheres.radius()[i] - dx * dx - dy * dy;
          if (squared > 0 && spheres.z()[i] + Math.sqrt(squared) > depth) {
            depth = spheres.z()[i] + Math.sqrt(squared);
            nearest = i;
          }
        }
        assertThat(map.nearest(column, row)).isEqualTo(nearest);
        if (nearest != DepthMap.NOTHING) {
          // Depths are floats below 5: an error of 2^-22 at most.
          assertThat(map.depth(column, row)).isCloseTo(depth, within(1e-6));
        }
      }
    }
  }

  @Test
  void camerasAreRightHanded() {
    Camera turned = Camera.turned(32, 20);
    for (Camera camera :
        List.of(Camera.flat(), turned, turned.lying(), turned.from(0.3, -0.5, 0.8))) {
      double[] r = camera.right();
      double[] u = camera.up();
      double[] t = camera.towards();
      assertThat(Camera.dot(r, r)).isCloseTo(1, within(1e-12));
      assertThat(Camera.dot(u, u)).isCloseTo(1, within(1e-12));
      assertThat(Camera.dot(r, u)).isCloseTo(0, within(1e-12));
      // The triple product of a right-handed orthonormal frame is 1.
      double volume =
          t[0] * (r[1] * u[2] - r[2] * u[1])
              + t[1] * (r[2] * u[0] - r[0] * u[2])
              + t[2] * (r[0] * u[1] - r[1] * u[0]);
      assertThat(volume).isCloseTo(1, within(1e-12));
    }
    assertThat(turned.up()[1]).isGreaterThan(0.9);
    assertThat(turned.lying().right()[1]).isGreaterThan(0.8);
    assertThat(Camera.dot(Camera.flat().right(), new double[] {1, 0, 0})).isEqualTo(1);
    assertThat(Camera.dot(Camera.flat().up(), new double[] {0, 1, 0})).isEqualTo(1);
  }

  @Test
  void aSphereHidesWhatItsConfigurationFactorSays() {
    // Count the part of cosine-distributed directions that hit the sphere.
    SplittableRandom random = new SplittableRandom(12);
    double[] center = {0.9, 0.4, 2.0};
    double radius = 0.8;
    int hits = 0;
    int rays = 400_000;
    double distance = Math.sqrt(Camera.dot(center, center));
    double cosine = Math.sqrt(1 - radius * radius / (distance * distance));
    for (int k = 0; k < rays; k++) {
      double angle = 2 * Math.PI * random.nextDouble();
      double squared = random.nextDouble();
      double[] ray = {
        Math.sqrt(squared) * Math.cos(angle),
        Math.sqrt(squared) * Math.sin(angle),
        Math.sqrt(1 - squared)
      };
      hits += Camera.dot(ray, center) / distance > cosine ? 1 : 0;
    }
    double counted = (double) hits / rays;
    Spheres spheres =
        new Spheres(
            new double[] {0, center[0]},
            new double[] {0, center[1]},
            new double[] {-1, center[2]},
            new double[] {1, radius});
    Occluders occluders = new Occluders(spheres, new boolean[] {true, true});
    double open = occluders.openSky(0, 0, 0, 0, 0, 0, 1);
    // Four standard deviations of the count.
    double error = 4 * Math.sqrt(counted * (1 - counted) / rays);
    assertThat(1 - open).isCloseTo(counted, within(error));
    assertThat(occluders.openSky(0, 0, 0, -2, 0, 0, -1)).isEqualTo(1);
  }

  @Test
  void ticksAreRound() {
    assertThat(Ticks.within(0, 1, 5)).containsExactly(0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0);
    assertThat(Ticks.within(-1.97, 1.97, 8)).containsExactly(-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5);
    assertThat(Ticks.logarithmic(0.2, 9)).containsExactly(0.2, 0.5, 1.0, 2.0, 5.0);
    assertThat(Ticks.logarithmic(1e-6, 1e2)).hasSize(9);
    assertThat(Ticks.roundBelow(0.57)).isEqualTo(0.5);
    assertThat(Ticks.roundBelow(999)).isEqualTo(500);
    assertThat(Ticks.roundBelow(1000)).isEqualTo(1000);
    assertThat(Ticks.text(0.1 + 0.2, 6)).isEqualTo("0.3");
    assertThat(Ticks.text(-1500, 6)).isEqualTo("−1500");
    assertThat(Ticks.text(0, 6)).isEqualTo("0");
    assertThat(Ticks.text(2.5e-7, 6)).isEqualTo("2.5×10⁻⁷");
    assertThat(Ticks.text(-1.2e12, 3)).isEqualTo("−1.2×10¹²");
  }

  @Test
  void aRunningMeanKeepsStraightLinesInside() {
    double[] x = new double[50];
    double[] y = new double[50];
    for (int i = 0; i < 50; i++) {
      x[i] = i;
      y[i] = 3 * i + 1;
    }
    Curve mean = new Curve(x, y).runningMean(7);
    for (int i = 3; i < 47; i++) {
      assertThat(mean.y()[i]).isCloseTo(y[i], within(1e-12));
    }
    assertThat(mean.y()[0]).isCloseTo((y[0] + y[1] + y[2] + y[3]) / 4, within(1e-12));
    assertThat(Curve.of(new double[] {1, 2, 3}, new double[] {-1, Double.NaN, 5}, true).x())
        .containsExactly(3);
  }
}
