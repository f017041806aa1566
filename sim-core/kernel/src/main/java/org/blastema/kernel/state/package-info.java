/** The tissue at one moment: live cells in rows, declared fields in columns. */
package org.blastema.kernel.state;
