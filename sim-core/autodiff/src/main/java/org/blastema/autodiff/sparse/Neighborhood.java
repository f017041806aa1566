package org.blastema.autodiff.sparse;

/** A graph without loops, as the neighbors of each vertex; one that is computed needs no memory. */
interface Neighborhood {
  /** Number of vertices. */
  int vertices();

  /**
   * Lists the neighbors of a vertex, each once.
   *
   * @param into at least as long as there are vertices
   * @return how many there are
   */
  int neighbors(int vertex, int[] into);
}
