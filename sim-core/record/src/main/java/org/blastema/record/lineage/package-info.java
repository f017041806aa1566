/** Who descends from whom. */
package org.blastema.record.lineage;
