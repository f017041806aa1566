package org.blastema.record.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellStoreTest {
  private static final CellsSchema SCHEMA =
      new CellsSchema(
          3,
          "h",
          "um",
          List.of("source", "stem"),
          List.of(
              CellColumn.integer("id"),
              CellColumn.integer("type"),
              CellColumn.real("x", "um").describedAs("Center."),
              CellColumn.real("chemical.wnt", "nM")));

  @TempDir Path folder;

  /** Frame k as a function of k alone: 0 to 4999 cells. */
  private static Frame frame(int k) {
    SplittableRandom random = new SplittableRandom(k);
    int count = k % 5 == 0 ? 0 : random.nextInt(k % 7 == 0 ? 5000 : 50);
    return Frame.builder(0.1 * k, 10L * k, 3, count)
        .put("id", random.ints(count).toArray())
        .put("type", random.ints(count, 0, 2).toArray())
        .put("x", random.doubles(count).toArray())
        .put("chemical.wnt", random.doubles(count).toArray())
        .build();
  }

  private static void assertSame(Frame actual, Frame expected) {
    assertThat(actual.time()).isEqualTo(expected.time());
    assertThat(actual.step()).isEqualTo(expected.step());
    assertThat(actual.count()).isEqualTo(expected.count());
    assertThat(actual.columns()).isEqualTo(expected.columns());
    for (String column : expected.columns()) {
      assertThat(actual.isInteger(column)).isEqualTo(expected.isInteger(column));
      assertThat(actual.doubles(column)).isEqualTo(expected.doubles(column));
    }
  }

  private Path written(String name, int frames) throws IOException {
    Path cells = folder.resolve(name);
    try (CellsWriter writer = CellsWriter.create(cells, SCHEMA)) {
      for (int k = 0; k < frames; k++) {
        writer.append(frame(k));
      }
    }
    return cells;
  }

  @Test
  void framesAndSchemaReadBack() throws IOException {
    CellsReader reader = CellsReader.open(written("cells", 60));
    assertThat(reader.schema()).isEqualTo(SCHEMA);
    assertThat(reader.frames()).isEqualTo(60);
    for (int k = 59; k >= 0; k--) {
      assertSame(reader.frame(k), frame(k));
      assertThat(reader.ints(k, "type")).isEqualTo(frame(k).ints("type"));
      assertThat(reader.doubles(k, "chemical.wnt")).isEqualTo(frame(k).doubles("chemical.wnt"));
      assertThat(reader.counts()[k]).isEqualTo(frame(k).count());
      assertThat(reader.times()[k]).isEqualTo(0.1 * k);
      assertThat(reader.steps()[k]).isEqualTo(10L * k);
    }
  }

  @Test
  void oneColumnIsReadWithoutTheOthers() throws IOException {
    Path cells = written("cells", 20);
    for (String other : List.of("id", "type", "chemical.wnt")) {
      try (Stream<Path> files = Files.list(cells.resolve(other))) {
        for (Path chunk : files.filter(f -> !f.getFileName().toString().startsWith(".")).toList()) {
          Files.delete(chunk);
        }
      }
    }
    CellsReader reader = CellsReader.open(cells);
    assertThat(reader.doubles(14, "x")).isEqualTo(frame(14).doubles("x"));
    assertThatThrownBy(() -> reader.doubles(14, "id")).isInstanceOf(IOException.class);
  }

  @Test
  void aCutStoreGoesOnAsIfTheRestHadNeverBeenWritten() throws IOException {
    Path reference = written("reference", 40);
    Path cells = written("cells", 25);
    try (CellsWriter writer = CellsWriter.open(cells)) {
      writer.cutToStep(125); // Between the steps of frames 12 and 13.
      assertThat(writer.frames()).isEqualTo(13);
      assertThat(CellsReader.open(cells).frames()).isEqualTo(13);
      for (int k = 13; k < 30; k++) {
        writer.append(frame(k));
      }
    }
    try (CellsWriter writer = CellsWriter.open(cells, 28)) {
      for (int k = 28; k < 40; k++) {
        writer.append(frame(k));
      }
    }
    assertThat(content(cells)).isEqualTo(content(reference));
  }

  private static List<String> content(Path root) throws IOException {
    List<String> content = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        content.add(root.relativize(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return content;
  }

  @Test
  void anyMixtureOfOldAndNewMetadataReadsBack() throws IOException {
    // A kill during a flush leaves the shapes of some arrays old and of others new.
    SplittableRandom random = new SplittableRandom(11);
    for (int repeat = 0; repeat < 30; repeat++) {
      Path cells = folder.resolve("cells" + repeat);
      CellsWriter writer = CellsWriter.create(cells, SCHEMA).flushEvery(Duration.ofDays(1));
      for (int k = 0; k < 15; k++) {
        writer.append(frame(k));
      }
      writer.flush();
      List<Path> metadata;
      try (Stream<Path> files = Files.walk(cells)) {
        metadata = files.filter(f -> f.endsWith(".zarray")).sorted().toList();
      }
      List<byte[]> old = new ArrayList<>();
      for (Path file : metadata) {
        old.add(Files.readAllBytes(file));
      }
      for (int k = 15; k < 30; k++) {
        writer.append(frame(k));
      }
      writer.close();
      for (int i = 0; i < old.size(); i++) {
        if (random.nextBoolean()) {
          Files.write(metadata.get(i), old.get(i));
        }
      }
      CellsReader reader = CellsReader.open(cells);
      assertThat(reader.frames()).isBetween(15, 30);
      for (int k = 0; k < reader.frames(); k++) {
        assertSame(reader.frame(k), frame(k));
      }
      int readable = reader.frames();
      try (CellsWriter resumed = CellsWriter.open(cells)) {
        assertThat(resumed.frames()).isEqualTo(readable);
        for (int k = readable; k < 33; k++) {
          resumed.append(frame(k));
        }
      }
      reader.refresh();
      for (int k = 0; k < 33; k++) {
        assertSame(reader.frame(k), frame(k));
      }
    }
  }

  @Test
  void readersSeeOnlyWholeFramesWhileTheStoreGrowsAndIsCut() throws Exception {
    Path cells = folder.resolve("cells");
    AtomicBoolean done = new AtomicBoolean();
    try (CellsWriter writer = CellsWriter.create(cells, SCHEMA).flushEvery(Duration.ZERO);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int r = 0; r < 2; r++) {
        SplittableRandom random = new SplittableRandom(r);
        readers.add(
            threads.submit(() -> {
              CellsReader reader = CellsReader.open(cells);
              int looked = 0;
              while (!done.get()) {
                int frames = reader.refresh();
                if (frames > 0) {
                  int k = random.nextInt(Math.max(0, frames - 20), frames);
                  assertSame(reader.frame(k), frame(k));
                  looked++;
                }
              }
              return looked;
            }));
      }
      for (int k = 0; k < 150; k++) {
        writer.append(frame(k));
      }
      done.set(true);
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    }
  }

  @Test
  void framesAppearWithoutBeingAskedFor() throws Exception {
    Path cells = folder.resolve("cells");
    CellsWriter writer = CellsWriter.create(cells, SCHEMA).flushEvery(Duration.ofMillis(20));
    writer.append(frame(1));
    assertThat(CellsReader.open(cells).frames()).isZero();
    Thread.sleep(60);
    writer.append(frame(2));
    assertThat(CellsReader.open(cells).frames()).isEqualTo(2);
  }

  @Test
  void whatDoesNotFitTheSchemaIsRefused() throws IOException {
    CellsWriter writer = CellsWriter.create(folder.resolve("cells"), SCHEMA);
    writer.append(frame(3));
    assertThatThrownBy(() -> writer.append(frame(3))).hasMessageContaining("step 30");
    assertThatThrownBy(() -> writer.append(Frame.builder(9, 99, 2, 0).build()))
        .hasMessageContaining("dimensions");
    assertThatThrownBy(() -> writer.append(Frame.builder(9, 99, 3, 0).build()))
        .hasMessageContaining("chemical.wnt");
    Frame wrongKind =
        Frame.builder(9, 99, 3, 1)
            .put("id", new double[1])
            .put("type", new int[1])
            .put("x", new double[1])
            .put("chemical.wnt", new double[1])
            .build();
    assertThatThrownBy(() -> writer.append(wrongKind)).hasMessageContaining("INTEGER");
    assertThat(writer.frames()).isEqualTo(1);
    assertThatThrownBy(() -> Frame.builder(0, 0, 3, 2).put("x", new double[3]))
        .hasMessageContaining("3 numbers for 2 cells");
    assertThatThrownBy(() -> CellColumn.real("../up", "")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(
            () -> new CellsSchema(2, "", "", List.of(), List.of(CellColumn.integer("frame"))))
        .hasMessageContaining("taken");
    assertThatThrownBy(() -> CellsReader.open(folder.resolve("cells")).frame(0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
