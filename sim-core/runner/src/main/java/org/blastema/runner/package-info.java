/** Where the program begins. */
package org.blastema.runner;
