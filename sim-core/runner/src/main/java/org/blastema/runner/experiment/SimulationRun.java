package org.blastema.runner.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.blastema.kernel.goal.Metric;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Rollout;
import org.blastema.kernel.state.CellState;
import org.blastema.record.RunWriter;
import org.blastema.runner.scenario.Scenario;

/** Simulates one tissue, with a checkpoint now and then. */
final class SimulationRun {
  private static final long CHECKPOINT_NANOS = 10_000_000_000L;

  private final Experiment experiment;
  private final RunWriter writer;
  private final Progress progress;
  private final RunOptions options;

  SimulationRun(Experiment experiment, RunWriter writer, Progress progress, RunOptions options) {
    this.experiment = experiment;
    this.writer = writer;
    this.progress = progress;
    this.options = options;
  }

  /**
   * Simulates to the end.
   *
   * @return final numbers by name
   * @throws InterruptedException if the thread is interrupted; a checkpoint is written before
   */
  Map<String, Double> run() throws IOException, InterruptedException {
    StateStore store = new StateStore(experiment);
    List<CellState> before = new ArrayList<>();
    if (writer.resumedFrom().isPresent()) {
      before = store.restore(writer.resumedFrom().get());
    }
    Recorder recorder = new Recorder(experiment, writer, before);
    if (before.isEmpty()) {
      CellState founders = experiment.founders(experiment.seed(), 0);
      recorder.add(founders, experiment.stop().reached(founders));
    }
    Rollout rollout =
        new Rollout(experiment.model(), ParameterValues.initial(), experiment.seed(), 0)
            .warningsTo(new Warnings(writer, progress))
            .threads(options.threads());
    CellState state = last(recorder);
    writer.checkpoint(store.checkpoint(recorder.history()));
    progress.begin(unit(), done(state), total());
    long saved = System.nanoTime();
    while (!experiment.stop().reached(state)) {
      if (options.stopRequested().getAsBoolean() || Thread.interrupted()) {
        writer.checkpoint(store.checkpoint(recorder.history()));
        throw new InterruptedException();
      }
      state = rollout.advance(state);
      recorder.add(state, experiment.stop().reached(state));
      progress.advance(
          Math.min(done(state), total()), String.format(Locale.ROOT, "%d cells", state.count()));
      if (System.nanoTime() - saved > CHECKPOINT_NANOS) {
        writer.checkpoint(store.checkpoint(recorder.history()));
        saved = System.nanoTime();
      }
    }
    progress.end();
    writer.checkpoint(store.checkpoint(recorder.history()));
    RunPictures pictures = new RunPictures(experiment, writer.folder());
    pictures.tissue("tissue-first.png", "founders", recorder.history().get(0));
    pictures.tissue("tissue-last.png", "at the end", state);
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("cells", (double) state.count());
    numbers.putAll(Recorder.metrics(experiment, recorder.history()));
    for (Scenario.Check check : experiment.loaded().scenario().checks()) {
      check.at().ifPresent(time -> numbers.put(check.number(), at(time, check, recorder)));
    }
    return numbers;
  }

  /** A metric after the macro-step that ends at a time; NaN if the run was over before. */
  private double at(double time, Scenario.Check check, Recorder recorder) {
    int states = 1 + (int) Math.round(time / experiment.model().dt());
    if (states > recorder.history().size()) {
      return Double.NaN;
    }
    List<CellState> until = recorder.history().subList(0, states);
    Metric metric = experiment.metrics().get(check.metric());
    return metric == null ? until.get(states - 1).count() : metric.of(until);
  }

  private static CellState last(Recorder recorder) {
    return recorder.history().get(recorder.history().size() - 1);
  }

  private String unit() {
    return experiment.stop().cells() < Integer.MAX_VALUE ? "cells" : "steps";
  }

  private long done(CellState state) {
    return experiment.stop().cells() < Integer.MAX_VALUE ? state.count() : state.step();
  }

  private long total() {
    if (experiment.stop().cells() < Integer.MAX_VALUE) {
      return experiment.stop().cells();
    }
    return Math.min(
        experiment.stop().steps(),
        (long) Math.ceil(experiment.stop().time() / experiment.model().dt()));
  }
}
