/** The equations of CellBox: variants, solutions, and their derivatives. */
package org.blastema.cellbox.model;
