package org.blastema.record;

import java.nio.file.Path;
import org.blastema.record.checkpoint.CheckpointFolder;
import org.blastema.record.train.TrainingFolder;

/**
 * Where things are in a run folder.
 *
 * @param folder the run folder
 */
record RunFiles(Path folder) {
  Path scenario() {
    return folder.resolve("scenario.yaml");
  }

  Path resolved() {
    return folder.resolve("resolved.yaml");
  }

  Path inputs() {
    return folder.resolve("inputs");
  }

  Path info() {
    return folder.resolve("run.json");
  }

  Path cells() {
    return folder.resolve("cells");
  }

  Path fields() {
    return folder.resolve("fields");
  }

  Path lineage() {
    return folder.resolve("lineage.csv");
  }

  Path metrics() {
    return folder.resolve("metrics.csv");
  }

  TrainingFolder training() {
    return new TrainingFolder(folder.resolve("train"));
  }

  CheckpointFolder checkpoints() {
    return new CheckpointFolder(folder.resolve("checkpoints"), CheckpointFolder.KEPT);
  }

  Path checks() {
    return folder.resolve("checks.json");
  }

  Path log() {
    return folder.resolve("log.txt");
  }

  Path lock() {
    return folder.resolve(".lock");
  }
}
