package org.blastema.record.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ZarrArrayTest {
  private static final int CHUNK = 16;

  @TempDir Path folder;

  private final ChunkCache cache = new ChunkCache(1 << 20);

  private ZarrArray reopened(Path array) throws IOException {
    return ZarrArray.open(array, cache);
  }

  @Test
  void randomAppendsFlushesAndCutsReadBack() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    for (int repeat = 0; repeat < 20; repeat++) {
      Path array = folder.resolve("a" + repeat);
      ZarrAppender appender =
          ZarrAppender.create(array, ElementType.FLOAT64, CHUNK, Map.of("unit", "um"));
      double[] expected = {};
      for (int action = 0; action < 60; action++) {
        switch (random.nextInt(4)) {
          case 0, 1 -> {
            double[] more = random.doubles(random.nextInt(40)).toArray();
            appender.append(more);
            expected = Arrays.copyOf(expected, expected.length + more.length);
            System.arraycopy(more, 0, expected, expected.length - more.length, more.length);
          }
          case 2 -> {
            int kept = random.nextInt(expected.length + 1);
            appender.cutTo(kept);
            expected = Arrays.copyOf(expected, kept);
            assertThat(reopened(array).length()).isEqualTo(kept);
          }
          default -> {
            appender.writeChunks();
            appender.publish();
            ZarrArray seen = reopened(array);
            assertThat(seen.doubles(0, Math.toIntExact(seen.length()))).isEqualTo(expected);
            if (random.nextBoolean()) {
              appender = ZarrAppender.open(array, expected.length);
            }
          }
        }
        assertThat(appender.length()).isEqualTo(expected.length);
      }
    }
  }

  @Test
  void metadataIsThatOfTheZarrSpecification() throws IOException, DataFormatException {
    Path array = folder.resolve("a");
    ZarrAppender appender = ZarrAppender.create(array, ElementType.INT32, CHUNK, Map.of("k", 1));
    int[] values = new int[20];
    Arrays.setAll(values, i -> i * i - 5);
    appender.append(values);
    appender.writeChunks();
    appender.publish();

    JsonNode node = JsonMapper.shared().readTree(array.resolve(".zarray").toFile());
    assertThat(node.propertyNames())
        .containsExactlyInAnyOrder(
            "zarr_format",
            "shape",
            "chunks",
            "dtype",
            "compressor",
            "fill_value",
            "order",
            "filters");
    assertThat(node.get("zarr_format").asInt()).isEqualTo(2);
    assertThat(node.get("shape").toString()).isEqualTo("[20]");
    assertThat(node.get("chunks").toString()).isEqualTo("[16]");
    assertThat(node.get("dtype").asString()).isEqualTo("<i4");
    assertThat(node.get("compressor").get("id").asString()).isEqualTo("zlib");
    assertThat(node.get("fill_value").asInt()).isEqualTo(Integer.MIN_VALUE);
    assertThat(node.get("order").asString()).isEqualTo("C");
    assertThat(node.get("filters").isNull()).isTrue();
    assertThat(ZarrGroup.attributes(array).get("k").asInt()).isEqualTo(1);

    // Chunks decoded without any code of the package.
    int[] decoded = new int[2 * CHUNK];
    for (int chunk = 0; chunk < 2; chunk++) {
      Inflater inflater = new Inflater();
      inflater.setInput(Files.readAllBytes(array.resolve(Integer.toString(chunk))));
      byte[] bytes = new byte[4 * CHUNK + 1];
      assertThat(inflater.inflate(bytes)).isEqualTo(4 * CHUNK);
      ByteBuffer.wrap(bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asIntBuffer()
          .get(decoded, chunk * CHUNK, CHUNK);
      inflater.end();
    }
    assertThat(Arrays.copyOf(decoded, 20)).isEqualTo(values);
    assertThat(Files.exists(array.resolve("2"))).isFalse();
  }

  @Test
  void fillValuesOfAllTypesAreWhatTheSpecificationAllows() throws IOException {
    for (ElementType type : ElementType.values()) {
      Path array = folder.resolve(type.name());
      ZarrAppender.create(array, type, CHUNK, Map.of());
      JsonNode fill =
          JsonMapper.shared().readTree(array.resolve(".zarray").toFile()).get("fill_value");
      if (type == ElementType.FLOAT64) {
        assertThat(fill.asString()).isEqualTo("NaN");
      } else {
        assertThat(fill.isIntegralNumber()).isTrue();
      }
    }
  }

  @Test
  void allBitPatternsSurvive() throws IOException {
    double[] values = {
      0.0,
      -0.0,
      Double.NaN,
      Double.longBitsToDouble(0x7FF8_0000_0000_1234L),
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      Double.NEGATIVE_INFINITY
    };
    Path array = folder.resolve("a");
    ZarrAppender appender = ZarrAppender.create(array, ElementType.FLOAT64, CHUNK, Map.of());
    appender.append(values);
    appender.writeChunks();
    appender.publish();
    double[] back = reopened(array).doubles(0, values.length);
    assertThat(Arrays.stream(back).mapToLong(Double::doubleToRawLongBits))
        .containsExactlyElementsOf(
            Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).boxed().toList());
  }

  @Test
  void damageIsNoticedAndDoesNotSpread() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    for (int repeat = 0; repeat < 60; repeat++) {
      Path array = folder.resolve("a" + repeat);
      ZarrAppender appender = ZarrAppender.create(array, ElementType.INT64, CHUNK, Map.of());
      for (int i = 0; i < 3 * CHUNK; i++) {
        appender.append(random.nextLong());
      }
      appender.publish();
      long[] before = reopened(array).longs(0, 3 * CHUNK);
      Path damaged = array.resolve("1");
      byte[] bytes = Files.readAllBytes(damaged);
      switch (repeat % 3) {
        case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        case 1 -> bytes[2 + random.nextInt(bytes.length - 2)] ^= (byte) (1 << random.nextInt(8));
        default -> bytes = new byte[0];
      }
      Files.write(damaged, bytes);
      ZarrArray after = ZarrArray.open(array, new ChunkCache(1 << 20));
      if (repeat % 3 == 1) {
        // Some bits of a deflate stream mean nothing; then the numbers are still right.
        assertThat(numbersUnlessDamaged(after))
            .isIn(Optional.empty(), Optional.of(LongBuffer.wrap(before)));
      } else {
        assertThatThrownBy(() -> after.longs(0, 3 * CHUNK))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("damaged");
      }
      assertThat(after.longs(0, CHUNK)).isEqualTo(Arrays.copyOf(before, CHUNK));
      assertThat(after.longs(2 * CHUNK, CHUNK))
          .isEqualTo(Arrays.copyOfRange(before, 2 * CHUNK, 3 * CHUNK));
      Files.delete(damaged);
      assertThatThrownBy(() -> after.longs(CHUNK, 1)).isInstanceOf(IOException.class);
    }
  }

  private static Optional<LongBuffer> numbersUnlessDamaged(ZarrArray array) {
    try {
      return Optional.of(LongBuffer.wrap(array.longs(0, 3 * CHUNK)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Test
  void elementsAreInvisibleUntilTheirChunkIsWritten() throws IOException {
    Path array = folder.resolve("a");
    ZarrAppender appender = ZarrAppender.create(array, ElementType.INT32, CHUNK, Map.of());
    appender.append(new int[CHUNK + 3]);
    assertThat(reopened(array).length()).isZero();
    assertThatThrownBy(appender::publish).isInstanceOf(IllegalStateException.class);
    appender.writeChunks();
    assertThat(reopened(array).length()).isZero();
    appender.publish();
    assertThat(reopened(array).length()).isEqualTo(CHUNK + 3);
  }

  @Test
  void misuseIsRefused() throws IOException {
    Path array = folder.resolve("a");
    ZarrAppender appender = ZarrAppender.create(array, ElementType.INT32, CHUNK, Map.of());
    assertThatThrownBy(() -> appender.append(new double[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> appender.cutTo(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reopened(array).ints(0, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> reopened(array).longs(0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    for (String metadata : List.of("", "{", "{\"compressor\":null}")) {
      Files.writeString(array.resolve(".zarray"), metadata);
      assertThatThrownBy(() -> reopened(array)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aSmallCacheGivesTheSameNumbers() throws IOException {
    Path array = folder.resolve("a");
    ZarrAppender appender = ZarrAppender.create(array, ElementType.INT32, CHUNK, Map.of());
    int[] values = new SplittableRandom(1).ints(100).toArray();
    appender.append(values);
    appender.writeChunks();
    appender.publish();
    for (long capacity : new long[] {0, CHUNK * 4, 1 << 20}) {
      ZarrArray reader = ZarrArray.open(array, new ChunkCache(capacity));
      for (int from = 0; from < 90; from += 7) {
        assertThat(reader.ints(from, 10)).isEqualTo(Arrays.copyOfRange(values, from, from + 10));
      }
    }
  }
}
