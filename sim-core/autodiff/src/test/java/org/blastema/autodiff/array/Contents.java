package org.blastema.autodiff.array;

import java.util.Arrays;
import java.util.List;

/**
 * What a result holds, for comparisons.
 *
 * @param extents number of entries in each direction
 * @param entries numbers, the last index running fastest
 */
record Contents(List<Integer> extents, List<Double> entries) {
  static Contents of(Object result) {
    return switch (result) {
      case RealArray a ->
          new Contents(
              Arrays.stream(a.extents()).boxed().toList(),
              Arrays.stream(a.data(), a.offset(), a.offset() + RealArray.size(a.extents()))
                  .boxed()
                  .toList());
      case IntArray a ->
          new Contents(
              Arrays.stream(a.extents()).boxed().toList(),
              Arrays.stream(a.data(), a.offset(), a.offset() + RealArray.size(a.extents()))
                  .mapToObj(k -> (double) k)
                  .toList());
      case Boolean holds -> new Contents(List.of(), List.of(holds ? 1.0 : 0.0));
      case Number number -> new Contents(List.of(), List.of(number.doubleValue()));
      default -> throw new IllegalArgumentException("no result: " + result);
    };
  }
}
