package org.blastema.exporters;

import org.blastema.kernel.export.Exporter;
import org.blastema.plugin.BlastemaPlugin;

/** Contributes exporters. */
public final class ExportersPlugin extends BlastemaPlugin {
  @Override
  public String name() {
    return "exporters";
  }

  @Override
  protected void configure() {
    contribute(Exporter.class, "cells-csv", CellsCsv.class, (c, context) -> c);
    contribute(Exporter.class, "openvt-csv", OpenVtCsv.class, (c, context) -> c);
  }
}
