package org.blastema.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a run folder says about its results: everything but times, machines and messages. */
final class RunContents {
  private static final List<String> RESULTS =
      List.of(
          "cells", "fields", "lineage.csv", "metrics.csv", "train", "checks.json", "resolved.yaml");

  private RunContents() {}

  /** All files by path, byte by byte, without the seconds that epochs took. */
  static Map<String, String> of(Path run) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path path = run.relativize(file);
        if (RESULTS.contains(path.getName(0).toString())) {
          String text = Files.readString(file, ISO_8859_1);
          contents.put(
              path.toString(), file.endsWith("history.csv") ? without("seconds", text) : text);
        }
      }
    }
    return contents;
  }

  private static String without(String column, String table) {
    List<String> rows = new ArrayList<>();
    int dropped = List.of(table.lines().findFirst().orElseThrow().split(",")).indexOf(column);
    table
        .lines()
        .forEach(line -> {
          List<String> fields = new ArrayList<>(List.of(line.split(",", -1)));
          fields.remove(dropped);
          rows.add(String.join(",", fields));
        });
    return String.join("\n", rows);
  }
}
