package org.blastema.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.blastema.plugin.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewOptionsTest {
  @TempDir Path folder;

  @Test
  void a_field_and_its_slice_are_read() {
    ViewOptions options = ViewOptions.of(List.of("a", "--slice", "x=0.25", "--field=oxygen"));
    assertThat(options.field()).hasValue(new FieldWish("oxygen", new FieldWish.Cut(0, 0.25)));
    assertThat(ViewOptions.of(List.of("a")).field()).isEmpty();
    assertThat(ViewOptions.of(List.of("a", "--field", "b")).field().orElseThrow().cut())
        .isEqualTo(FieldWish.Cut.MIDDLE);
    for (String wrong : List.of("x", "w=0.5", "z=2", "z=-1", "z=a", "z=NaN")) {
      assertThatThrownBy(() -> ViewOptions.of(List.of("a", "--slice", wrong)))
          .hasMessageContaining("such as z=0.5, not '" + wrong + "'");
    }
  }

  @Test
  void words_are_read_in_any_order() {
    ViewOptions options =
        ViewOptions.of(List.of("a", "--port", "8080", "--no-browser", "b", "--render=out.png"));
    assertThat(options.runs()).containsExactly(Path.of("a"), Path.of("b"));
    assertThat(options.port()).isEqualTo(8080);
    assertThat(options.browse()).isFalse();
    assertThat(options.render()).hasValue(Path.of("out.png"));
    assertThat(options.address().isLoopbackAddress()).isTrue();
  }

  @Test
  void wrong_words_are_told() {
    assertThatThrownBy(() -> ViewOptions.of(List.of())).hasMessageContaining("run folder");
    assertThatThrownBy(() -> ViewOptions.of(List.of("a", "--prt", "1")))
        .hasMessageContaining("no option '--prt'");
    assertThatThrownBy(() -> ViewOptions.of(List.of("a", "--port", "99999")))
        .hasMessageContaining("0 to 65535");
    assertThatThrownBy(() -> ViewOptions.of(List.of("a", "--port")))
        .hasMessageContaining("needs a value");
  }

  private int run(ByteArrayOutputStream out, ByteArrayOutputStream err, String... words)
      throws Exception {
    return new View()
        .run(
            List.of(words),
            new Command.Streams(
                InputStream.nullInputStream(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8)));
  }

  @Test
  void the_command_draws_and_says_what_is_wrong() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Path run = SampleRuns.plain(folder.resolve("run"), 2, 2, 9);
    Path picture = folder.resolve("out.png");
    assertThat(run(out, err, run.toString(), "--render", picture.toString())).isZero();
    assertThat(Files.size(picture)).isPositive();
    assertThat(run(out, err, folder.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("cannot be shown").contains("is not a run folder");
    assertThat(run(out, err, "help")).isZero();
    assertThat(out.toString(UTF_8)).contains("--render FILE");
  }
}
