package org.blastema.runner.tree;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the word that somebody most likely meant. */
public final class NearestWord {
  private NearestWord() {}

  /**
   * The known word with the fewest typing errors between it and {@code word}, if it is near enough
   * to be meant: at most one error in three letters. Case, underscores and camelCase do not count
   * as errors.
   */
  public static Optional<String> to(String word, Collection<String> known) {
    String written = plain(word);
    String best = null;
    int bestDistance = Math.max(1, written.length() / 3);
    int bestShared = -1;
    for (String candidate : known) {
      int distance = distance(written, plain(candidate));
      int shared = sharedEnds(written, plain(candidate));
      if (distance < bestDistance || (distance == bestDistance && shared > bestShared)) {
        bestDistance = distance;
        bestShared = shared;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Damerau-Levenshtein distance: the fewest insertions, deletions, substitutions and swaps of
   * neighbors that turn one word into the other (Lowrance and Wagner, "An extension of the
   * string-to-string correction problem", 1975).
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 2][b.length() + 2];
    int unreachable = a.length() + b.length();
    d[0][0] = unreachable;
    for (int i = 0; i <= a.length(); i++) {
      d[i + 1][0] = unreachable;
      d[i + 1][1] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j + 1] = unreachable;
      d[1][j + 1] = j;
    }
    Map<Character, Integer> lastRow = new HashMap<>();
    for (int i = 1; i <= a.length(); i++) {
      int lastMatch = 0;
      for (int j = 1; j <= b.length(); j++) {
        int row = lastRow.getOrDefault(b.charAt(j - 1), 0);
        int column = lastMatch;
        int cost = 1;
        if (a.charAt(i - 1) == b.charAt(j - 1)) {
          cost = 0;
          lastMatch = j;
        }
        int edit = Math.min(d[i][j] + cost, Math.min(d[i + 1][j], d[i][j + 1]) + 1);
        int swap = d[row][column] + (i - row - 1) + 1 + (j - column - 1);
        d[i + 1][j + 1] = Math.min(edit, swap);
      }
      lastRow.put(a.charAt(i - 1), i);
    }
    return d[a.length() + 1][b.length() + 1];
  }

  /** Length of the common beginning plus length of the common end. */
  private static int sharedEnds(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    int head = 0;
    while (head < shorter && a.charAt(head) == b.charAt(head)) {
      head++;
    }
    int tail = 0;
    while (tail < shorter && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
      tail++;
    }
    return head + tail;
  }

  private static String plain(String word) {
    return word.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
        .replace('_', '-')
        .toLowerCase(Locale.ROOT);
  }
}
