package org.blastema.viewer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a body that a request asks for (RFC 9110, section 14).
 *
 * @param from first byte
 * @param length number of bytes; 0 if the body has none of them
 */
record ByteRange(int from, int length) {
  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,9})-(\\d{0,9})");

  /** Reads a header that asks for one part; empty if it asks for something else. */
  static Optional<ByteRange> parse(String header, int size) {
    Matcher matcher = SINGLE.matcher(header);
    if (!matcher.matches() || header.equals("bytes=-")) {
      return Optional.empty();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      int length = Math.min(Integer.parseInt(last), size);
      return Optional.of(new ByteRange(size - length, length));
    }
    int from = Integer.parseInt(first);
    int to = last.isEmpty() ? size - 1 : Math.min(Integer.parseInt(last), size - 1);
    if (!last.isEmpty() && Integer.parseInt(last) < from) {
      return Optional.empty();
    }
    return Optional.of(from >= size ? new ByteRange(0, 0) : new ByteRange(from, to - from + 1));
  }

  String header(int size) {
    return "bytes " + from + "-" + (from + length - 1) + "/" + size;
  }
}
