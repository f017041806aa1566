/** Work on data that grows no tissue: what a scenario's section {@code fit} names. */
package org.blastema.kernel.study;
