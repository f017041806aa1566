/** Cells that move by themselves. */
package org.blastema.celltypes.motion;
