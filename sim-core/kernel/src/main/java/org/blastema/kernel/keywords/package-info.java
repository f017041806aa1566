/** The kernel as a plugin among others: all its scenario words. */
package org.blastema.kernel.keywords;
