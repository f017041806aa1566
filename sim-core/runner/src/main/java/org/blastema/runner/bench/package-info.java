/** Measures speed: warm, by CPU time where one thread works, by the clock where several do. */
package org.blastema.runner.bench;
