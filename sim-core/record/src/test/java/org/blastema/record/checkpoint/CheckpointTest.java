package org.blastema.record.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  @TempDir Path folder;

  private static Checkpoint random(int epoch) {
    SplittableRandom random = new SplittableRandom(epoch);
    double[] doubles = new double[20_000];
    Arrays.setAll(doubles, i -> Double.longBitsToDouble(random.nextLong()));
    return Checkpoint.atEpoch(epoch)
        .put("weights", doubles)
        .put("moments", random.longs(10_001).toArray())
        .put("ids", random.ints(16_385).toArray())
        .put("scalar", 0.1)
        .put("empty", new double[0])
        .put("note", "größe ±1\nsecond line")
        .build();
  }

  private static void assertSame(Checkpoint actual, Checkpoint expected) {
    assertThat(actual.toString()).isEqualTo(expected.toString());
    assertThat(actual.names()).isEqualTo(expected.names());
    assertThat(bits(actual.doubles("weights"))).isEqualTo(bits(expected.doubles("weights")));
    assertThat(actual.longs("moments")).isEqualTo(expected.longs("moments"));
    assertThat(actual.ints("ids")).isEqualTo(expected.ints("ids"));
    assertThat(actual.doubles("scalar")).containsExactly(0.1);
    assertThat(actual.doubles("empty")).isEmpty();
    assertThat(actual.text("note")).isEqualTo(expected.text("note"));
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void everyBitReadsBackAndTheLastFewAreKept() throws IOException {
    CheckpointFolder checkpoints = new CheckpointFolder(folder, 3);
    assertThat(checkpoints.newest()).isEmpty();
    for (int epoch = 10; epoch <= 60; epoch += 10) {
      checkpoints.write(random(epoch));
      assertSame(checkpoints.newest().orElseThrow(), random(epoch));
    }
    assertThat(names())
        .containsExactly(
            "epoch-00040.checkpoint", "epoch-00050.checkpoint", "epoch-00060.checkpoint");
    assertThat(checkpoints.newestReadableFirst().map(Checkpoint::number))
        .containsExactly(60L, 50L, 40L);
  }

  @Test
  void damageAnywhereFallsBackToTheCheckpointBefore() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    for (int repeat = 0; repeat < 60; repeat++) {
      CheckpointFolder checkpoints = new CheckpointFolder(folder, 3);
      checkpoints.write(random(1));
      checkpoints.write(random(2));
      Path newest = checkpoints.write(random(3));
      byte[] bytes = Files.readAllBytes(newest);
      if (repeat % 2 == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      } else {
        int place = repeat % 4 == 1 ? random.nextInt(24) : random.nextInt(bytes.length);
        bytes[place] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(newest, bytes);
      CheckpointFolder later = new CheckpointFolder(folder, 3);
      assertSame(later.newest().orElseThrow(), random(2));
      later.write(random(4));
      assertSame(later.newest().orElseThrow(), random(4));
      later.write(random(5));
      later.write(random(6));
      assertThat(names())
          .containsExactly(
              "epoch-00004.checkpoint", "epoch-00005.checkpoint", "epoch-00006.checkpoint");
      for (String name : names()) {
        Files.delete(folder.resolve(name));
      }
    }
  }

  @Test
  void stepsAndEpochsAreOrderedByWriting() throws IOException {
    CheckpointFolder checkpoints = new CheckpointFolder(folder, 5);
    checkpoints.write(Checkpoint.atStep(900).build());
    Checkpoint middle = Checkpoint.atEpoch(7).put("x", 1L).build();
    checkpoints.write(middle);
    checkpoints.write(Checkpoint.atStep(20).build());
    Files.writeString(folder.resolve(".step-000000030.checkpoint.tmp"), "half");
    assertThat(new CheckpointFolder(folder, 5).newestReadableFirst().map(Object::toString))
        .containsExactly("step 20", "epoch 7", "step 900");
    checkpoints.removeAfter(middle);
    assertThat(names()).containsExactly("epoch-00007.checkpoint", "step-000000900.checkpoint");
  }

  @Test
  void wrongNamesAndKindsAreSaid() {
    Checkpoint checkpoint = Checkpoint.atEpoch(1).put("a", 1.0).put("b", 2).build();
    assertThatThrownBy(() -> checkpoint.ints("a")).hasMessageContaining("no ints 'a'");
    assertThatThrownBy(() -> checkpoint.text("c")).hasMessageContaining("[a, b]");
    assertThatThrownBy(() -> checkpoint.toBuilder().put("a", 2.0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(checkpoint.keeping(name -> name.equals("b")).names()).containsExactly("b");
    assertThat(checkpoint.ints("b")).containsExactly(2);
  }
}
