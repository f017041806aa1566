package org.blastema.runner.binding;

import org.blastema.plugin.InvalidConfiguration;
import org.blastema.runner.tree.InvalidInput;
import org.blastema.runner.tree.Node;
import org.blastema.runner.tree.Problems;

/** Finds the places of components' complaints. */
public final class Complaints {
  private Complaints() {}

  /**
   * A complaint with file, line and column.
   *
   * @param basePath path of the component, to which the complaint's entry is relative
   * @param root the whole tree
   */
  public static InvalidInput located(InvalidConfiguration complaint, String basePath, Node root) {
    Problems problems = new Problems();
    Binding.addLocated(complaint, basePath, root, problems);
    return new InvalidInput(problems.list());
  }
}
