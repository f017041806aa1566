package org.blastema.cellbox;

import java.util.List;
import org.blastema.plugin.InvalidConfiguration;

/** Finds nodes that a configuration names. */
final class NodeNames {
  private NodeNames() {}

  /**
   * The place of a node.
   *
   * @param entry of the configuration that names it
   * @throws InvalidConfiguration if there is none of the name
   */
  static int place(String word, String entry, List<String> nodes) {
    int place = nodes.indexOf(word);
    if (place < 0) {
      throw InvalidConfiguration.unknownWord(entry, "node", word, nodes);
    }
    return place;
  }
}
