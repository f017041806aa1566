/** Steps, the model they make up, and its simulated histories, with their gradients. */
package org.blastema.kernel.model;
