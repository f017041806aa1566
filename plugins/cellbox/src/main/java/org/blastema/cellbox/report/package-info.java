/** What a study leaves for people and other programs. */
package org.blastema.cellbox.report;
