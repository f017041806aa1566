package org.blastema.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jcodec.common.model.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebmFilmTest {
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
    for (byte[] frame : frames) {
      // RFC 6386, 9.1: bit 0 of the first byte is 0 in a key frame; then a code, width and height.
      ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(header.get(0) & 1).isZero();
      assertThat(new byte[] {frame[3], frame[4], frame[5]}).containsExactly(0x9D, 0x01, 0x2A);
      assertThat(header.getShort(6) & 0x3FFF).isEqualTo(96);
      assertThat(header.getShort(8) & 0x3FFF).isEqualTo(64);
    }
    assertThat(frames.get(0)).isNotEqualTo(frames.get(1));
  }

  @Test
  void colors_become_luma_and_chroma() {
    Picture planes = WebmFilm.planes(picture(30));
    assertThat(planes.getPlaneData(0)[0] + 128).isEqualTo(235); // white
    assertThat(planes.getPlaneData(1)[0]).isZero();
    // 0x0072B2 by the matrix of BT.601: 16 + 0.504 * 114 + 0.098 * 178, and so on
    int middle = 32 * 96 + 46;
    assertThat(planes.getPlaneData(0)[middle] + 128).isEqualTo(91);
    assertThat(planes.getPlaneData(1)[16 * 48 + 23]).isEqualTo((byte) 45);
    assertThat(planes.getPlaneData(2)[16 * 48 + 23]).isEqualTo((byte) -55);
  }
}
