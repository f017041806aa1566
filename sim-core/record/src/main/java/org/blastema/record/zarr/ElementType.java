package org.blastema.record.zarr;

import java.util.Arrays;

/** Types of array elements, all little endian. */
public enum ElementType {
  /** 32-bit signed integers. A lost element reads as -2147483648, which R takes as missing. */
  INT32("<i4", Integer.BYTES, Integer.MIN_VALUE),
  /** 64-bit signed integers. A lost element reads as -1. */
  INT64("<i8", Long.BYTES, -1L),
  /** 64-bit floating point. A lost element reads as not a number. */
  FLOAT64("<f8", Double.BYTES, "NaN");

  private final String code;
  private final int bytes;
  private final Object fill;

  ElementType(String code, int bytes, Object fill) {
    this.code = code;
    this.bytes = bytes;
    this.fill = fill;
  }

  /** The type's name in array metadata. */
  public String code() {
    return code;
  }

  /** Bytes an element. */
  public int bytes() {
    return bytes;
  }

  /** What a reader puts where a chunk is missing, as it stands in array metadata. */
  Object fill() {
    return fill;
  }

  static ElementType of(String code) {
    return Arrays.stream(values())
        .filter(type -> type.code.equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("element type " + code + " is not read"));
  }
}
