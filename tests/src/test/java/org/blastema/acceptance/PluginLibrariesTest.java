package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins and the libraries that they bring: in jars, folders of jars and class folders. */
class PluginLibrariesTest {
  @TempDir Path folder;

  /** A library whose only method says which version it is; also of a class the program has. */
  private static Path library(Path jar, String version) throws IOException {
    return new PluginJar()
        .source(
            """
            package com.example.lib;
            public class Version { public static String text() { return "%s"; } }
            """
                .formatted(version))
        .source(
            """
            package org.apache.commons.math3.util;
            public class FastMath { public static String text() { return "math %s"; } }
            """
                .formatted(version))
        .write(jar);
  }

  /** A plugin with a command that says which versions it meets. */
  private static Path plugin(Path jar, String name, Path library) throws IOException {
    return new PluginJar()
        .against(library)
        .announcing("com.example.Speaker")
        .source(
            """
            package com.example;
            import java.util.List;
            import org.blastema.plugin.*;
            public class Speaker extends BlastemaPlugin {
              @Describe("Says which version it meets.")
              record Say() implements Command {
                public int run(List<String> arguments, Streams streams) {
                  streams.out().println(com.example.lib.Version.text() + ", "
                      + org.apache.commons.math3.util.FastMath.text() + ", "
                      + Command.class.getClassLoader().equals(
                          org.blastema.kernel.model.Step.class.getClassLoader()));
                  return 0;
                }
              }
              @Override public String name() { return "%s"; }
              @Override protected void configure() {
                contribute(Command.class, name(), Say.class, (c, context) -> c);
              }
            }
            """
                .formatted(name))
        .write(jar);
  }

  private static void says(String line, Object... words) {
    assertThat(Program.run(words)).isEqualTo(new Program(0, line + System.lineSeparator(), ""));
  }

  @Test
  void two_plugins_carry_different_versions_of_a_library() throws IOException {
    Path one = library(folder.resolve("a/say-one/lib-1.jar"), "one");
    Path two = library(folder.resolve("b/lib-2.jar"), "two");
    Path first = plugin(folder.resolve("a/say-one.jar"), "say-one", one);
    plugin(folder.resolve("b/say-two.jar"), "say-two", two);
    Path second = folder.resolve("b");
    says("one, math one, true", "say-one", "--plugin", first, "--plugin", second);
    says("two, math two, true", "say-two", "--plugin", first, "--plugin", second);
  }

  @Test
  void the_libraries_of_a_folder_may_lie_in_lib() throws IOException {
    Path library = library(folder.resolve("lib/any.jar"), "three");
    plugin(folder.resolve("say.jar"), "say", library);
    says("three, math three, true", "say", "--plugin", folder);
    Files.delete(library);
    Program program = Program.run("say", "--plugin", folder);
    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err())
        .isEqualToNormalizingNewlines(
            "blastema: plugin 'say' failed in the command 'say': the class com.example.lib.Version"
                + " is missing\n");
  }

  @Test
  void a_folder_without_a_plugin_is_refused() {
    assertThat(Program.run("plugins", "--plugin", folder).err())
        .isEqualToNormalizingNewlines(
            "blastema: there is no plugin in the folder %s: neither META-INF/services/org.blastema.plugin.BlastemaPlugin nor a jar with one\n"
                .formatted(folder));
  }

  @Test
  void a_jar_without_a_plugin_is_refused() throws IOException {
    Path jar = library(folder.resolve("lib.jar"), "one");
    Program program = Program.run("plugins", "--plugin", jar);
    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err())
        .isEqualToNormalizingNewlines(
            "blastema: the jar %s is no plugin: it has no META-INF/services/org.blastema.plugin.BlastemaPlugin\n"
                .formatted(jar));
  }
}
