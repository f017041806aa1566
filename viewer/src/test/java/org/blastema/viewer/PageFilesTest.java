package org.blastema.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageFilesTest {
  private static final Pattern DECLARATION =
      Pattern.compile(
          "(?m)^(?:export )?(?:async )?(?:function|class|const|let)\\s+(\\[[^\\]]*\\]|\\w+)");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]*from \"\\./(.+)\";$");

  @Test
  void every_file_of_the_page_is_served() throws IOException, URISyntaxException {
    Path folder = Path.of(PageFiles.class.getResource("page").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(PageFiles.find(file.getFileName().toString())).as("%s", file).isPresent();
      }
    }
  }

  @Test
  void modules_come_after_those_that_they_import() {
    List<String> before = new ArrayList<>();
    for (String module : PageFiles.MODULES) {
      before.add(module);
      Matcher imports = IMPORT.matcher(PageFiles.text(module));
      while (imports.find()) {
        assertThat(before).as(module).contains(imports.group(1));
      }
    }
  }

  @Test
  void no_two_modules_use_a_name_at_their_top_level() {
    Map<String, String> owners = new HashMap<>();
    for (String module : PageFiles.MODULES) {
      Matcher declarations = DECLARATION.matcher(PageFiles.text(module));
      while (declarations.find()) {
        for (String name : declarations.group(1).replaceAll("[\\[\\]\\s]", "").split(",")) {
          assertThat(owners.put(name, module)).as(name + " in " + module).isNull();
        }
      }
    }
    assertThat(owners).hasSizeGreaterThan(100);
  }

  @Test
  void no_text_ever_becomes_markup_or_a_program() {
    for (String module : PageFiles.MODULES) {
      assertThat(PageFiles.text(module))
          .as(module)
          .doesNotContainPattern(
              "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function|DOMParser");
    }
  }

  @Test
  void nothing_is_taken_from_elsewhere() {
    for (String file : List.of("index.html", "style.css")) {
      assertThat(PageFiles.text(file)).doesNotContain("//");
    }
    for (String module : PageFiles.MODULES) {
      assertThat(PageFiles.text(module).replace("http://www.w3.org/", ""))
          .as(module)
          .doesNotContain("http://")
          .doesNotContain("https://");
    }
  }
}
