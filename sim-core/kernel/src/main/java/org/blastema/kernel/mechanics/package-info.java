/** Forces between cells, how cells move under them, and how they feel them. */
package org.blastema.kernel.mechanics;
