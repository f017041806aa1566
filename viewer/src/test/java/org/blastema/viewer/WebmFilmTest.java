package org.blastema.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jcodec.codecs.vpx.VP8Decoder;
import org.jcodec.common.model.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebmFilmTest {
  /** Of the encoder's quantizer, on a scale of 256. */
  private static final double MOST_OFF = 6;

  private static final int BLOCK = 0xA3;

  @TempDir Path folder;

  private static BufferedImage picture(int place) {
    BufferedImage picture = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 96, 64);
    graphics.setColor(new Color(0x0072B2));
    graphics.fillOval(place, 16, 32, 32);
    graphics.dispose();
    return picture;
  }

  /** The pictures of the blocks, read by the structure of the file alone. */
  private static List<byte[]> frames(byte[] file) {
    List<byte[]> frames = new ArrayList<>();
    collect(ByteBuffer.wrap(file), frames);
    return frames;
  }

  private static void collect(ByteBuffer in, List<byte[]> frames) {
    while (in.hasRemaining()) {
      int first = in.get() & 255;
      int id = first;
      for (int k = Integer.numberOfLeadingZeros(first) - 24; k > 0; k--) {
        id = (id << 8) | (in.get() & 255);
      }
      long length = in.getLong() & ((1L << 56) - 1);
      ByteBuffer content = in.slice(in.position(), (int) length);
      in.position(in.position() + (int) length);
      if (id == 0x18538067 || id == 0x1F43B675) {
        collect(content, frames);
      } else if (id == BLOCK) {
        byte[] frame = new byte[content.remaining() - 4];
        content.position(4);
        content.get(frame);
        frames.add(frame);
      }
    }
  }

  @Test
  void every_picture_is_in_the_film() throws IOException {
    Path file = folder.resolve("film.webm");
    List<BufferedImage> film = List.of(picture(0), picture(30), picture(60));
    WebmFilm.write(file, film, 80);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes).startsWith(0x1A, 0x45, 0xDF, 0xA3);
    List<byte[]> frames = frames(bytes);
    assertThat(frames).hasSize(3);
    for (int k = 0; k < 3; k++) {
      ByteBuffer frame = ByteBuffer.wrap(frames.get(k));
      Picture expected = WebmFilm.planes(film.get(k));
      Picture decoded =
          new VP8Decoder()
              .decodeFrame(frame, Picture.create(96, 64, expected.getColor()).getData());
      for (int plane = 0; plane < 3; plane++) {
        assertThat(meanDifference(expected.getPlaneData(plane), decoded.getPlaneData(plane)))
            .as("picture %d, plane %d", k, plane)
            .isLessThan(MOST_OFF);
      }
    }
  }

  private static double meanDifference(byte[] expected, byte[] found) {
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      sum += Math.abs(expected[i] - found[i]);
    }
    return sum / expected.length;
  }
}
