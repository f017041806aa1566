/** From a valid scenario to a run: the objects it names, and what is done with them. */
package org.blastema.runner.experiment;
