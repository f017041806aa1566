/** Adhesion by cadherins. */
package org.blastema.celltypes.adhesion;
