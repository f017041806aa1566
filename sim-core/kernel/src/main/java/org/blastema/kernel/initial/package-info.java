/** Where a rollout begins: founder cells read from a table or grown from a single one. */
package org.blastema.kernel.initial;
