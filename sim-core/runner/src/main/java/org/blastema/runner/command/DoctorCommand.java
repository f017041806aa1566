package org.blastema.runner.command;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.blastema.runner.plugins.PluginFailure;
import org.blastema.runner.plugins.PluginLoader;
import org.blastema.runner.tree.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "doctor",
    description = "Look whether this machine has all that is needed.",
    mixinStandardHelpOptions = true)
final class DoctorCommand extends SessionCommand {
  private static final Runtime.Version NEEDED = Runtime.Version.parse("25");
  private static final Runtime.Version SOUND = Runtime.Version.parse("25.0.3");
  private static final long MEGABYTE = 1 << 20;
  private static final long LITTLE_MEMORY = 1024 * MEGABYTE;

  @Mixin private PluginOptions plugins;
  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    List<Diagnosis> found = new ArrayList<>();
    found.add(java(Runtime.version()));
    found.add(cores(Runtime.getRuntime().availableProcessors()));
    found.add(memory(Runtime.getRuntime().maxMemory()));
    found.addAll(plugins());
    found.add(writing(Path.of("").toAbsolutePath()));
    found.add(pictures());
    if (json.isSet()) {
      session()
          .out()
          .print(
              JsonText.of(Map.of("checks", found.stream().map(DoctorCommand::describe).toList())));
    } else {
      found.forEach(d -> print("%-8s %-10s %s".formatted(word(d), d.subject(), d.detail())));
    }
    boolean sound = found.stream().noneMatch(d -> d.verdict() == Diagnosis.Verdict.PROBLEM);
    return sound ? ExitCode.DONE : ExitCode.BAD_INPUT;
  }

  static Diagnosis java(Runtime.Version version) {
    String detail = version + " (" + System.getProperty("java.vm.vendor") + ")";
    if (version.feature() < NEEDED.feature()) {
      return Diagnosis.problem("java", detail + " is too old; use " + SOUND + " or newer");
    }
    if (version.compareToIgnoreOptional(SOUND) < 0) {
      return Diagnosis.warning(
          "java",
          detail + " has a garbage collector that can damage data; use " + SOUND + " or newer");
    }
    return Diagnosis.ok("java", detail);
  }

  static Diagnosis cores(int count) {
    return count > 1
        ? Diagnosis.ok("cores", count + " cores")
        : Diagnosis.warning("cores", "a single core: rollouts run one after the other");
  }

  static Diagnosis memory(long bytes) {
    String detail = bytes / MEGABYTE + " MB for the program";
    return bytes >= LITTLE_MEMORY
        ? Diagnosis.ok("memory", detail)
        : Diagnosis.warning("memory", detail + "; large tissues need more (java option -Xmx4g)");
  }

  private List<Diagnosis> plugins() {
    List<Diagnosis> found = new ArrayList<>();
    try {
      PluginLoader loader = plugins.look(session());
      loader
          .plugins()
          .forEach(p ->
              found.add(
                  Diagnosis.ok("plugin", p.name() + " " + p.version() + " (" + p.source() + ")")));
      loader.failures().forEach(failure -> found.add(Diagnosis.problem("plugin", failure)));
      int count = loader.keywords().all().size();
      found.add(
          count > 0
              ? Diagnosis.ok("keywords", count + " keywords")
              : Diagnosis.problem("keywords", "no plugin contributes a keyword"));
    } catch (PluginFailure e) {
      found.add(Diagnosis.problem("plugin", e.getMessage()));
    }
    return found;
  }

  static Diagnosis writing(Path folder) {
    try {
      Path runs = folder.resolve("runs");
      Path probe = Files.createTempFile(Files.isDirectory(runs) ? runs : folder, ".doctor", "");
      Files.delete(probe);
      return Diagnosis.ok("writing", "run folders can be written under " + runs);
    } catch (IOException e) {
      return Diagnosis.problem(
          "writing",
          "run folders cannot be written under " + folder + "; change the folder or use -o");
    }
  }

  /** Fonts are what a machine without a display may lack. */
  private static Diagnosis pictures() {
    try {
      BufferedImage image = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
      Graphics2D pen = image.createGraphics();
      pen.setColor(Color.WHITE);
      pen.drawString("cells", 4, 20);
      pen.dispose();
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      boolean written = ImageIO.write(image, "png", png);
      return written && png.size() > 0
          ? Diagnosis.ok("pictures", "PNG pictures can be drawn without a display")
          : Diagnosis.problem("pictures", "this Java cannot write PNG pictures");
    } catch (IOException | RuntimeException | LinkageError | InternalError e) {
      return Diagnosis.problem(
          "pictures",
          "cannot be drawn (" + e + "); install fontconfig and a font, for example DejaVu");
    }
  }

  private static String word(Diagnosis diagnosis) {
    return diagnosis.verdict().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> describe(Diagnosis diagnosis) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("subject", diagnosis.subject());
    map.put("verdict", word(diagnosis));
    map.put("detail", diagnosis.detail());
    return map;
  }
}
