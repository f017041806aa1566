/** Who divides, and where the daughter goes. */
package org.blastema.kernel.division;
