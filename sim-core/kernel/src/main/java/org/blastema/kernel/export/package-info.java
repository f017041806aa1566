/** What writes recorded runs for other programs. */
package org.blastema.kernel.export;
