/** Compares compiled formulas with loops written by hand. */
package org.blastema.kernel.benchmark;
