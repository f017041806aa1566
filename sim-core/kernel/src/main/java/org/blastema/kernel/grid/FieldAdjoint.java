package org.blastema.kernel.grid;

/** Adjoints of everything that a field was computed from. */
final class FieldAdjoint {
  /** By the field before, a number a voxel; nothing for a steady state. */
  final double[] before;

  /** By what enters every voxel (concentration/time). */
  final double[] source;

  /** By the rate at which every voxel is emptied (1/time). */
  final double[] sink;

  /** By the diffusion coefficient. */
  double diffusion;

  /** By the decay rate. */
  double decay;

  /** By the concentration at every side. */
  final double[] walls;

  FieldAdjoint(int voxels, int sides) {
    before = new double[voxels];
    source = new double[voxels];
    sink = new double[voxels];
    walls = new double[sides];
  }
}
