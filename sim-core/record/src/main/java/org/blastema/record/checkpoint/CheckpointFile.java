package org.blastema.record.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.blastema.record.checkpoint.Checkpoint.Entry;
import org.blastema.record.file.AtomicFile;

/**
 * The binary form of a checkpoint: a magic word, an ordinal that grows over the life of a run, the
 * entries, and a CRC-32C of all before it. All numbers big endian, floating-point ones as their
 * bits.
 *
 * @param ordinal position among all checkpoints that the run ever wrote
 * @param checkpoint the state
 */
record CheckpointFile(long ordinal, Checkpoint checkpoint) {
  private static final long MAGIC = 0x424C_4153_434B_5031L; // "BLASCKP1"
  private static final int CHECKSUM_BYTES = Long.BYTES;
  private static final int BLOCK = 1 << 16;

  private static final byte DOUBLES = 'd';
  private static final byte LONGS = 'l';
  private static final byte INTS = 'i';
  private static final byte TEXT = 's';

  void write(Path file) throws IOException {
    AtomicFile.writeDurably(
        file,
        raw -> {
          CheckedOutputStream checked = new CheckedOutputStream(raw, new CRC32C());
          DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked, BLOCK));
          writeContent(out);
          out.flush();
          long checksum = checked.getChecksum().getValue();
          out.writeLong(checksum);
          out.flush();
        });
  }

  private void writeContent(DataOutputStream out) throws IOException {
    out.writeLong(MAGIC);
    out.writeLong(ordinal);
    writeText(out, checkpoint.unit().word());
    out.writeLong(checkpoint.number());
    out.writeInt(checkpoint.entries().size());
    for (Map.Entry<String, Entry> named : checkpoint.entries().entrySet()) {
      writeText(out, named.getKey());
      switch (named.getValue()) {
        case Entry.Doubles doubles -> {
          out.writeByte(DOUBLES);
          double[] values = doubles.values();
          writeBlocks(out, values.length, Double.BYTES, (b, i) -> b.putDouble(values[i]));
        }
        case Entry.Longs longs -> {
          out.writeByte(LONGS);
          long[] values = longs.values();
          writeBlocks(out, values.length, Long.BYTES, (b, i) -> b.putLong(values[i]));
        }
        case Entry.Ints ints -> {
          out.writeByte(INTS);
          int[] values = ints.values();
          writeBlocks(out, values.length, Integer.BYTES, (b, i) -> b.putInt(values[i]));
        }
        case Entry.Text text -> {
          out.writeByte(TEXT);
          writeText(out, text.value());
        }
      }
    }
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void writeBlocks(
      OutputStream out, int count, int width, ObjIntConsumer<ByteBuffer> put) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    block.putInt(count);
    for (int i = 0; i < count; i++) {
      if (block.remaining() < width) {
        out.write(block.array(), 0, block.position());
        block.clear();
      }
      put.accept(block, i);
    }
    out.write(block.array(), 0, block.position());
  }

  /**
   * Reads a checkpoint whole.
   *
   * @throws IOException if the file is damaged in any way
   */
  static CheckpointFile read(Path file) throws IOException {
    long length = verifiedLength(file);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BLOCK))) {
      if (length < 2 * Long.BYTES || in.readLong() != MAGIC) {
        throw new IOException(file + " is no checkpoint of this version");
      }
      long ordinal = in.readLong();
      Checkpoint.Unit unit = Checkpoint.Unit.of(readText(in));
      long number = in.readLong();
      int count = in.readInt();
      Map<String, Entry> entries = new LinkedHashMap<>();
      for (int k = 0; k < count; k++) {
        entries.put(readText(in), readEntry(in));
      }
      return new CheckpointFile(ordinal, Checkpoint.of(unit, number, entries));
    }
  }

  /** The ordinal of a file that may be damaged; -1 if not even that can be read. */
  static long ordinal(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(2 * Long.BYTES);
      return head.length == 2 * Long.BYTES && ByteBuffer.wrap(head).getLong() == MAGIC
          ? ByteBuffer.wrap(head).getLong(Long.BYTES)
          : -1;
    }
  }

  private static long verifiedLength(Path file) throws IOException {
    long content = Files.size(file) - CHECKSUM_BYTES;
    try (CheckedInputStream checked =
        new CheckedInputStream(Files.newInputStream(file), new CRC32C())) {
      byte[] block = new byte[BLOCK];
      long left = content;
      while (left > 0) {
        int count = checked.read(block, 0, (int) Math.min(BLOCK, left));
        if (count < 0) {
          break;
        }
        left -= count;
      }
      long sum = checked.getChecksum().getValue();
      byte[] stored = checked.readNBytes(CHECKSUM_BYTES);
      if (content <= 0
          || stored.length != CHECKSUM_BYTES
          || ByteBuffer.wrap(stored).getLong() != sum) {
        throw new IOException(file + " is damaged: its checksum does not fit");
      }
      return content;
    }
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), UTF_8);
  }

  private static Entry readEntry(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    if (kind == TEXT) {
      return new Entry.Text(readText(in));
    }
    int count = in.readInt();
    return switch (kind) {
      case DOUBLES -> {
        double[] values = new double[count];
        readBlocks(in, count, Double.BYTES, (b, i) -> values[i] = b.getDouble());
        yield new Entry.Doubles(values);
      }
      case LONGS -> {
        long[] values = new long[count];
        readBlocks(in, count, Long.BYTES, (b, i) -> values[i] = b.getLong());
        yield new Entry.Longs(values);
      }
      case INTS -> {
        int[] values = new int[count];
        readBlocks(in, count, Integer.BYTES, (b, i) -> values[i] = b.getInt());
        yield new Entry.Ints(values);
      }
      default -> throw new IOException("entry of unknown kind " + kind);
    };
  }

  private static void readBlocks(
      InputStream in, int count, int width, ObjIntConsumer<ByteBuffer> take) throws IOException {
    int perBlock = BLOCK / width;
    byte[] block = new byte[BLOCK];
    for (int from = 0; from < count; from += perBlock) {
      int taken = Math.min(perBlock, count - from);
      if (in.readNBytes(block, 0, taken * width) != taken * width) {
        throw new IOException("checkpoint ends within an entry");
      }
      ByteBuffer buffer = ByteBuffer.wrap(block);
      for (int i = 0; i < taken; i++) {
        take.accept(buffer, from + i);
      }
    }
  }
}
