/** Exporters of recorded runs as tables. */
package org.blastema.exporters;
