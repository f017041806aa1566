/** Complete states of a run, from which it goes on bit by bit as if it had never stopped. */
package org.blastema.record.checkpoint;
