package org.blastema.runner.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginDigestTest {
  /** FIPS 180-4, appendix B.1: the digest of "abc". */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  /** The digest of nothing. */
  private static final String NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private String listing(String... lines) throws IOException {
    Path list = Files.createTempFile(folder.getParent(), "list", "");
    Files.writeString(list, String.join("\n", lines) + "\n", UTF_8);
    return PluginDigest.of(new PluginFiles(list, List.of()));
  }

  @Test
  void of_a_jar_it_is_the_digest_of_the_file() throws IOException {
    assertThat(PluginDigest.of(new PluginFiles(file("a.jar", "abc"), List.of()))).isEqualTo(ABC);
  }

  @Test
  void of_several_files_it_is_the_digest_of_what_sha256sum_prints() throws IOException {
    Path jar = file("z/a.jar", "abc");
    Path library = file("z/a/lib.jar", "");
    assertThat(PluginDigest.of(new PluginFiles(jar, List.of(library))))
        .isEqualTo(listing(ABC + "  a.jar", NOTHING + "  a/lib.jar"));
    file("c/org/B.class", "abc");
    file("c/A.class", "");
    assertThat(PluginDigest.of(new PluginFiles(folder.resolve("c"), List.of())))
        .isEqualTo(listing(NOTHING + "  A.class", ABC + "  org/B.class"));
  }
}
