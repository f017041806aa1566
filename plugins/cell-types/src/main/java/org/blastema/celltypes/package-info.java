/** What cells of a type do, and ready-made cell types. */
package org.blastema.celltypes;
