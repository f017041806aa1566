package org.blastema.record.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.blastema.record.file.AtomicFile;

/** Image files. */
final class Png {
  private Png() {}

  static void write(Path file, BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "png", bytes)) {
      throw new IOException("this Java machine writes no PNG");
    }
    AtomicFile.write(file, bytes.toByteArray());
  }
}
