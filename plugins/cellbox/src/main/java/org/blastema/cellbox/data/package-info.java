/** Perturbation-response data: tables, networks, synthetic experiments, and how they are split. */
package org.blastema.cellbox.data;
