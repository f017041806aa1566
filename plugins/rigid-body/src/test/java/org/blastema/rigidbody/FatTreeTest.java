package org.blastema.rigidbody;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.jbox2d.collision.AABB;
import org.jbox2d.common.Settings;
import org.jbox2d.common.Vec2;
import org.junit.jupiter.api.Test;

class FatTreeTest {
  private static final Vec2 NO_DISPLACEMENT = new Vec2();

  private static AABB box(float x, float y) {
    return new AABB(new Vec2(x - 0.5f, y - 0.5f), new Vec2(x + 0.5f, y + 0.5f));
  }

  @Test
  void a_shape_that_stays_within_the_margin_is_not_moved_in_the_tree() {
    FatTree tree = new FatTree();
    int proxy = tree.createProxy(box(0, 0), "shape");
    float margin = Settings.aabbExtension;
    assertThat(tree.moveProxy(proxy, box(0, 0), NO_DISPLACEMENT)).isFalse();
    assertThat(tree.moveProxy(proxy, box(0.9f * margin, -0.9f * margin), NO_DISPLACEMENT))
        .isFalse();
  }

  @Test
  void a_shape_that_leaves_its_margin_on_any_side_is_moved() {
    float far = 1.1f * Settings.aabbExtension;
    float[][] moves = {{far, 0}, {-far, 0}, {0, far}, {0, -far}};
    for (float[] move : moves) {
      FatTree tree = new FatTree();
      int proxy = tree.createProxy(box(0, 0), "shape");
      assertThat(tree.moveProxy(proxy, box(move[0], move[1]), NO_DISPLACEMENT)).isTrue();
    }
  }

  @Test
  void all_shapes_that_overlap_are_found_however_they_moved() {
    Random random = new Random(5);
    int n = 60;
    FatTree tree = new FatTree();
    float[] x = new float[n];
    float[] y = new float[n];
    int[] proxies = new int[n];
    for (int i = 0; i < n; i++) {
      x[i] = 10 * random.nextFloat();
      y[i] = 10 * random.nextFloat();
      proxies[i] = tree.createProxy(box(x[i], y[i]), i);
    }
    for (int step = 0; step < 50; step++) {
      for (int i = 0; i < n; i++) {
        x[i] += 0.2f * (random.nextFloat() - 0.5f);
        y[i] += 0.2f * (random.nextFloat() - 0.5f);
        tree.moveProxy(proxies[i], box(x[i], y[i]), NO_DISPLACEMENT);
      }
      for (int i = 0; i < n; i++) {
        TreeSet<Integer> found = new TreeSet<>();
        tree.query(
            proxy -> {
              found.add((Integer) tree.getUserData(proxy));
              return true;
            },
            box(x[i], y[i]));
        for (int j = 0; j < n; j++) {
          if (AABB.testOverlap(box(x[i], y[i]), box(x[j], y[j]))) {
            assertThat(found).contains(j);
          }
        }
      }
    }
  }
}
