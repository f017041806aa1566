/** What all behaviors are made of: numbers that depend on the type of a cell, and regulation. */
package org.blastema.celltypes.behavior;
