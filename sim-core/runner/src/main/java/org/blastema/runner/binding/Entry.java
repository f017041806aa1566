package org.blastema.runner.binding;

import java.util.Optional;
import org.blastema.runner.tree.Node;

/**
 * One entry of a configuration record.
 *
 * @param key its name in a scenario, in kebab-case
 * @param type what it may hold
 * @param standard what it is when left out, if it has a default
 * @param description one or two sentences; may be empty
 * @param unit unit as a product of base quantities; may be empty
 * @param limits numbers allowed
 * @param inline whether a part's entries are written beside this record's entries
 */
public record Entry(
    String key,
    EntryType type,
    Optional<Node> standard,
    String description,
    String unit,
    EntryType.Limits limits,
    boolean inline) {

  /** Whether a scenario must write it. */
  public boolean required() {
    return standard.isEmpty()
        && !(type instanceof EntryType.Maybe
            || type instanceof EntryType.Sequence
            || type instanceof EntryType.Dictionary);
  }
}
