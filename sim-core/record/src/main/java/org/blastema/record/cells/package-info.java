/** Snapshots of a tissue, and the columnar store that a run writes them to. */
package org.blastema.record.cells;
