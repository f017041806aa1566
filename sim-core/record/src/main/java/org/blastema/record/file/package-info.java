/** Files that are either whole or absent, whatever moment the process is killed at. */
package org.blastema.record.file;
