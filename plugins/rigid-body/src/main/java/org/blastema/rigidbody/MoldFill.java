package org.blastema.rigidbody;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.kernel.state.CellState;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Range;

/**
 * Share of a mold's area that discs cover: the midpoint rule on a square grid. Its error is of the
 * order of the area of the squares that an outline crosses, divided by the mold's area.
 */
final class MoldFill implements Measure {
  /**
   * Configuration.
   *
   * @param mold name of the boundary
   * @param resolution grid points along the mold's longer side
   */
  @Describe("Share of a mold's area that the cells' discs cover; has no derivative.")
  record Configuration(
      @Describe(
              "Name of the boundary of the step rigid-body; may be left out if that has just one"
                  + " mold.")
          Optional<String> mold,
      @Describe("Grid points along the longer side of the rectangle around the mold.")
          @Default("200")
          @Range(min = 10, max = 5000)
          int resolution) {}

  private final double x0;
  private final double y0;
  private final double spacing;
  private final int columns;
  private final int rows;
  private final BitSet inside;

  MoldFill(Region region, int resolution) {
    double[] bounds = region.bounds();
    double width = bounds[2] - bounds[0];
    double height = bounds[3] - bounds[1];
    this.spacing = Math.max(width, height) / resolution;
    this.columns = (int) Math.ceil(width / spacing);
    this.rows = (int) Math.ceil(height / spacing);
    this.x0 = bounds[0] + (width - (columns - 1) * spacing) / 2;
    this.y0 = bounds[1] + (height - (rows - 1) * spacing) / 2;
    this.inside = new BitSet(columns * rows);
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        if (region.contains(x0 + i * spacing, y0 + j * spacing)) {
          inside.set(j * columns + i);
        }
      }
    }
  }

  static MoldFill create(Configuration c, BuildContext context) {
    Map<String, Boundary> boundaries =
        context
            .find(RigidBody.class)
            .orElseThrow(() -> InvalidConfiguration.at("", "needs a step of the kind rigid-body"))
            .boundaries();
    List<String> molds = new ArrayList<>();
    boundaries.forEach((name, boundary) -> {
      if (boundary instanceof Region region && region.side() == Side.MOLD) {
        molds.add(name);
      }
    });
    String name =
        c.mold.orElseGet(() -> {
          if (molds.size() != 1) {
            throw InvalidConfiguration.at(
                "mold", "must be named: the step rigid-body has the molds " + molds);
          }
          return molds.get(0);
        });
    if (!molds.contains(name)) {
      throw InvalidConfiguration.unknownWord("mold", "mold", name, molds);
    }
    return new MoldFill((Region) boundaries.get(name), c.resolution);
  }

  @Override
  public double of(CellState state) {
    int n = state.count();
    double[] x = state.position().data();
    double[] radii = state.radius().data();
    BitSet covered = new BitSet(columns * rows);
    for (int c = 0; c < n; c++) {
      double r = radii[c] / spacing;
      double cx = (x[c] - x0) / spacing;
      double cy = (x[n + c] - y0) / spacing;
      int last = (int) Math.min(rows - 1.0, Math.floor(cy + r));
      for (int j = (int) Math.max(0, Math.ceil(cy - r)); j <= last; j++) {
        double half = Math.sqrt(Math.max(0, r * r - (j - cy) * (j - cy)));
        int from = (int) Math.max(0, Math.ceil(cx - half));
        int to = (int) Math.min(columns - 1.0, Math.floor(cx + half));
        if (to >= from) {
          covered.set(j * columns + from, j * columns + to + 1);
        }
      }
    }
    covered.and(inside);
    return (double) covered.cardinality() / inside.cardinality();
  }
}
