/** The scenario: its sections as records, how a file becomes one, and how one becomes a model. */
package org.blastema.runner.scenario;
