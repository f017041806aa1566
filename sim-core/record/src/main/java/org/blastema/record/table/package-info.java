/** Tables in comma-separated text: appended row by row, read while they grow. */
package org.blastema.record.table;
