package org.blastema.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.blastema.plugin.BlastemaPlugin;

/** Compiles sources and packs them into a jar, as the author of a plugin does. */
final class PluginJar {
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("(?:class|record|interface) (\\w+)");

  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Path> libraries = new ArrayList<>();
  private final List<String> services = new ArrayList<>();

  /** Adds a source file; its first type names it. */
  PluginJar source(String text) {
    sources.put(first(PACKAGE, text) + "." + first(TYPE, text), text);
    return this;
  }

  /** Replaces a text in all sources. */
  PluginJar with(String text, String replacement) {
    sources.replaceAll((name, source) -> source.replace(text, replacement));
    return this;
  }

  /** Names a class in the service file of plugins. */
  PluginJar announcing(String className) {
    services.add(className);
    return this;
  }

  /** Adds an entry of the manifest. */
  PluginJar manifest(String name, String value) {
    attributes.put(name, value);
    return this;
  }

  /** Compiles against a library. */
  PluginJar against(Path library) {
    libraries.add(library);
    return this;
  }

  /** Writes the jar. */
  Path write(Path jar) throws IOException {
    Path parent = Files.createDirectories(jar.toAbsolutePath().getParent());
    Path classes = Files.createTempDirectory(parent, "classes");
    compile(classes);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach(manifest.getMainAttributes()::putValue);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        put(entries, classes.relativize(file).toString(), Files.readAllBytes(file));
      }
      if (!services.isEmpty()) {
        String service = "META-INF/services/" + BlastemaPlugin.class.getName();
        put(entries, service, (String.join("\n", services) + "\n").getBytes(UTF_8));
      }
    }
    return jar;
  }

  private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
    JarEntry entry = new JarEntry(name.replace('\\', '/'));
    entry.setTime(0);
    jar.putNextEntry(entry);
    jar.write(content);
    jar.closeEntry();
  }

  private void compile(Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> classPath = new ArrayList<>();
    libraries.forEach(library -> classPath.add(library.toString()));
    classPath.add(System.getProperty("java.class.path"));
    List<String> options =
        List.of(
            "-proc:none",
            "-d",
            classes.toString(),
            "-cp",
            String.join(System.getProperty("path.separator"), classPath));
    List<JavaFileObject> files = new ArrayList<>();
    sources.forEach((name, text) -> files.add(new Source(name, text)));
    StringWriter said = new StringWriter();
    if (!sources.isEmpty() && !compiler.getTask(said, null, null, options, null, files).call()) {
      throw new IllegalArgumentException(said.toString());
    }
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
