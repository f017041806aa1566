/** From data to a network: least squares, descent, penalties, ensembles, uncertainty. */
package org.blastema.cellbox.fit;
