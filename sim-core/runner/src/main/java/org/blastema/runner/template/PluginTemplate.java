package org.blastema.runner.template;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** A complete Maven project of a plugin, from templates with a few names to fill in. */
public final class PluginTemplate {
  private static final String SOURCES = "src/main/java/@FOLDER@/";

  /** Templates, and where their text goes. */
  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    FILES.put("pom.xml", "pom.xml");
    FILES.put("README.md", "README.md");
    FILES.put("gitignore", ".gitignore");
    FILES.put("example.yaml", "scenarios/example.yaml");
    FILES.put("Plugin.java", SOURCES + "@CLASS@.java");
    FILES.put("Spring.java", SOURCES + "Spring.java");
    FILES.put("Roundness.java", SOURCES + "Roundness.java");
    FILES.put("Drift.java", SOURCES + "Drift.java");
    FILES.put("Drifter.java", SOURCES + "Drifter.java");
    FILES.put("package-info.java", SOURCES + "package-info.java");
    FILES.put("PluginTest.java", "src/test/java/@FOLDER@/@CLASS@Test.java");
    FILES.put("service", "src/main/resources/META-INF/services/org.blastema.plugin.BlastemaPlugin");
  }

  private final Map<String, String> names = new LinkedHashMap<>();

  /**
   * A project.
   *
   * @param name the plugin's name in kebab-case
   * @param javaPackage package of its classes, or empty for {@code com.example.NAME}
   * @param version version of Blastema that it is built against, for example {@code 0.1.0}
   * @throws IllegalArgumentException if a name cannot be used
   */
  public PluginTemplate(String name, Optional<String> javaPackage, String version) {
    if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "'%s' cannot be a plugin's name: use small letters, digits and dashes, as in my-plugin"
              .formatted(name));
    }
    String chosen = javaPackage.orElse("com.example." + name.replace("-", ""));
    if (!SourceVersion.isName(chosen, SourceVersion.latest())) {
      throw new IllegalArgumentException("'" + chosen + "' cannot be the name of a Java package");
    }
    names.put("NAME", name);
    names.put("PACKAGE", chosen);
    names.put("FOLDER", chosen.replace('.', '/'));
    names.put("CLASS", className(name));
    names.put("VERSION", version);
    names.put("RANGE", sameMinor(version));
  }

  /** The range of versions with the same first two numbers, in Maven's way of writing. */
  private static String sameMinor(String version) {
    String[] numbers = version.split("[.-]");
    int minor = Integer.parseInt(numbers[1]);
    return "[%s.%d,%s.%d)".formatted(numbers[0], minor, numbers[0], minor + 1);
  }

  private static String className(String name) {
    String words =
        Arrays.stream(name.split("-"))
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
    return words.endsWith("Plugin") ? words : words + "Plugin";
  }

  /** Writes all files. */
  public void writeTo(Path folder) throws IOException {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path target = folder.resolve(filled(file.getValue()));
      Files.createDirectories(target.getParent());
      Files.writeString(target, filled(template(file.getKey())));
    }
  }

  private String filled(String text) {
    String filled = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      filled = filled.replace("@" + name.getKey() + "@", name.getValue());
    }
    return filled;
  }

  private static String template(String name) throws IOException {
    try (InputStream in =
        PluginTemplate.class.getResourceAsStream("plugin/" + name + ".template")) {
      if (in == null) {
        throw new IllegalStateException("no template " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
