/**
 * A tool for the benchmark suite GradBench: answers its evals on standard input and output with
 * formulas and the derivatives that the program makes of them.
 */
package org.blastema.gradbench;
