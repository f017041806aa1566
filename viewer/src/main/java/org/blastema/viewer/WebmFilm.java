package org.blastema.viewer;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jcodec.codecs.vpx.VP8Encoder;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Picture;

/**
 * Writes pictures as a film: VP8 in WebM, which is a subset of Matroska (RFC 9559, its elements
 * EBML, RFC 8794). Every picture is a key frame, so that a player can go to each of them.
 */
final class WebmFilm {
  /** Quantizer from 0, the best, to 127. */
  private static final int QUALITY = 12;

  /** Pictures in a cluster, whose blocks count milliseconds in 16 bits. */
  private static final int CLUSTER = 100;

  private static final int EBML = 0x1A45DFA3;
  private static final int EBML_VERSION = 0x4286;
  private static final int EBML_READ_VERSION = 0x42F7;
  private static final int EBML_MAX_ID_LENGTH = 0x42F2;
  private static final int EBML_MAX_SIZE_LENGTH = 0x42F3;
  private static final int DOC_TYPE = 0x4282;
  private static final int DOC_TYPE_VERSION = 0x4287;
  private static final int DOC_TYPE_READ_VERSION = 0x4285;
  private static final int SEGMENT = 0x18538067;
  private static final int INFO = 0x1549A966;
  private static final int TIMESTAMP_SCALE = 0x2AD7B1;
  private static final int DURATION = 0x4489;
  private static final int MUXING_APP = 0x4D80;
  private static final int WRITING_APP = 0x5741;
  private static final int TRACKS = 0x1654AE6B;
  private static final int TRACK_ENTRY = 0xAE;
  private static final int TRACK_NUMBER = 0xD7;
  private static final int TRACK_UID = 0x73C5;
  private static final int TRACK_TYPE = 0x83;
  private static final int CODEC_ID = 0x86;
  private static final int VIDEO = 0xE0;
  private static final int PIXEL_WIDTH = 0xB0;
  private static final int PIXEL_HEIGHT = 0xBA;
  private static final int CLUSTER_ELEMENT = 0x1F43B675;
  private static final int TIMESTAMP = 0xE7;
  private static final int SIMPLE_BLOCK = 0xA3;
  private static final int KEY_FRAME = 0x80;

  private WebmFilm() {}

  /**
   * Writes a film.
   *
   * @param film at least one picture, all of the same size
   * @param millis how long each is seen
   */
  static void write(Path file, List<BufferedImage> film, int millis) throws IOException {
    int width = film.getFirst().getWidth();
    int height = film.getFirst().getHeight();
    Element segment = new Element();
    segment.master(
        INFO,
        new Element()
            .number(TIMESTAMP_SCALE, 1_000_000)
            .real(DURATION, (double) film.size() * millis)
            .text(MUXING_APP, "Blastema")
            .text(WRITING_APP, "Blastema"));
    segment.master(
        TRACKS,
        new Element()
            .master(
                TRACK_ENTRY,
                new Element()
                    .number(TRACK_NUMBER, 1)
                    .number(TRACK_UID, 1)
                    .number(TRACK_TYPE, 1)
                    .text(CODEC_ID, "V_VP8")
                    .master(
                        VIDEO,
                        new Element().number(PIXEL_WIDTH, width).number(PIXEL_HEIGHT, height))));
    VP8Encoder encoder = VP8Encoder.createVP8Encoder(QUALITY);
    for (int first = 0; first < film.size(); first += CLUSTER) {
      Element cluster = new Element().number(TIMESTAMP, (long) first * millis);
      for (int k = first; k < Math.min(first + CLUSTER, film.size()); k++) {
        cluster.bytes(SIMPLE_BLOCK, block(encoder, film.get(k), (k - first) * millis));
      }
      segment.master(CLUSTER_ELEMENT, cluster);
    }
    Element whole =
        new Element()
            .master(
                EBML,
                new Element()
                    .number(EBML_VERSION, 1)
                    .number(EBML_READ_VERSION, 1)
                    .number(EBML_MAX_ID_LENGTH, 4)
                    .number(EBML_MAX_SIZE_LENGTH, 8)
                    .text(DOC_TYPE, "webm")
                    .number(DOC_TYPE_VERSION, 2)
                    .number(DOC_TYPE_READ_VERSION, 2))
            .master(SEGMENT, segment);
    Files.write(file, whole.out.toByteArray());
  }

  /** Track 1, the time since the cluster, the flag of a key frame, and the picture. */
  private static byte[] block(VP8Encoder encoder, BufferedImage picture, int sinceCluster) {
    Picture planes = planes(picture);
    ByteBuffer buffer = ByteBuffer.allocate(encoder.estimateBufferSize(planes));
    ByteBuffer frame = encoder.encodeFrame(planes, buffer).getData();
    byte[] block = new byte[4 + frame.remaining()];
    block[0] = (byte) 0x81;
    block[1] = (byte) (sinceCluster >> 8);
    block[2] = (byte) sinceCluster;
    block[3] = (byte) KEY_FRAME;
    frame.get(block, 4, block.length - 4);
    return block;
  }

  /**
   * A picture as luma and, at half the size, chroma: limited range of ITU-R BT.601, each number
   * less 128 as the encoder takes it.
   */
  static Picture planes(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    Picture planes = Picture.create(width, height, ColorSpace.YUV420J);
    byte[] luma = planes.getPlaneData(0);
    byte[] blue = planes.getPlaneData(1);
    byte[] red = planes.getPlaneData(2);
    int halfWidth = planes.getPlaneWidth(1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = picture.getRGB(x, y);
        luma[y * width + x] =
            (byte)
                (Math.round(16 + 0.257 * red(rgb) + 0.504 * green(rgb) + 0.098 * blue(rgb)) - 128);
      }
    }
    for (int y = 0; y < planes.getPlaneHeight(1); y++) {
      for (int x = 0; x < halfWidth; x++) {
        double r = 0;
        double g = 0;
        double b = 0;
        for (int k = 0; k < 4; k++) {
          int rgb =
              picture.getRGB(
                  Math.min(width - 1, 2 * x + (k & 1)), Math.min(height - 1, 2 * y + (k >> 1)));
          r += red(rgb) / 4.0;
          g += green(rgb) / 4.0;
          b += blue(rgb) / 4.0;
        }
        blue[y * halfWidth + x] = (byte) Math.round(-0.148 * r - 0.291 * g + 0.439 * b);
        red[y * halfWidth + x] = (byte) Math.round(0.439 * r - 0.368 * g - 0.071 * b);
      }
    }
    return planes;
  }

  private static int red(int rgb) {
    return (rgb >> 16) & 255;
  }

  private static int green(int rgb) {
    return (rgb >> 8) & 255;
  }

  private static int blue(int rgb) {
    return rgb & 255;
  }

  /** The content of an element: other elements, each an id, a length and its content. */
  private static final class Element {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Element bytes(int id, byte[] content) {
      byte[] word = ByteBuffer.allocate(4).putInt(id).array();
      int first = (4 * 8 - Integer.numberOfLeadingZeros(id) + 7) / 8;
      out.writeBytes(Arrays.copyOfRange(word, 4 - first, 4));
      byte[] length = ByteBuffer.allocate(8).putLong(content.length).array();
      length[0] = 1; // eight bytes
      out.writeBytes(length);
      out.writeBytes(content);
      return this;
    }

    Element master(int id, Element content) {
      return bytes(id, content.out.toByteArray());
    }

    Element number(int id, long value) {
      return bytes(id, ByteBuffer.allocate(8).putLong(value).array());
    }

    Element real(int id, double value) {
      return bytes(id, ByteBuffer.allocate(8).putDouble(value).array());
    }

    Element text(int id, String value) {
      return bytes(id, value.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
