package org.blastema.record.cells;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.record.zarr.ChunkCache;
import org.blastema.record.zarr.ZarrAppender;
import org.blastema.record.zarr.ZarrArray;
import org.blastema.record.zarr.ZarrGroup;
import tools.jackson.databind.JsonNode;

/** How a {@link CellsSchema} stands in the attributes of groups and arrays. */
final class CellsFormat {
  static final int ROWS_PER_CHUNK = 32_768;
  static final int FRAMES_PER_CHUNK = 1024;
  private static final String FORMAT = "blastema-cells/1";

  /** Tells xarray which arrays run along the same axis. */
  private static final String AXIS = "_ARRAY_DIMENSIONS";

  private CellsFormat() {}

  static void create(Path cells, CellsSchema schema) throws IOException {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("format", FORMAT);
    attributes.put("dimensions", schema.dimensions());
    attributes.put("time_unit", schema.timeUnit());
    attributes.put("length_unit", schema.lengthUnit());
    attributes.put("types", schema.types());
    attributes.put("columns", schema.names());
    schema.grid().ifPresent(grid -> attributes.put("grid", described(grid)));
    ZarrGroup.create(cells, attributes);
    for (CellColumn column : schema.columns()) {
      Map<String, Object> described = new LinkedHashMap<>();
      described.put("unit", column.unit());
      described.put("description", column.description());
      if (column.name().equals("type")) {
        described.put("types", schema.types());
      }
      described.put(AXIS, List.of("row"));
      ZarrAppender.create(
          cells.resolve(column.name()), column.kind().element(), ROWS_PER_CHUNK, described);
    }
    ZarrGroup.create(cells.resolve(FrameIndex.FOLDER), Map.of());
    for (FrameIndex.Part part : FrameIndex.Part.values()) {
      Map<String, Object> described = new LinkedHashMap<>();
      described.put("unit", part == FrameIndex.Part.TIME ? schema.timeUnit() : "");
      described.put(AXIS, List.of("frame"));
      ZarrAppender.create(part.folder(cells), part.type(), FRAMES_PER_CHUNK, described);
    }
  }

  private static Map<String, Object> described(VoxelGrid grid) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("lower", grid.lower());
    described.put("spacing", grid.spacing());
    described.put("shape", grid.shape());
    return described;
  }

  private static Optional<VoxelGrid> grid(JsonNode described) throws IOException {
    if (described.isMissingNode()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new VoxelGrid(
              described.path("lower").valueStream().map(JsonNode::asDouble).toList(),
              described.path("spacing").asDouble(),
              described.path("shape").valueStream().map(JsonNode::asInt).toList()));
    } catch (IllegalArgumentException e) {
      throw new IOException("the grid is damaged: " + e.getMessage(), e);
    }
  }

  static CellsSchema readSchema(Path cells) throws IOException {
    JsonNode attributes = ZarrGroup.attributes(cells);
    String format = attributes.path("format").asString("");
    if (!format.equals(FORMAT)) {
      throw new IOException(
          cells + " has the format '" + format + "'; this version reads " + FORMAT);
    }
    ChunkCache unused = new ChunkCache(0);
    List<CellColumn> columns = new ArrayList<>();
    for (String name : texts(attributes.path("columns"))) {
      Path folder = cells.resolve(name);
      JsonNode described = ZarrGroup.attributes(folder);
      columns.add(
          new CellColumn(
              name,
              CellColumn.Kind.of(ZarrArray.open(folder, unused).type()),
              described.path("unit").asString(""),
              described.path("description").asString("")));
    }
    return new CellsSchema(
        attributes.path("dimensions").asInt(),
        attributes.path("time_unit").asString(""),
        attributes.path("length_unit").asString(""),
        texts(attributes.path("types")),
        columns,
        grid(attributes.path("grid")));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }
}
