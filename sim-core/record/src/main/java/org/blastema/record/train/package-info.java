/** What training leaves behind: parameter values and the history of the epochs. */
package org.blastema.record.train;
