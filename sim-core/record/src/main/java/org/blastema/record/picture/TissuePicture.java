package org.blastema.record.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.blastema.record.cells.CellsSchema;
import org.blastema.record.cells.Frame;

/**
 * A picture of the cells of a frame: flat discs in two dimensions, shaded spheres in three, seen
 * obliquely from above with y upwards, without perspective. White background, axes, scale bar and
 * an explanation of the colors. Needs no display.
 *
 * <p>The frame must have the columns {@code x}, {@code y}, {@code radius} and, in three dimensions,
 * {@code z}. Not safe for several threads.
 */
public final class TissuePicture {
  private static final double AZIMUTH = 32;
  private static final double ELEVATION = 20;

  private final Frame frame;
  private String title = "";
  private String subtitle;
  private String timeUnit = "";
  private String lengthUnit = "";
  private Coloring coloring = new Coloring.Plain();
  private Optional<FieldSlice> field = Optional.empty();
  private Camera camera;
  private int width = 1200;
  private int height = 900;

  private TissuePicture(Frame frame) {
    this.frame = frame;
    this.camera = frame.dimensions() == 3 ? Camera.turned(AZIMUTH, ELEVATION) : Camera.flat();
  }

  /** A picture of a frame, all cells in one color. */
  public static TissuePicture of(Frame frame) {
    return new TissuePicture(Objects.requireNonNull(frame));
  }

  /** A picture of a frame with the units of a cell store, colored by type where there are types. */
  public static TissuePicture of(Frame frame, CellsSchema schema) {
    TissuePicture picture = of(frame).units(schema.lengthUnit(), schema.timeUnit());
    return frame.has("type") && !schema.types().isEmpty()
        ? picture.colorByType(schema.types())
        : picture;
  }

  /** Sets the heading; none unless set. */
  public TissuePicture title(String text) {
    title = Objects.requireNonNull(text);
    return this;
  }

  /** Sets the line below the heading; time and number of cells unless set. */
  public TissuePicture subtitle(String text) {
    subtitle = Objects.requireNonNull(text);
    return this;
  }

  /** Sets the units of length and time; pure numbers unless set. */
  public TissuePicture units(String length, String time) {
    lengthUnit = micro(length);
    timeUnit = micro(time);
    return this;
  }

  private static String micro(String unit) {
    return unit.equals("um") ? "µm" : unit;
  }

  /**
   * Colors cells by the column {@code type}.
   *
   * @param names names of the types, which the column holds indices into
   * @throws IllegalArgumentException if the frame has no such column of integers
   */
  public TissuePicture colorByType(List<String> names) {
    frame.ints("type");
    coloring = new Coloring.ByType(List.copyOf(names));
    return this;
  }

  /**
   * Colors cells by a column, from its smallest to its largest number.
   *
   * @param label name and unit for the color bar
   * @throws IllegalArgumentException if the frame has no such column
   */
  public TissuePicture colorBy(String column, String label) {
    return colorBy(column, label, ColorMap.sequential(), Double.NaN, Double.NaN);
  }

  /**
   * Colors cells by a column.
   *
   * @param label name and unit for the color bar
   * @param map the colors
   * @param low number at the lower end of the color bar; NaN for the smallest in the frame
   * @param high number at the upper end of the color bar; NaN for the largest in the frame
   * @throws IllegalArgumentException if the frame has no such column
   */
  public TissuePicture colorBy(String column, String label, ColorMap map, double low, double high) {
    frame.doubles(column);
    coloring = new Coloring.ByColumn(column, label, map, low, high);
    return this;
  }

  /**
   * Shows a field: in the plane under the cells, in space as a slice among them.
   *
   * @throws IllegalArgumentException if it has not as many dimensions as the tissue
   */
  public TissuePicture field(FieldSlice slice) {
    if (slice.grid().shape().size() != frame.dimensions()) {
      throw new IllegalArgumentException(
          "a field of "
              + slice.grid().shape().size()
              + " dimensions among cells of "
              + frame.dimensions());
    }
    field = Optional.of(slice);
    return this;
  }

  /**
   * Turns a tissue of three dimensions.
   *
   * @param azimuth degrees by which the viewer walks around the y axis, from z towards x
   * @param elevation degrees by which the viewer looks down, between -90 and 90
   */
  public TissuePicture view(double azimuth, double elevation) {
    requireSpace();
    camera = Camera.turned(azimuth, elevation);
    return this;
  }

  /**
   * Lays a tissue of three dimensions on its side: y to the right and z upwards. Suits tissues that
   * are long in y.
   */
  public TissuePicture lying() {
    requireSpace();
    camera = camera.lying();
    return this;
  }

  private void requireSpace() {
    if (frame.dimensions() != 3) {
      throw new IllegalArgumentException("a flat tissue is seen from above");
    }
  }

  /** Sets the size in pixels; 1200 x 900 unless set. */
  public TissuePicture size(int pixelsWide, int pixelsHigh) {
    if (pixelsWide < 200 || pixelsHigh < 200) {
      throw new IllegalArgumentException("a picture needs 200 x 200 pixels");
    }
    width = pixelsWide;
    height = pixelsHigh;
    return this;
  }

  /**
   * Paints the picture.
   *
   * @throws IllegalArgumentException if the frame has no positions or radii
   */
  public BufferedImage render() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    try (Pen pen = new Pen(image)) {
      Surroundings around = new Surroundings(pen, field.isPresent());
      double[] stage = around.stage(field.isPresent() || !(coloring instanceof Coloring.Plain));
      double pixelsPerLength = paintCells(image, stage, pen.unit());
      pen.title(title, subtitle == null ? moment() : subtitle);
      coloring.legend(around, frame);
      field.ifPresent(f -> around.fieldBar(f.label(), f.map(), f.low(), f.high()));
      around.scaleBar(pixelsPerLength / pen.unit(), lengthUnit, stage[1]);
      around.axes(camera, frame.dimensions());
    }
    return image;
  }

  private double paintCells(BufferedImage image, double[] stage, double unit) {
    int left = (int) Math.round(stage[0] * unit);
    int top = (int) Math.round(stage[2] * unit);
    int wide = Math.max(1, (int) Math.round(stage[1] * unit) - left);
    int high = Math.max(1, (int) Math.round(stage[3] * unit) - top);
    Spheres spheres = Spheres.of(frame, camera);
    Optional<SliceShade> slice = field.map(f -> new SliceShade(f, camera, Spheres.center(frame)));
    double[] bounds = slice.map(s -> around(spheres, s)).orElse(spheres.bounds());
    double scale = Math.min(wide / (bounds[1] - bounds[0]), high / (bounds[3] - bounds[2]));
    double leftEdge = (bounds[0] + bounds[1]) / 2 - wide / scale / 2;
    double topEdge = (bounds[2] + bounds[3]) / 2 + high / scale / 2;
    int samples = TissueShader.SAMPLES;
    DepthMap map =
        new DepthMap(spheres, wide * samples, high * samples, leftEdge, topEdge, scale * samples);
    TissueShader shader = new TissueShader(spheres, coloring.colors(frame), map, slice);
    if (frame.dimensions() == 3) {
      shader.paintSpheres(image, left, top);
    } else {
      shader.paintDiscs(image, left, top);
    }
    return scale;
  }

  private static double[] around(Spheres spheres, SliceShade slice) {
    double[] cells = spheres.bounds();
    double[] field = slice.bounds();
    return new double[] {
      Math.min(cells[0], field[0]),
      Math.max(cells[1], field[1]),
      Math.min(cells[2], field[2]),
      Math.max(cells[3], field[3])
    };
  }

  private String moment() {
    String time = Ticks.text(frame.time(), 4) + (timeUnit.isEmpty() ? "" : " " + timeUnit);
    return "t = " + time + "  ·  " + frame.count() + (frame.count() == 1 ? " cell" : " cells");
  }

  /** Writes the picture as PNG. */
  public void write(Path file) throws IOException {
    Png.write(file, render());
  }
}
