package org.blastema.gradbench;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines of any length as bytes; the last line stays until the next is read. */
final class LineReader {
  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final byte[] chunk = new byte[CHUNK];
  private int next;
  private int end;
  private byte[] line = new byte[CHUNK];
  private int length;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Reads a line; false at the end. */
  boolean advance() throws IOException {
    length = 0;
    while (true) {
      if (next == end) {
        end = in.read(chunk);
        next = 0;
        if (end < 0) {
          end = 0;
          return length > 0;
        }
      }
      int from = next;
      while (next < end && chunk[next] != '\n') {
        next++;
      }
      append(from);
      if (next < end) {
        next++;
        return true;
      }
    }
  }

  private void append(int from) {
    int more = next - from;
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + more));
    }
    System.arraycopy(chunk, from, line, length, more);
    length += more;
  }

  /** Holds the line from its beginning. */
  byte[] line() {
    return line;
  }

  /** Number of bytes of the line. */
  int length() {
    return length;
  }
}
