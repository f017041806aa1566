/** What is asked of a tissue: rewards that training maximizes, metrics that describe it. */
package org.blastema.kernel.goal;
