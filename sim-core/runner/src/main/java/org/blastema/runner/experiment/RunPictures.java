package org.blastema.runner.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.blastema.kernel.state.CellState;
import org.blastema.record.picture.HistoryPicture;
import org.blastema.record.picture.TissuePicture;
import org.blastema.record.table.NumericTable;

/** Draws the pictures of a run folder, without a display. */
final class RunPictures {
  private final Experiment experiment;
  private final TissueFrames frames;
  private final Path folder;

  RunPictures(Experiment experiment, Path run) throws IOException {
    this.experiment = experiment;
    this.frames = new TissueFrames(experiment);
    this.folder = Files.createDirectories(run.resolve("pictures"));
  }

  /** A tissue, its cells colored by type. */
  void tissue(String file, String when, CellState state) throws IOException {
    TissuePicture.of(frames.frame(state), frames.schema())
        .title(title())
        .subtitle(state.count() + " cells, " + when)
        .write(folder.resolve(file));
  }

  /** The curve of a training. */
  void history(String file, NumericTable history) throws IOException {
    HistoryPicture.of(history).title(title()).write(folder.resolve(file));
  }

  private String title() {
    return experiment
        .loaded()
        .scenario()
        .info()
        .title()
        .orElse(experiment.loaded().file().getFileName().toString());
  }
}
