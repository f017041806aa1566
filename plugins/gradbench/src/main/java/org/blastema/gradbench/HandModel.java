package org.blastema.gradbench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A hand of bones and a skin, with only what the wanted places on the skin depend on: vertices that
 * no correspondence touches and weights that are 0 are left out.
 *
 * @param chains for each bone its ancestors from the root down to itself
 * @param chainLengths number of bones in each chain
 * @param chainWidth length of the longest chain
 * @param bends for each bone the places in theta of its rotations about x and z; -1 for none
 * @param baseRelatives 4 x 4 matrices
 * @param inverseBaseAbsolutes 4 x 4 matrices
 * @param firsts for each vertex the first of its influences; at the end their number
 * @param bones bone of each influence
 * @param influences weight times homogeneous position in the base pose, 4 numbers each
 * @param corners vertices of each correspondence: 3, or 1 if there are no places within triangles
 * @param mirror -1 if x is mirrored, else 1
 */
record HandModel(
    int[] chains,
    int[] chainLengths,
    int chainWidth,
    int[] bends,
    double[] baseRelatives,
    double[] inverseBaseAbsolutes,
    int[] firsts,
    int[] bones,
    double[] influences,
    int[] corners,
    double mirror) {

  /** Homogeneous coordinates. */
  static final int COORDINATES = 4;

  private static final int FINGERS = 5;
  private static final int JOINTS = 3;
  private static final int FIRST_BEND = 6;
  private static final int FIRST_BENT_BONE = 2;

  /** Reads a model for an input with or without places within triangles. */
  static HandModel read(Fields input, boolean withPlaces) {
    Fields data = input.fields("data");
    Fields model = data.fields("model");
    int[] wanted = Numbers.list(data.vector("correspondences")).toWhole();
    int[] corners = wanted;
    if (withPlaces) {
      int[] triangles = model.numbers("triangles", 2).toWhole();
      corners = new int[JOINTS * wanted.length];
      for (int k = 0; k < corners.length; k++) {
        corners[k] = triangles[3 * wanted[k / 3] + k % 3];
      }
    }
    int[] parents = Numbers.list(model.vector("parents")).toWhole();
    int width = 0;
    List<int[]> chains = new ArrayList<>();
    for (int bone = 0; bone < parents.length; bone++) {
      int[] chain = chain(parents, bone, chains);
      width = Math.max(width, chain.length);
      chains.add(chain);
    }
    Skin skin = Skin.touched(model, corners, parents.length);
    int widest = width;
    return new HandModel(
        chains.stream().flatMapToInt(c -> Arrays.stream(Arrays.copyOf(c, widest))).toArray(),
        chains.stream().mapToInt(c -> c.length).toArray(),
        width,
        bends(parents.length),
        motions(model, "base_relatives"),
        motions(model, "inverse_base_absolutes"),
        skin.firsts(),
        skin.bones(),
        skin.influences(),
        skin.corners(),
        model.flag("is_mirrored") ? -1 : 1);
  }

  /** Matrices of homogeneous coordinates, whose last rows must be (0, 0, 0, 1). */
  private static double[] motions(Fields model, String name) {
    double[] matrices = model.numbers(name, 3).data();
    for (int k = 12; k < matrices.length; k += 16) {
      for (int c = 0; c < COORDINATES; c++) {
        if (matrices[k + c] != (c == 3 ? 1 : 0)) {
          throw new IllegalArgumentException("the last rows of '" + name + "' must be 0, 0, 0, 1");
        }
      }
    }
    return matrices;
  }

  private static int[] chain(int[] parents, int bone, List<int[]> earlier) {
    int parent = parents[bone];
    if (parent >= bone) {
      throw new IllegalArgumentException("a parent must come before its bones");
    }
    if (parent < 0) {
      return new int[] {bone};
    }
    int[] above = earlier.get(parent);
    int[] chain = Arrays.copyOf(above, above.length + 1);
    chain[above.length] = bone;
    return chain;
  }

  /**
   * Each finger has three joints that bend about x; its first one also turns about z. The numbers
   * of theta follow each other in this order.
   */
  private static int[] bends(int bones) {
    int[] bends = new int[2 * bones];
    Arrays.fill(bends, -1);
    int at = FIRST_BEND;
    for (int finger = 0; finger < FINGERS; finger++) {
      for (int joint = 0; joint < JOINTS; joint++) {
        int bone = FIRST_BENT_BONE + 4 * finger + joint;
        bends[2 * bone] = at++;
        if (joint == 0) {
          bends[2 * bone + 1] = at++;
        }
      }
    }
    return bends;
  }

  int boneCount() {
    return chainLengths.length;
  }

  int vertexCount() {
    return firsts.length - 1;
  }

  /** The vertices that are touched, renumbered. */
  private record Skin(int[] firsts, int[] bones, double[] influences, int[] corners) {
    static Skin touched(Fields model, int[] corners, int boneCount) {
      Numbers positions = model.numbers("base_positions", 2);
      double[] weights = model.numbers("weights", 2).data();
      int[] number = new int[positions.length()];
      Arrays.fill(number, -1);
      int[] firsts = new int[positions.length() + 1];
      int[] bones = new int[weights.length];
      double[] influences = new double[COORDINATES * weights.length];
      int[] renumbered = new int[corners.length];
      int vertices = 0;
      int count = 0;
      for (int k = 0; k < corners.length; k++) {
        int v = corners[k];
        if (number[v] < 0) {
          number[v] = vertices++;
          for (int b = 0; b < boneCount; b++) {
            double weight = weights[v * boneCount + b];
            if (weight != 0) {
              for (int c = 0; c < COORDINATES; c++) {
                influences[COORDINATES * count + c] =
                    weight * positions.data()[COORDINATES * v + c];
              }
              bones[count++] = b;
            }
          }
          firsts[vertices] = count;
        }
        renumbered[k] = number[v];
      }
      return new Skin(
          Arrays.copyOf(firsts, vertices + 1),
          Arrays.copyOf(bones, count),
          Arrays.copyOf(influences, COORDINATES * count),
          renumbered);
    }
  }
}
