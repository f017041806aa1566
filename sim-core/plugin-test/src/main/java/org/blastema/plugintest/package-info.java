/** Tests that every plugin should pass, for the authors of plugins. */
package org.blastema.plugintest;
