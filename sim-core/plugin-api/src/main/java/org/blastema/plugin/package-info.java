/**
 * The one door of Blastema: how a jar contributes keywords, and how a configuration record
 * documents itself. Knows Guice, no biology.
 */
package org.blastema.plugin;
