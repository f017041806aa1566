package org.blastema.kernel.model;

import java.util.List;

/**
 * A ready-made cell type: what its cells do, made of {@link CellBehavior}s. A scenario may add to
 * them.
 *
 * @param divides whether its cells may divide
 * @param behaviors what they do
 */
public record CellPreset(boolean divides, List<CellBehavior> behaviors) {}
