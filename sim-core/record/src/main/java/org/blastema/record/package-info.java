/**
 * Run folders: everything needed to repeat, resume, view and cite a run. A folder is only appended
 * to, and a process killed at any moment leaves one that reads back.
 */
package org.blastema.record;
