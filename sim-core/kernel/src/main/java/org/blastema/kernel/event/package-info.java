/** What an experimenter does to a tissue at a given moment. */
package org.blastema.kernel.event;
