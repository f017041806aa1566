package org.blastema.viewer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.record.cells.CellColumn;
import org.blastema.record.cells.CellsReader;
import org.blastema.record.cells.CellsSchema;
import org.blastema.record.cells.VoxelGrid;

/**
 * The chemicals on the grid of a run as the page sees them, also while they are being written: a
 * frame for every frame of the cells, as far as they go. Safe for several threads.
 */
final class ViewedFields {
  private final ViewedCells store;
  private final ViewedCells trajectory;

  /**
   * Fields that may not be there yet.
   *
   * @param trajectory the cells, whose frames those of the fields belong to
   */
  ViewedFields(ViewedCells.Source source, ViewedCells trajectory) {
    this.store = new ViewedCells(source, "the run has no fields that can be read");
    this.trajectory = trajectory;
  }

  /** The fields as of now. */
  Optional<CellsReader> now() {
    return store.now();
  }

  /** The fields as of now, or why they cannot be read. */
  CellsReader required() throws IOException {
    return store.required();
  }

  /** Number of frames that can be asked for. */
  int frames() {
    return now().map(CellsReader::frames).orElse(0);
  }

  /** Where the voxels lie and what they hold; empty if nothing is recorded on a grid. */
  Optional<Map<String, Object>> description() {
    return now().map(CellsReader::schema).flatMap(ViewedFields::described);
  }

  private static Optional<Map<String, Object>> described(CellsSchema schema) {
    return schema
        .grid()
        .map(grid ->
            Json.object(
                "lower",
                grid.lower(),
                "spacing",
                grid.spacing(),
                "shape",
                grid.shape(),
                "columns",
                schema.columns()));
  }

  /**
   * What is wrong with the fields.
   *
   * @param frames number of frames of the cells
   * @param grows whether the run goes on, so that the last frames may still come
   */
  List<String> notices(int frames, boolean grows) {
    List<String> notices = new ArrayList<>();
    Optional<CellsReader> now = now();
    if (!store.damage().isEmpty()) {
      notices.add("The fields are damaged: " + store.damage());
    } else if (now.isPresent() && now.get().schema().grid().isEmpty()) {
      notices.add("The fields are damaged: nothing says where their voxels lie.");
    }
    if (now.isPresent() && !grows && now.get().frames() < frames) {
      notices.add(
          "The fields are recorded for the first "
              + now.get().frames()
              + " of "
              + frames
              + " frames.");
    }
    return notices;
  }

  /** A chemical in a frame, a number a voxel; see {@link FrameBytes#column}. */
  byte[] column(int frame, String name) throws IOException {
    requireSameMoment(frame);
    return store.column(frame, name);
  }

  /** A chemical in a frame with all its digits, a number a voxel. */
  double[] numbers(int frame, String name) throws IOException {
    requireSameMoment(frame);
    return store.required().doubles(frame, name);
  }

  /** The decimal logarithms of a chemical in a frame; what is not positive has none. */
  byte[] logarithms(int frame, String name) throws IOException {
    requireSameMoment(frame);
    return store.logarithms(frame, name);
  }

  /** Smallest, largest and smallest positive number of a chemical in all frames. */
  double[] limits(String name) throws IOException {
    return store.limits(name);
  }

  /** All chemicals in a voxel with all their digits. */
  Map<String, Object> voxel(int frame, int voxel) throws IOException {
    VoxelGrid grid = requireSameMoment(frame);
    if (voxel >= grid.voxels()) {
      throw new IllegalArgumentException(
          "no voxel " + voxel + "; there are " + grid.voxels() + " of them");
    }
    CellsReader fields = store.required();
    Map<String, Object> values = Json.object();
    for (CellColumn column : fields.schema().columns()) {
      values.put(column.name(), fields.doubles(frame, column.name())[voxel]);
    }
    return values;
  }

  /** Cells and fields grow apart while a run is written, and may be cut off apart by damage. */
  private VoxelGrid requireSameMoment(int frame) throws IOException {
    CellsReader fields = store.required();
    VoxelGrid grid =
        fields
            .schema()
            .grid()
            .orElseThrow(() -> new IOException("nothing says where the voxels lie"));
    if (frame >= fields.frames()) {
      throw new IllegalArgumentException("no field is recorded for frame " + frame);
    }
    int rows = fields.counts()[frame];
    if (rows != grid.voxels()) {
      throw new IOException(
          "frame " + frame + " has " + rows + " voxels, its grid " + grid.voxels());
    }
    long step = fields.steps()[frame];
    long[] steps = trajectory.now().map(CellsReader::steps).orElse(new long[0]);
    if (frame < steps.length && steps[frame] != step) {
      throw new IOException(
          "frame " + frame + " of the fields is of step " + step + ", not " + steps[frame]);
    }
    return grid;
  }
}
