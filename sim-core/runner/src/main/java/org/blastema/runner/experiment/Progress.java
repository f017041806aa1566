package org.blastema.runner.experiment;

/** Is told how a run gets on. */
public interface Progress {
  /**
   * The run's folder is ready and {@code total} units of work begin, {@code done} of which an
   * earlier session did.
   */
  void begin(String unit, long done, long total);

  /**
   * One unit of work is done.
   *
   * @param done units done
   * @param status a few words for a progress bar, for example the reward
   */
  void advance(long done, String status);

  /** A message for people. */
  void message(String text);

  /** All work is done, or was stopped. */
  void end();

  /** Says nothing. */
  Progress SILENT =
      new Progress() {
        @Override
        public void begin(String unit, long done, long total) {}

        @Override
        public void advance(long done, String status) {}

        @Override
        public void message(String text) {}

        @Override
        public void end() {}
      };
}
