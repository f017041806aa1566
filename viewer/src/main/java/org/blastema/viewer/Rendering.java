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
import org.blastema.record.cells.CellsSchema;
import org.blastema.record.cells.VoxelGrid;
import org.blastema.record.picture.ColorMap;
import org.blastema.record.picture.FieldSlice;
import org.blastema.record.picture.TissuePicture;

/** Draws a run into a file, without a browser and without a display. */
final class Rendering {
  private static final int MOST_PICTURES = 120;
  private static final int MILLIS = 80;
  private static final double FIELD_OPACITY = 0.8;

  private final ViewedRun run;
  private final CellsReader cells;
  private final Optional<String> color;
  private final double[] limits;
  private final Optional<FieldWish> field;
  private final double[] fieldLimits;

  private Rendering(
      ViewedRun run, CellsReader cells, Optional<String> color, Optional<FieldWish> field)
      throws IOException {
    this.run = run;
    this.cells = cells;
    this.color = color;
    this.limits = color.isPresent() ? run.limits(color.get()) : new double[2];
    this.field = field;
    this.fieldLimits = field.isPresent() ? run.fields().limits(field.get().name()) : new double[2];
  }

  /**
   * Writes a picture (.png), an animation (.gif), a film (.webm) or a page (.html).
   *
   * @param frame the frame of a picture; the last one unless given
   * @param color the column that colors the cells; their type unless given
   * @param field the chemical on the grid that is shown; none unless given
   * @throws IllegalArgumentException if the file's name ends otherwise, or there is no such frame
   *     or column
   */
  static void write(
      ViewedRun run,
      Path file,
      Optional<Integer> frame,
      Optional<String> color,
      Optional<FieldWish> field)
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
    Rendering rendering = new Rendering(run, cells, color, field);
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
    if (field.isPresent()) {
      picture.field(slice(frame, field.get()));
    }
    return color.isEmpty()
        ? picture
        : picture.colorBy(
            color.get(),
            label(cells.schema(), color.get()),
            ColorMap.sequential(),
            limits[0],
            limits[1]);
  }

  private FieldSlice slice(int frame, FieldWish wish) throws IOException {
    CellsSchema schema = run.fields().required().schema();
    double[] values = run.fields().numbers(frame, wish.name());
    VoxelGrid grid = schema.grid().orElseThrow();
    int axis = schema.dimensions() == 2 ? 2 : wish.cut().axis();
    return new FieldSlice(
        grid,
        values,
        axis,
        FieldSlice.layerAt(grid, axis, wish.cut().share()),
        label(schema, wish.name()),
        ColorMap.sequential(),
        fieldLimits[0],
        fieldLimits[1],
        FIELD_OPACITY);
  }

  private static String label(CellsSchema schema, String column) {
    return schema.columns().stream()
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
