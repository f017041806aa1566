/**
 * Configuration text as a tree that remembers where each value was written, and the problems that
 * are found in it. Knows YAML and JSON, nothing of scenarios.
 */
package org.blastema.runner.tree;
