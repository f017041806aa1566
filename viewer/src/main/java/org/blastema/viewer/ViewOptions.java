package org.blastema.viewer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the command is told.
 *
 * @param runs the run folders, at least one
 * @param address where the server listens
 * @param port its port; 0 for any that is free
 * @param browse whether a browser is opened
 * @param render a picture (.png, .gif), film (.webm) or page (.html) to write instead of serving
 * @param frame the frame of a picture; the last one unless given
 * @param color the column that colors the cells of a picture; their type unless given
 * @param field the field in a picture; none unless given
 */
record ViewOptions(
    List<Path> runs,
    InetAddress address,
    int port,
    boolean browse,
    Optional<Path> render,
    Optional<Integer> frame,
    Optional<String> color,
    Optional<FieldWish> field) {

  static final String USAGE =
      """
      blastema view [OPTION...] RUN...

      Shows run folders in the browser; several of them side by side.

        --port N        port of the server; any free one unless given
        --host ADDRESS  address to listen on; the loopback address unless given.
                        Elsewhere the page needs the token that is printed with its address.
        --no-browser    only print the address
        --render FILE   write a picture (.png), an animation (.gif), a film (.webm) or a page
                        that needs no server (.html) of the first run, and do not serve
        --frame N       frame of the picture, from 0; the last one unless given
        --color COLUMN  column that colors the cells of a picture; their type unless given
        --field NAME    chemical on the grid that a picture shows; none unless given
        --slice AXIS=S  where it is cut in space: across x, y or z, at a share S of the
                        grid from 0 to 1; z=0.5 unless given\
      """;

  /**
   * Reads the words of the command line.
   *
   * @throws IllegalArgumentException if one of them is wrong
   */
  static ViewOptions of(List<String> words) {
    Reading reading = new Reading(new ArrayDeque<>(words));
    while (!reading.words.isEmpty()) {
      reading.next();
    }
    return reading.options();
  }

  /** Collects the options. */
  private static final class Reading {
    private final Deque<String> words;
    private final List<Path> runs = new ArrayList<>();
    private InetAddress address = InetAddress.getLoopbackAddress();
    private int port;
    private boolean browse = true;
    private Optional<Path> render = Optional.empty();
    private Optional<Integer> frame = Optional.empty();
    private Optional<String> color = Optional.empty();
    private Optional<String> field = Optional.empty();
    private FieldWish.Cut slice = FieldWish.Cut.MIDDLE;

    Reading(Deque<String> words) {
      this.words = words;
    }

    void next() {
      String word = words.removeFirst();
      int equals = word.indexOf('=');
      if (word.startsWith("--") && equals > 0) {
        words.addFirst(word.substring(equals + 1));
        word = word.substring(0, equals);
      }
      switch (word) {
        case "--port" -> port = number(word, 65_535);
        case "--host" -> address = address(value(word));
        case "--no-browser" -> browse = false;
        case "--render" -> render = Optional.of(Path.of(value(word)));
        case "--frame" -> frame = Optional.of(number(word, Integer.MAX_VALUE));
        case "--color" -> color = Optional.of(value(word));
        case "--field" -> field = Optional.of(value(word));
        case "--slice" -> slice = FieldWish.Cut.of(value(word));
        default -> {
          if (word.startsWith("-")) {
            throw new IllegalArgumentException("view has no option '" + word + "'");
          }
          runs.add(Path.of(word));
        }
      }
    }

    private String value(String option) {
      if (words.isEmpty()) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      return words.removeFirst();
    }

    private int number(String option, int most) {
      String text = value(option);
      try {
        int number = Integer.parseInt(text);
        if (number >= 0 && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new IllegalArgumentException(
          option + " needs a number from 0 to " + most + ", not '" + text + "'");
    }

    private static InetAddress address(String text) {
      try {
        return InetAddress.getByName(text);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("--host: no address '" + text + "'", e);
      }
    }

    ViewOptions options() {
      if (runs.isEmpty()) {
        throw new IllegalArgumentException("view needs a run folder");
      }
      return new ViewOptions(
          List.copyOf(runs),
          address,
          port,
          browse,
          render,
          frame,
          color,
          field.map(name -> new FieldWish(name, slice)));
    }
  }
}
