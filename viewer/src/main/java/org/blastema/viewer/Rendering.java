package org.blastema.viewer;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.blastema.record.cells.CellColumn;
import org.blastema.record.cells.CellsReader;
import org.blastema.record.picture.ColorMap;
import org.blastema.record.picture.TissuePicture;

/** Draws a run into a file, without a browser and without a display. */
final class Rendering {
  private static final int MOST_PICTURES = 120;
  private static final int MILLIS = 80;

  private final ViewedRun run;
  private final CellsReader cells;
  private final Optional<String> color;
  private final double[] limits;

  private Rendering(ViewedRun run, CellsReader cells, Optional<String> color) throws IOException {
    this.run = run;
    this.cells = cells;
    this.color = color;
    this.limits = color.isPresent() ? run.limits(color.get()) : new double[2];
  }

  /**
   * Writes a picture (.png), an animation (.gif), a film (.webm) or a page (.html).
   *
   * @param frame the frame of a picture; the last one unless given
   * @param color the column that colors the cells; their type unless given
   * @throws IllegalArgumentException if the file's name ends otherwise, or there is no such frame
   *     or column
   */
  static void write(ViewedRun run, Path file, Optional<Integer> frame, Optional<String> color)
      throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".html")) {
      Files.writeString(file, HtmlExport.page(run));
      return;
    }
    CellsReader cells = run.trajectory().orElse(null);
    if (cells == null || cells.frames() == 0) {
      throw new IllegalArgumentException(run.name() + " has no frames to draw");
    }
    Rendering rendering = new Rendering(run, cells, color);
    if (name.endsWith(".png")) {
      rendering.picture(frame.orElse(cells.frames() - 1)).write(file);
    } else if (name.endsWith(".gif")) {
      AnimatedGif.write(file, rendering.film(), MILLIS);
    } else if (name.endsWith(".webm")) {
      WebmFilm.write(file, rendering.film(), MILLIS);
    } else {
      throw new IllegalArgumentException("--render writes .png, .gif, .webm or .html, not " + name);
    }
  }

  private TissuePicture picture(int frame) throws IOException {
    if (frame >= cells.frames()) {
      throw new IllegalArgumentException(
          "there is no frame " + frame + "; the last one is " + (cells.frames() - 1));
    }
    TissuePicture picture = TissuePicture.of(cells.frame(frame), cells.schema()).title(run.name());
    return color.isEmpty()
        ? picture
        : picture.colorBy(
            color.get(), label(color.get()), ColorMap.sequential(), limits[0], limits[1]);
  }

  private String label(String column) {
    return cells.schema().columns().stream()
        .filter(c -> c.name().equals(column) && !c.unit().isEmpty())
        .map(CellColumn::unit)
        .findFirst()
        .map(unit -> column + " [" + unit + "]")
        .orElse(column);
  }

  /** All frames, or evenly chosen ones of many. */
  private List<BufferedImage> film() throws IOException {
    int frames = cells.frames();
    int count = Math.min(frames, MOST_PICTURES);
    List<BufferedImage> film = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int frame = count == 1 ? frames - 1 : (int) ((long) k * (frames - 1) / (count - 1));
      film.add(picture(frame).size(640, 480).render());
    }
    return film;
  }
}
