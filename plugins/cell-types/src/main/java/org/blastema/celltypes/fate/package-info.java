/** What becomes of cells: secretion, divisions, changes of type. */
package org.blastema.celltypes.fate;
