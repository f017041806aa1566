package org.example.bumpers;

import java.util.List;
import org.blastema.kernel.model.CellPreset;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Describe;

@Describe("Cells that never divide.")
record Pillar() {
  CellPreset create(BuildContext context) {
    return new CellPreset(false, List.of());
  }
}
