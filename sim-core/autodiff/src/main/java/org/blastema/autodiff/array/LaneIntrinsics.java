package org.blastema.autodiff.array;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.UGE;

import java.util.Objects;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.blastema.autodiff.lanes.Lanes;

/**
 * What generated code on vector lanes calls. Loads only where the vector module is present. Methods
 * are short enough to be inlined.
 */
final class LaneIntrinsics {
  static final VectorSpecies<Double> REALS = Lanes.SPECIES;
  static final int COUNT = REALS.length();
  static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, VectorShape.forBitSize(32 * COUNT));

  private static final DoubleVector ZERO = DoubleVector.zero(REALS);
  static final DoubleVector REAL_STEPS = ZERO.addIndex(1);
  private static final IntVector INT_STEPS = IntVector.zero(INTS).addIndex(1);

  /** Exchanges of each lane with its neighbor, of pairs of lanes, and so on. */
  static final VectorShuffle<Double> EXCHANGE_1 = exchange(1);

  static final VectorShuffle<Double> EXCHANGE_2 = exchange(2);
  static final VectorShuffle<Double> EXCHANGE_4 = exchange(4);

  private LaneIntrinsics() {}

  private static VectorShuffle<Double> exchange(int distance) {
    return VectorShuffle.fromOp(REALS, k -> (k ^ distance) % COUNT);
  }

  static IntVector spread(int x) {
    return IntVector.broadcast(INTS, x);
  }

  static VectorMask<Double> spreadTruth(int x) {
    return REALS.maskAll(x != 0);
  }

  static IntVector steps(int first, int step) {
    return INT_STEPS.mul(step).add(first);
  }

  static DoubleVector toReal(IntVector x) {
    return (DoubleVector) x.convertShape(VectorOperators.I2D, REALS, 0);
  }

  static IntVector floor(DoubleVector x) {
    IntVector whole = (IntVector) x.convertShape(VectorOperators.D2I, INTS, 0);
    VectorMask<Double> above = toReal(whole).compare(GT, x);
    return whole.sub(1, above.and(x.compare(GE, Integer.MIN_VALUE)).cast(INTS));
  }

  static IntVector select(VectorMask<Double> mask, IntVector a, IntVector b) {
    return b.blend(a, mask.cast(INTS));
  }

  static VectorMask<Double> select(
      VectorMask<Double> mask, VectorMask<Double> a, VectorMask<Double> b) {
    return mask.and(a).or(b.andNot(mask));
  }

  static DoubleVector gatedProduct(DoubleVector gate, DoubleVector factor) {
    return gate.mul(factor).blend(ZERO, gate.compare(EQ, ZERO));
  }

  static DoubleVector maskedProduct(DoubleVector a, DoubleVector b) {
    return a.mul(b).blend(ZERO, a.compare(EQ, ZERO).or(b.compare(EQ, ZERO)));
  }

  static IntVector and(IntVector a, IntVector b) {
    return a.and(b);
  }

  static IntVector or(IntVector a, IntVector b) {
    return a.or(b);
  }

  static IntVector xor(IntVector a, IntVector b) {
    return a.lanewise(VectorOperators.XOR, b);
  }

  static IntVector add(IntVector a, IntVector b) {
    return a.add(b);
  }

  static IntVector subtract(IntVector a, IntVector b) {
    return a.sub(b);
  }

  static IntVector multiply(IntVector a, IntVector b) {
    return a.mul(b);
  }

  static IntVector min(IntVector a, IntVector b) {
    return a.min(b);
  }

  static IntVector max(IntVector a, IntVector b) {
    return a.max(b);
  }

  static IntVector toInt(VectorMask<Double> mask) {
    return IntVector.zero(INTS).blend(1, mask.cast(INTS));
  }

  static VectorMask<Double> toTruth(IntVector x) {
    return x.compare(NE, 0).cast(REALS);
  }

  // ---- indices

  static void checkSteps(int first, int step, int extent, long wanted) {
    for (int k = 0; k < COUNT; k++) {
      if ((wanted >> k & 1) != 0) {
        Objects.checkIndex(first + k * step, extent);
      }
    }
  }

  static void checkLanes(IntVector index, int extent) {
    if (index.compare(UGE, extent).anyTrue() || extent < 0) {
      throw new IndexOutOfBoundsException();
    }
  }

  static void checkLanes(IntVector index, int extent, VectorMask<Double> mask) {
    if (index.compare(UGE, Math.max(extent, 0)).and(mask.cast(INTS)).anyTrue()) {
      throw new IndexOutOfBoundsException();
    }
  }

  // ---- memory

  /** Reads the entries that are wanted, and gives zeros for all others. */
  static double[] load(double[] data, int place, long wanted, double[] lanes) {
    for (int k = 0; k < COUNT; k++) {
      lanes[k] = (wanted >> k & 1) != 0 ? data[place + k] : 0;
    }
    return lanes;
  }

  static int[] load(int[] data, int place, long wanted, int[] lanes) {
    for (int k = 0; k < COUNT; k++) {
      lanes[k] = (wanted >> k & 1) != 0 ? data[place + k] : 0;
    }
    return lanes;
  }

  /** Places of lanes that are set, and 0 in all others. */
  static IntVector onlySet(IntVector places, VectorMask<Double> mask) {
    return IntVector.zero(INTS).blend(places, mask.cast(INTS));
  }

  /** Places of a lane's own entries among those of as many lanes as there are. */
  static IntVector own(IntVector places, int width, int first) {
    return places.mul(width).add(first).add(INT_STEPS);
  }

  /** Whole numbers that were computed with as others. */
  static IntVector whole(DoubleVector x) {
    return (IntVector) x.convertShape(VectorOperators.D2I, INTS, 0);
  }

  static void add(double[] data, int place, long wanted, double[] lanes) {
    for (int k = 0; k < COUNT; k++) {
      if ((wanted >> k & 1) != 0) {
        data[place + k] += lanes[k];
      }
    }
  }

  /** Writes what each lane has made for itself to consecutive parts of an array. */
  static void storeParts(double[] own, int from, double[] data, int place, int size, int width) {
    for (int k = 0; k < width; k++) {
      for (int e = 0; e < size; e++) {
        data[place + k * size + e] = own[from + e * width + k];
      }
    }
  }

  static void storeParts(int[] own, int from, int[] data, int place, int size, int width) {
    for (int k = 0; k < width; k++) {
      for (int e = 0; e < size; e++) {
        data[place + k * size + e] = own[from + e * width + k];
      }
    }
  }

  /** Puts entries of consecutive rows of the given size together, lane by lane. */
  static void bringRows(double[] data, int place, double[] rows, int size, int width) {
    for (int k = 0; k < width; k++) {
      for (int e = 0; e < size; e++) {
        rows[e * width + k] = data[place + k * size + e];
      }
    }
  }

  /** Gives every lane a copy of an array. */
  static void spreadParts(int[] from, int offset, int[] own, int place, int size, int width) {
    for (int e = 0; e < size; e++) {
      for (int k = 0; k < width; k += COUNT) {
        spread(from[offset + e]).intoArray(own, place + e * width + k);
      }
    }
  }

  /** Gives every lane a copy of an array. */
  static void spreadParts(double[] from, int offset, double[] own, int place, int size, int width) {
    for (int e = 0; e < size; e++) {
      for (int k = 0; k < width; k += COUNT) {
        DoubleVector.broadcast(REALS, from[offset + e]).intoArray(own, place + e * width + k);
      }
    }
  }

  static void sameParts(double[] from, int offset, double[] data, int place, int size, int width) {
    for (int k = 0; k < width; k++) {
      System.arraycopy(from, offset, data, place + k * size, size);
    }
  }

  static void sameParts(int[] from, int offset, int[] data, int place, int size, int width) {
    for (int k = 0; k < width; k++) {
      System.arraycopy(from, offset, data, place + k * size, size);
    }
  }

  // ---- from lanes to one

  /** The sum over lanes of lane-wise accumulators, added to an array. */
  static void collect(double[] lanes, double[] data, int offset, int size) {
    for (int e = 0; e < size; e++) {
      double sum = 0;
      for (int k = 0; k < COUNT; k++) {
        sum += lanes[e * COUNT + k];
      }
      data[offset + e] += sum;
    }
  }

  /** Sums over lanes in one order. */
  static double sum(DoubleVector x, Frame frame) {
    double[] lanes = frame.lanes;
    x.intoArray(lanes, 0);
    double sum = 0;
    for (int k = 0; k < COUNT; k++) {
      sum += lanes[k];
    }
    return sum;
  }

  /** The lane of the first index of the best candidate. */
  static int bestLane(boolean maximum, DoubleVector best, IntVector where, Frame frame) {
    double[] lanes = frame.lanes;
    int[] at = frame.intLanes;
    best.intoArray(lanes, 0);
    where.intoArray(at, 0);
    int found = 0;
    for (int k = 1; k < COUNT; k++) {
      boolean better = maximum ? lanes[k] > lanes[found] : lanes[k] < lanes[found];
      boolean earlier = lanes[k] == lanes[found] && at[k] >= 0 && at[k] < at[found];
      if (at[k] >= 0 && (better || earlier || at[found] < 0)) {
        found = k;
      }
    }
    return found;
  }
}
