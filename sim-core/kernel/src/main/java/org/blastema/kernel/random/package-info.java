/** Random numbers that are a function of their key alone, whatever the order of asking. */
package org.blastema.kernel.random;
