package org.blastema.cellbox.data;

/**
 * What the nodes of a perturbation experiment are: proteins first, then phenotypes, then drug
 * activities.
 *
 * @param proteins number of measured molecules
 * @param phenotypes number of phenotypes
 * @param drugs number of drug-activity nodes
 */
public record NodeKinds(int proteins, int phenotypes, int drugs) {
  /** All nodes. */
  public int count() {
    return proteins + phenotypes + drugs;
  }

  /** Whether a node is a drug activity. */
  public boolean isDrug(int node) {
    return node >= proteins + phenotypes;
  }

  /** Whether a node is a phenotype. */
  public boolean isPhenotype(int node) {
    return node >= proteins && !isDrug(node);
  }

  /**
   * The edges that the published model allows ({@code W[target][source]} row by row): no self
   * loops, nothing acts on a drug, a phenotype acts on nothing, no drug acts on a phenotype
   * directly.
   */
  public boolean[] mask() {
    int n = count();
    boolean[] mask = new boolean[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        mask[i * n + j] = i != j && !isDrug(i) && !isPhenotype(j) && !(isPhenotype(i) && isDrug(j));
      }
    }
    return mask;
  }
}
