/**
 * What happens inside of cells: gene networks and their kin, and how they are wired to the tissue.
 */
package org.blastema.kernel.network;
