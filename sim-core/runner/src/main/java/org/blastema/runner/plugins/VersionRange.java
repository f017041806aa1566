package org.blastema.runner.plugins;

import java.lang.module.ModuleDescriptor.Version;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of versions as Maven writes it: {@code [0.1,0.2)}, {@code [0.1,)}, {@code (,0.2]}, {@code
 * [0.1]}. Versions are ordered as the JDK orders those of modules. A snapshot counts as the release
 * that it leads to: {@code 0.2.0-SNAPSHOT} lies in {@code [0.2,0.3)}, not in {@code [0.1,0.2)}.
 */
final class VersionRange {
  private static final Pattern FORM =
      Pattern.compile("([\\[(])\\s*([^\\[\\](),\\s]*)\\s*(?:(,)\\s*([^\\[\\](),\\s]*)\\s*)?([])])");
  private static final Pattern SNAPSHOT = Pattern.compile("(?i)-SNAPSHOT$");

  private final Optional<Version> lower;
  private final Optional<Version> upper;
  private final boolean lowerIncluded;
  private final boolean upperIncluded;

  private VersionRange(
      Optional<Version> lower,
      Optional<Version> upper,
      boolean lowerIncluded,
      boolean upperIncluded) {
    this.lower = lower;
    this.upper = upper;
    this.lowerIncluded = lowerIncluded;
    this.upperIncluded = upperIncluded;
  }

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException if the text is none, or no version can lie in it
   */
  static VersionRange parse(String text) {
    Matcher m = FORM.matcher(text.strip());
    if (!m.matches()) {
      throw none(text);
    }
    boolean lowerIncluded = m.group(1).equals("[");
    boolean upperIncluded = m.group(5).equals("]");
    if (m.group(3) == null) { // a single version
      if (!lowerIncluded || !upperIncluded || m.group(2).isEmpty()) {
        throw none(text);
      }
      Optional<Version> only = version(m.group(2), text);
      return new VersionRange(only, only, true, true);
    }
    Optional<Version> lower = version(m.group(2), text);
    Optional<Version> upper = version(m.group(4), text);
    VersionRange range = new VersionRange(lower, upper, lowerIncluded, upperIncluded);
    if (lower.isPresent() && upper.isPresent()) {
      int order = lower.get().compareTo(upper.get());
      if (order > 0 || (order == 0 && !(lowerIncluded && upperIncluded))) {
        throw new IllegalArgumentException("no version lies in the range " + text.strip());
      }
    }
    return range;
  }

  /** Whether a version lies in the range. */
  boolean contains(String version) {
    Version v = Version.parse(SNAPSHOT.matcher(version).replaceFirst(""));
    int fromLower = lower.map(v::compareTo).orElse(1);
    int fromUpper = upper.map(v::compareTo).orElse(-1);
    return (fromLower > 0 || (fromLower == 0 && lowerIncluded))
        && (fromUpper < 0 || (fromUpper == 0 && upperIncluded));
  }

  private static Optional<Version> version(String text, String range) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Version.parse(text));
    } catch (IllegalArgumentException _) {
      throw none(range);
    }
  }

  private static IllegalArgumentException none(String text) {
    return new IllegalArgumentException(
        "'" + text.strip() + "' is no range of versions such as [0.1,0.2)");
  }
}
