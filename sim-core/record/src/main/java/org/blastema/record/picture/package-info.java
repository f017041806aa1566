/** Pictures of tissues and of training histories, made without a display. */
package org.blastema.record.picture;
