package org.blastema.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@link Part} of a record: the part's entries are written beside the record's own entries
 * instead of in a map of their own, for example {@code {kind: axial-spread, axis: y, weight: 2}},
 * where {@code weight} is the record's.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Inline {}
