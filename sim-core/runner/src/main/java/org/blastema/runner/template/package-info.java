/** Projects to begin with. */
package org.blastema.runner.template;
