package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What has been made for some choice of a formula's ports; found by a short search, as there are
 * few.
 */
final class PortMap<T> {
  private record Entry<T>(boolean[] ports, T value) {}

  private volatile List<Entry<T>> entries = List.of();

  /** What belongs to a choice of ports, made at the first call. */
  T get(boolean[] ports, Function<boolean[], T> maker) {
    T found = find(ports);
    return found == null ? make(ports, maker) : found;
  }

  private T find(boolean[] ports) {
    List<Entry<T>> all = entries;
    for (int k = 0; k < all.size(); k++) {
      if (Arrays.equals(all.get(k).ports, ports)) {
        return all.get(k).value;
      }
    }
    return null;
  }

  private synchronized T make(boolean[] ports, Function<boolean[], T> maker) {
    T found = find(ports);
    if (found != null) {
      return found;
    }
    T value = maker.apply(ports.clone());
    List<Entry<T>> more = new ArrayList<>(entries);
    more.add(new Entry<>(ports.clone(), value));
    entries = List.copyOf(more);
    return value;
  }
}
