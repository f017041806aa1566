package org.blastema.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Maven in a process of its own, with a local repository of its own. Its only sources are what this
 * build has packaged, laid out as {@code install} would, and what is in the user's local repository
 * already: nothing is fetched, and nothing is written there.
 */
final class MavenBuild {
  private static final long PATIENCE_SECONDS = 300;
  private static final String VERSION = "0.1.0-SNAPSHOT";
  private static final List<String> MODULES =
      List.of(
          "sim-core/autodiff",
          "sim-core/plugin-api",
          "sim-core/kernel",
          "sim-core/record",
          "sim-core/runner",
          "sim-core/plugin-test");

  private final Path top;
  private final Path local;
  private final Path settings;

  private MavenBuild(Path top, Path local, Path settings) {
    this.top = top;
    this.local = local;
    this.settings = settings;
  }

  /**
   * Prepares builds.
   *
   * @param work an empty folder
   * @param users the local repository that this very build uses
   */
  static MavenBuild in(Path work, Path users) throws IOException {
    Path top = Path.of("").toAbsolutePath().getParent();
    Path artifacts = work.resolve("artifacts");
    put(top.resolve("pom.xml"), artifacts, "blastema", "pom");
    for (String module : MODULES) {
      String name = Path.of(module).getFileName().toString();
      put(top.resolve(module).resolve("pom.xml"), artifacts, name, "pom");
      put(
          top.resolve(module).resolve("target/" + name + "-" + VERSION + ".jar"),
          artifacts,
          name,
          "jar");
    }
    Path settings = work.resolve("settings.xml");
    Files.writeString(
        settings,
        """
        <settings>
          <mirrors>
            <mirror><id>users</id><mirrorOf>central</mirrorOf><url>%s</url></mirror>
          </mirrors>
          <profiles>
            <profile>
              <id>blastema</id>
              <repositories><repository><id>blastema</id><url>%s</url></repository></repositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>blastema</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(users.toUri(), artifacts.toUri()));
    return new MavenBuild(top, work.resolve("local"), settings);
  }

  /** Whether this build has packaged its modules, as {@code verify} does and {@code test} not. */
  static boolean isPossible() {
    Path top = Path.of("").toAbsolutePath().getParent();
    return Files.exists(top.resolve("sim-core/plugin-test/target/plugin-test-" + VERSION + ".jar"));
  }

  private static void put(Path file, Path artifacts, String artifact, String type)
      throws IOException {
    Path target =
        artifacts
            .resolve("org/blastema/" + artifact + "/" + VERSION)
            .resolve(artifact + "-" + VERSION + "." + type);
    Files.createDirectories(target.getParent());
    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Builds and tests the project in a folder. */
  void packageProject(Path project) throws IOException, InterruptedException {
    Path log = project.resolve("build.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            top.resolve("mvnw").toString(),
            "--batch-mode",
            "-q",
            "-s",
            settings.toString(),
            "-Dmaven.repo.local=" + local,
            "-f",
            project.resolve("pom.xml").toString(),
            "package");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process =
        builder
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as(Files.readString(log)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
