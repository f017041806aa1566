package org.blastema.kernel.export;

import java.io.IOException;
import java.util.List;

/** A run as its folder holds it. */
public interface RecordedRun {
  /** Name of the run's folder. */
  String name();

  /** The seed of all random numbers. */
  long seed();

  /** 2 or 3. */
  int dimensions();

  /** Names of the cell types, in order of their numbers. */
  List<String> types();

  /** Unit of times; {@code time} if they are pure numbers. */
  String timeUnit();

  /** Unit of lengths; {@code length} if they are pure numbers. */
  String lengthUnit();

  /** What is recorded of every cell. */
  List<Column> columns();

  /** Number of recorded moments. */
  int frames();

  /**
   * All cells at one moment.
   *
   * @param index from 0
   */
  RecordedFrame frame(int index) throws IOException;

  /**
   * What is recorded of every cell: {@code id}, {@code parent}, {@code type} (a number), {@code
   * birth}, {@code x}, {@code y}, {@code z} in three dimensions, {@code radius}, and the components
   * of the model's fields.
   *
   * @param name its name
   * @param unit its unit, empty for a pure number
   * @param whole whether all values are whole numbers
   */
  record Column(String name, String unit, boolean whole) {}
}
