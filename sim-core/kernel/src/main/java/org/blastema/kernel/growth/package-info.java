/** How cells grow between divisions. */
package org.blastema.kernel.growth;
