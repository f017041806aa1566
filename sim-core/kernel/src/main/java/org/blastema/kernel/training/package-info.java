/** How parameters are trained: gradient estimators, baselines, optimizers, epochs. */
package org.blastema.kernel.training;
