package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.blastema.plugin.BlastemaVersion;
import org.blastema.record.RunReader;
import org.blastema.record.RunStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars of plugins that each fail in a way of their own, and what the program says to that. */
class HostilePluginsTest {
  private static final Path SIMULATION = Program.resource("acceptance/simulation.yaml");

  @TempDir Path folder;

  /** A plugin whose method configure has a body. */
  private static PluginJar plugin(String name, String configure) {
    return plugin(name, "", configure);
  }

  private static PluginJar plugin(String name, String members, String configure) {
    return new PluginJar()
        .announcing("com.example.Sample")
        .source(
            """
            package com.example;
            import org.blastema.autodiff.*;
            import org.blastema.kernel.mechanics.Potential;
            import org.blastema.kernel.model.*;
            import org.blastema.plugin.*;
            import java.util.List;
            public class Sample extends BlastemaPlugin {
              @Override public String name() { return "%s"; }
              @Override public String version() { return "1.0"; }
              %s
              @Override protected void configure() { %s }
            }
            """
                .formatted(name, members, configure));
  }

  private static final String SPRING =
      """
      record Nothing() {}
      record Energy(Formula energy) implements Potential {
        public List<Parameter> parameters() { return List.of(); }
        public double range(double contact) { return 2 * contact; }
      }
      static Formula trace(java.util.function.Function<Expr, Expr> body) {
        return Formula.trace("sample", List.of(Port.scalar("r"), Port.scalar("sigma")),
            in -> new Expr[] {body.apply(in.scalar("r"))});
      }
      """;

  private static final String CONTRIBUTE_SPRING =
      """
      contribute(Potential.class, "spring", Nothing.class,
          (c, context) -> new Energy(trace(r -> r.square())));
      """;

  private static final String CONTRIBUTE_NOT_A_NUMBER =
      """
      contribute(Potential.class, "spring", Nothing.class,
          (c, context) -> new Energy(trace(r -> r.negate().sqrt())));
      """;

  /** The plugin is passed over, and what does not need it goes on. */
  private void passedOver(Path jar, String name, String cause) {
    String failure = "plugin '%s' (%s) does not work: %s".formatted(name, jar, cause);
    assertThat(Program.run("validate", SIMULATION, "--plugin", jar))
        .isEqualTo(
            new Program(
                0,
                SIMULATION + ": ok" + System.lineSeparator(),
                "blastema: warning: "
                    + failure
                    + "; going on without it"
                    + System.lineSeparator()));
    Program list = Program.run("plugins", "list", "--plugin", jar);
    assertThat(list.exitCode()).isZero();
    assertThat(list.err()).isEmpty();
    assertThat(list.out().lines()).contains(failure).anyMatch(line -> line.startsWith("  morse "));
    Program needed =
        Program.run(
            "validate",
            SIMULATION,
            "--plugin",
            jar,
            "--set",
            "steps.mechanics.potential.kind=spring");
    assertThat(needed.exitCode()).isEqualTo(2);
    assertThat(needed.err().lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("unknown potential 'spring' in steps.mechanics.potential; but " + failure);
    assertThat(Program.run("doctor", "--plugin", jar).exitCode()).isEqualTo(2);
  }

  @Test
  void a_plugin_for_another_version() throws IOException {
    PluginJar made = plugin("late", SPRING, CONTRIBUTE_SPRING);
    Path jar = made.manifest("Requires-Blastema", "[7.5,8)").write(folder.resolve("late-1.jar"));
    passedOver(
        jar, "late-1.jar", "it needs Blastema [7.5,8), and this is " + BlastemaVersion.current());
    made.manifest("Requires-Blastema", "7.5").write(jar);
    passedOver(
        jar,
        "late-1.jar",
        "Requires-Blastema in its manifest: '7.5' is no range of versions such as [0.1,0.2)");
    made.manifest("Requires-Blastema", "[0.1,)").write(jar);
    assertThat(Program.run("validate", SIMULATION, "--plugin", jar).err()).isEmpty();
  }

  @Test
  void a_class_that_the_service_file_names_is_missing() throws IOException {
    Path jar = new PluginJar().announcing("com.example.Gone").write(folder.resolve("gone.jar"));
    passedOver(jar, "gone.jar", "Provider com.example.Gone not found");
    jar = new PluginJar().announcing("not a name").write(folder.resolve("bad-service.jar"));
    assertThat(Program.run("validate", SIMULATION, "--plugin", jar).err())
        .startsWith("blastema: warning: plugin 'bad-service.jar' (" + jar + ") does not work: ")
        .contains("META-INF/services")
        .endsWith("Illegal configuration-file syntax; going on without it\n");
  }

  @Test
  void a_class_of_a_library_is_missing() throws IOException {
    Path library =
        new PluginJar()
            .source("package com.example.lib; public class Tool { public static void use() {} }")
            .write(folder.resolve("library.jar"));
    Path jar =
        plugin("needy", "com.example.lib.Tool.use();")
            .against(library)
            .write(folder.resolve("needy.jar"));
    passedOver(jar, "needy", "the class com.example.lib.Tool is missing");
    // beside the jar, in the folder of its name, the library is found
    Files.createDirectory(folder.resolve("needy"));
    Files.copy(library, folder.resolve("needy/library.jar"));
    Program validate = Program.run("validate", SIMULATION, "--plugin", jar);
    assertThat(validate.err()).isEmpty();
    assertThat(validate.exitCode()).isZero();
  }

  @Test
  void a_class_is_missing_when_a_keyword_is_used() throws IOException {
    Path library =
        new PluginJar()
            .source("package com.example.lib; public class Tool { public static void use() {} }")
            .write(folder.resolve("library.jar"));
    String factory =
        """
        contribute(Potential.class, "spring", Nothing.class,
            (c, context) -> { com.example.lib.Tool.use(); return null; });
        """;
    Path jar = plugin("lazy", SPRING, factory).against(library).write(folder.resolve("lazy.jar"));
    assertThat(Program.run("validate", SIMULATION, "--plugin", jar).err()).isEmpty();
    Program needed =
        Program.run(
            "validate", SIMULATION, "--plugin", jar, "--set", "steps.mechanics.potential=spring");
    assertThat(needed.err())
        .isEqualToNormalizingNewlines(
            "blastema: plugin 'lazy' failed to make 'spring' (steps.mechanics.potential): the class"
                + " com.example.lib.Tool is missing\n");
    assertThat(needed.exitCode()).isEqualTo(2);
  }

  @Test
  void a_class_is_missing_in_the_midst_of_a_run() throws IOException {
    Path library =
        new PluginJar()
            .source("package com.example.lib; public class Tool { public static void use() {} }")
            .write(folder.resolve("library.jar"));
    String step =
        """
        record Nothing() {}
        record Late() implements Step {
          public StepKind kind() { return StepKind.DYNAMIC; }
          public List<org.blastema.kernel.state.FieldSpec> reads() { return List.of(); }
          public List<org.blastema.kernel.state.FieldSpec> writes() { return List.of(); }
          public List<Parameter> parameters() { return List.of(); }
          public void apply(StepContext context) { com.example.lib.Tool.use(); }
        }
        """;
    Path jar =
        plugin(
                "late",
                step,
                "contribute(Step.class, \"late\", Nothing.class, (c, x) -> new Late());")
            .against(library)
            .write(folder.resolve("late.jar"));
    Path scenario =
        Files.writeString(
            folder.resolve("late.yaml"),
            Files.readString(SIMULATION).replace("steps:\n", "steps:\n  late: {}\n"));
    Path run = folder.resolve("run");
    Program program = Program.run("run", scenario, "-o", run, "--plugin", jar);
    assertThat(program.exitCode()).as(program.err()).isEqualTo(3);
    assertThat(RunReader.open(run).info().failure())
        .isEqualTo(
            "step 1, late: plugin 'late' failed in the step 'late' (steps.late, "
                + scenario
                + ":8:9): the class com.example.lib.Tool is missing");
  }

  @Test
  void an_exception_while_loading() throws IOException {
    passedOver(
        plugin("unlucky", "throw new IllegalStateException(\"no license found\");")
            .write(folder.resolve("unlucky.jar")),
        "unlucky",
        "IllegalStateException: no license found");
    passedOver(
        plugin("unborn", "{ if (true) throw new UnsupportedOperationException(\"no\"); }", "")
            .write(folder.resolve("unborn.jar")),
        "com.example.Sample",
        "UnsupportedOperationException: no");
    passedOver(
        plugin("static", "static int x = Integer.parseInt(\"one\");", "")
            .write(folder.resolve("static.jar")),
        "com.example.Sample",
        "NumberFormatException: For input string: \"one\"");
    passedOver(
        plugin("nameless", "").with("\"nameless\"", "null").write(folder.resolve("nameless.jar")),
        "com.example.Sample",
        "IllegalArgumentException: its name 'null' is not kebab-case");
    passedOver(
        plugin("young", "").with("\"1.0\"", "null").write(folder.resolve("young.jar")),
        "young",
        "NullPointerException: it has no version");
    passedOver(
        plugin("table", "record Table(double[] rows) {}", CONTRIBUTE_TABLE)
            .write(folder.resolve("table.jar")),
        "table",
        "IllegalArgumentException: com.example.Sample$Table.rows has a type that configuration"
            + " cannot hold: [D");
  }

  private static final String CONTRIBUTE_TABLE =
      "contribute(Potential.class, \"spring\", Table.class, (c, context) -> null);";

  @Test
  void a_keyword_that_another_plugin_has() throws IOException {
    Path one = plugin("one", SPRING, CONTRIBUTE_SPRING).write(folder.resolve("one.jar"));
    Path two = plugin("two", SPRING, CONTRIBUTE_SPRING).write(folder.resolve("two.jar"));
    Program program = Program.run("validate", SIMULATION, "--plugin", one, "--plugin", two);
    assertThat(program)
        .isEqualTo(
            new Program(
                2,
                "",
                "blastema: plugins 'one' (%s) and 'two' (%s) both contribute the potential 'spring';"
                        .formatted(one, two)
                    + " leave one of them out"
                    + System.lineSeparator()));
    Path three =
        plugin("three", SPRING, CONTRIBUTE_SPRING.replace("spring", "morse"))
            .write(folder.resolve("three.jar"));
    assertThat(Program.run("validate", SIMULATION, "--plugin", three).err())
        .startsWith("blastema: plugins 'kernel' (")
        .endsWith(
            ") and 'three' (%s) both contribute the potential 'morse'; leave one of them out%n"
                .formatted(three));
    Path again = plugin("one", "").write(folder.resolve("again.jar"));
    assertThat(Program.run("validate", SIMULATION, "--plugin", one, "--plugin", again).err())
        .isEqualToNormalizingNewlines(
            "blastema: two plugins are called 'one': %s and %s; leave one of them out\n"
                .formatted(one, again));
  }

  @Test
  void a_potential_that_is_not_a_number() throws IOException {
    Path jar = plugin("sour", SPRING, CONTRIBUTE_NOT_A_NUMBER).write(folder.resolve("sour.jar"));
    Path run = folder.resolve("run");
    Program program =
        Program.run(
            "run",
            SIMULATION,
            "-o",
            run,
            "--plugin",
            jar,
            "--set",
            "steps.mechanics.potential=spring");
    assertThat(program.exitCode()).isEqualTo(3);
    String message = "step 1, mechanics: field 'position' of cell 0 became NaN";
    assertThat(program.err()).contains("blastema: " + message + System.lineSeparator());
    RunReader reader = RunReader.open(run);
    assertThat(reader.info().status()).isEqualTo(RunStatus.FAILED);
    assertThat(reader.info().failure()).isEqualTo(message);
    assertThat(reader.cells().orElseThrow().frames()).isEqualTo(1);
  }
}
