/**
 * Shows run folders in the browser: a small server that reads them, and the page that it serves.
 * Contributes the command {@code view}.
 */
package org.blastema.viewer;
