/**
 * The neural variant of CellBox, and what the semi-mechanistic view of experiments (after the idea
 * of Kovačević et al., arXiv 2501.19178; all formulas are our reading) adds to a fit.
 */
package org.blastema.cellbox.neural;
