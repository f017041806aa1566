package org.blastema.autodiff.sparse;

import java.util.Arrays;

/**
 * An immutable set of indices below a bound: sorted numbers while that is the smaller of the two,
 * else bits.
 */
final class IndexSet {
  private final int bound;
  private final int[] members;
  private final long[] bits;

  private IndexSet(int bound, int[] members, long[] bits) {
    this.bound = bound;
    this.members = members;
    this.bits = bits;
  }

  static IndexSet empty(int bound) {
    return new IndexSet(bound, new int[0], null);
  }

  static IndexSet of(int bound, int index) {
    return new IndexSet(bound, new int[] {index}, null);
  }

  boolean isEmpty() {
    return members != null && members.length == 0;
  }

  /** All members of both; one of the two objects itself if it has them all. */
  IndexSet union(IndexSet other) {
    if (this == other || other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    if (bits != null) {
      return withBits(other);
    }
    return other.bits != null ? other.withBits(this) : merged(other);
  }

  private IndexSet withBits(IndexSet other) {
    long[] more = other.bits == null ? toBits(other.members, bound) : other.bits;
    long added = 0;
    for (int k = 0; k < bits.length; k++) {
      added |= more[k] & ~bits[k];
    }
    if (added == 0) {
      return this;
    }
    long[] all = bits.clone();
    for (int k = 0; k < all.length; k++) {
      all[k] |= more[k];
    }
    return new IndexSet(bound, null, all);
  }

  private IndexSet merged(IndexSet other) {
    int[] a = members;
    int[] b = other.members;
    int[] all = new int[a.length + b.length];
    int count = 0;
    int j = 0;
    for (int i = 0; i < a.length || j < b.length; ) {
      int next = j == b.length || (i < a.length && a[i] <= b[j]) ? a[i] : b[j];
      all[count++] = next;
      i += i < a.length && a[i] == next ? 1 : 0;
      j += j < b.length && b[j] == next ? 1 : 0;
    }
    if (count == a.length) {
      return this;
    }
    if (count == b.length) {
      return other;
    }
    int[] exact = Arrays.copyOf(all, count);
    return count > bound / Integer.SIZE
        ? new IndexSet(bound, null, toBits(exact, bound))
        : new IndexSet(bound, exact, null);
  }

  private static long[] toBits(int[] members, int bound) {
    long[] bits = new long[(bound + Long.SIZE - 1) / Long.SIZE];
    for (int member : members) {
      bits[member / Long.SIZE] |= 1L << member % Long.SIZE;
    }
    return bits;
  }

  /** The members, ascending; not to be changed. */
  int[] toArray() {
    if (members != null) {
      return members;
    }
    int count = 0;
    for (long word : bits) {
      count += Long.bitCount(word);
    }
    int[] all = new int[count];
    int at = 0;
    for (int k = 0; k < bits.length; k++) {
      for (long word = bits[k]; word != 0; word &= word - 1) {
        all[at++] = k * Long.SIZE + Long.numberOfTrailingZeros(word);
      }
    }
    return all;
  }
}
