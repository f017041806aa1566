/** Signals between cells in contact. */
package org.blastema.celltypes.signaling;
