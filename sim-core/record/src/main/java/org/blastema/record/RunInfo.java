package org.blastema.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code run.json} says.
 *
 * @param format name and version of the run folder's format
 * @param scenario name of the scenario
 * @param title one line for people; may be empty
 * @param seed seed of all random numbers
 * @param inputs the files that the scenario uses
 * @param status how the run stood when the file was written
 * @param start when the run began
 * @param end when it ended; null while it runs
 * @param failure why it failed; null unless it did
 * @param cost what all sessions took together
 * @param sessions the processes that worked on the run, in order: one, and one more each time it
 *     was resumed
 */
public record RunInfo(
    String format,
    String scenario,
    String title,
    long seed,
    List<Input> inputs,
    RunStatus status,
    Instant start,
    Instant end,
    String failure,
    Cost cost,
    List<Session> sessions) {

  /** The format that this version writes. */
  public static final String FORMAT = "blastema-run/1";

  RunInfo withInput(Input input) {
    List<Input> more = new ArrayList<>(inputs);
    more.add(input);
    return new RunInfo(
        format, scenario, title, seed, more, status, start, end, failure, cost, sessions);
  }

  /** The run as a further process goes on with it. */
  RunInfo withSession(Session session) {
    List<Session> more = new ArrayList<>(sessions);
    more.add(session);
    return new RunInfo(
        format, scenario, title, seed, inputs, RunStatus.RUNNING, start, null, null, cost, more);
  }

  /** The run with the cost of its last session up to {@code now}. */
  RunInfo measured(Cost sessionCost, Instant now) {
    List<Session> measured = new ArrayList<>(sessions);
    measured.add(measured.removeLast().until(now, sessionCost));
    Cost total = measured.stream().map(Session::cost).reduce(Cost.NONE, Cost::plus);
    return new RunInfo(
        format, scenario, title, seed, inputs, status, start, end, failure, total, measured);
  }

  RunInfo ended(RunStatus how, Instant when, String why) {
    return new RunInfo(
        format, scenario, title, seed, inputs, how, start, when, why, cost, sessions);
  }

  /**
   * A plugin that the run uses.
   *
   * @param name its name
   * @param version its version
   * @param sha256 what tells its files from others, in hexadecimal; null in folders written before
   *     this was recorded
   */
  public record Plugin(String name, String version, String sha256) {}

  /**
   * A file that the scenario uses.
   *
   * @param written the path as the scenario writes it
   * @param file the copy, relative to the run folder
   * @param bytes its length
   * @param sha256 its SHA-256 digest in hexadecimal
   */
  public record Input(String written, String file, long bytes, String sha256) {}

  /**
   * The machine.
   *
   * @param os operating system and its version
   * @param architecture of the processor
   * @param cores processors that the Java machine may use
   */
  public record Host(String os, String architecture, int cores) {}

  /**
   * What a run took.
   *
   * @param cpuSeconds processor time of the process, all threads together
   * @param wallSeconds time on the clock
   * @param peakMemoryBytes largest memory that the process held: resident memory where the
   *     operating system tells, else the Java machine's memory pools
   */
  public record Cost(double cpuSeconds, double wallSeconds, long peakMemoryBytes) {
    static final Cost NONE = new Cost(0, 0, 0);

    Cost plus(Cost other) {
      return new Cost(
          cpuSeconds + other.cpuSeconds,
          wallSeconds + other.wallSeconds,
          Math.max(peakMemoryBytes, other.peakMemoryBytes));
    }
  }

  /**
   * One process that worked on the run.
   *
   * @param version version of Blastema
   * @param java version and vendor of the Java machine
   * @param host the machine
   * @param threads threads that the session may use
   * @param plugins the plugins that contribute what the scenario names
   * @param command the words of the command line
   * @param start when it began
   * @param end when it last wrote this file
   * @param resumedFrom the checkpoint it went on from, for example {@code epoch 10}; null for the
   *     first session
   * @param cost what it took until {@code end}
   */
  public record Session(
      String version,
      String java,
      Host host,
      int threads,
      List<Plugin> plugins,
      List<String> command,
      Instant start,
      Instant end,
      String resumedFrom,
      Cost cost) {

    Session until(Instant now, Cost costUntilNow) {
      return new Session(
          version, java, host, threads, plugins, command, start, now, resumedFrom, costUntilNow);
    }
  }
}
