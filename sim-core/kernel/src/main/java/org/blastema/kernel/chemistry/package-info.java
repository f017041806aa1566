/** Chemicals that cells secrete and sense, and fields that are given from outside. */
package org.blastema.kernel.chemistry;
