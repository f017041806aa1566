/** The command line: what can be asked for, what is answered, and with which exit code. */
package org.blastema.runner.command;
