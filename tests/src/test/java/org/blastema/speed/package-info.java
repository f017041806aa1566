/**
 * What the benchmark {@code ./blastema bench autodiff} measures: each piece of work as formulas and
 * by hand. Tests check here that the results agree; the timing is in the folders {@code src/bench}
 * and {@code src/peers}, which are built with the profile {@code bench} alone.
 */
package org.blastema.speed;
