/** Measures of tissues of several cell types, and of how cells move. */
package org.blastema.celltypes.measure;
