/** Goals and measures of tissues: elongation, type balance, target shapes, homogeneity. */
package org.blastema.losses;
