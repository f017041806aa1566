/** Reference documentation of the scenario language, written from the configuration records. */
package org.blastema.runner.reference;
