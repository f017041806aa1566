/** Chemicals on a grid: diffusion in a box, and how cells write to it and read from it. */
package org.blastema.kernel.grid;
