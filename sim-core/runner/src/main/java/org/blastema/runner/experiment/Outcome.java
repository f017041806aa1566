package org.blastema.runner.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.blastema.record.CheckResult;
import org.blastema.record.RunStatus;

/**
 * How a run ended.
 *
 * @param folder its folder
 * @param status its status
 * @param failure what went wrong; empty if nothing did
 * @param summary final numbers by name
 * @param checks the scenario's checks
 */
public record Outcome(
    Path folder,
    RunStatus status,
    String failure,
    Map<String, Double> summary,
    List<CheckResult> checks) {

  /** Whether all checks hold. */
  public boolean passed() {
    return checks.stream().allMatch(CheckResult::passed);
  }
}
