/** Finds plugins and gathers the keywords that they contribute. */
package org.blastema.runner.plugins;
