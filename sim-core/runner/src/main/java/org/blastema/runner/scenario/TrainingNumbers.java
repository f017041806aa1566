package org.blastema.runner.scenario;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blastema.record.train.ParameterValue;

/**
 * Numbers about a training that checks may name beside the scenario's metrics: {@code
 * reward-first-50} and {@code reward-last-100} (mean reward over so many epochs), and {@code
 * steps.genes.model.weights[0][2]} (an entry of a trained parameter at the end).
 */
public final class TrainingNumbers {
  private static final Pattern REWARD = Pattern.compile("reward-(first|last)-([1-9][0-9]{0,8})");
  private static final Pattern ENTRY = Pattern.compile("(.+)\\[(\\d{1,9})]\\[(\\d{1,9})]");

  private TrainingNumbers() {}

  /** Whether a check's word has the form of one of these numbers. */
  public static boolean names(String word) {
    return REWARD.matcher(word).matches() || ENTRY.matcher(word).matches();
  }

  /** The number, if the training has it. */
  public static OptionalDouble find(
      String word, double[] rewards, Map<String, ParameterValue> parameters) {
    Matcher reward = REWARD.matcher(word);
    if (reward.matches()) {
      int count = Math.min(rewards.length, Integer.parseInt(reward.group(2)));
      int from = reward.group(1).equals("first") ? 0 : rewards.length - count;
      double sum = 0;
      for (int k = from; k < from + count; k++) {
        sum += rewards[k];
      }
      return OptionalDouble.of(sum / count);
    }
    Matcher entry = ENTRY.matcher(word);
    if (entry.matches() && parameters.containsKey(entry.group(1))) {
      ParameterValue value = parameters.get(entry.group(1));
      int row = Integer.parseInt(entry.group(2));
      int column = Integer.parseInt(entry.group(3));
      if (row < value.rows() && column < value.columns()) {
        return OptionalDouble.of(value.get(row, column));
      }
    }
    return OptionalDouble.empty();
  }
}
