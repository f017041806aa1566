package org.blastema.celltypes.behavior;

import org.blastema.kernel.state.FieldSpec;
import org.blastema.plugin.Parameter;

/**
 * A {@link Regulation} that is ready to be used.
 *
 * @param field what is sensed
 * @param component which component of it
 * @param increases whether more of it gives more
 * @param halfMaximum K, a scalar
 * @param hill n, a scalar
 */
public record Regulator(
    FieldSpec field, int component, boolean increases, Parameter halfMaximum, Parameter hill) {}
