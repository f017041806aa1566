/** Where cells live, and which of them are near each other. */
package org.blastema.kernel.space;
