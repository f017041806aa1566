package org.blastema.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the module's README compile as they stand there and print what it says. */
class ReadmeTest {
  private static final Pattern PROGRAM =
      Pattern.compile(
          "## ([^\n]*)\n(?:(?!\n## ).)*?```java\n(.*?)```\\s*```text\n(.*?)```", Pattern.DOTALL);

  private record Source(String name, String text) {}

  private static final class InMemory extends SimpleJavaFileObject {
    private final String text;

    InMemory(Source source) {
      super(URI.create("string:///" + source.name + ".java"), Kind.SOURCE);
      this.text = source.text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  @TestFactory
  List<DynamicTest> programsPrintWhatIsSaid(@TempDir Path classes) throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    List<DynamicTest> tests = new ArrayList<>();
    Matcher matcher = PROGRAM.matcher(readme);
    while (matcher.find()) {
      Source source = new Source("Program" + tests.size(), matcher.group(2));
      String printed = matcher.group(3);
      tests.add(
          DynamicTest.dynamicTest(
              matcher.group(1), () -> assertThat(run(source, classes)).isEqualTo(printed)));
    }
    assertThat(tests).hasSize(7);
    return tests;
  }

  private static String run(Source source, Path classes) throws Exception {
    URL library = Var.class.getProtectionDomain().getCodeSource().getLocation();
    compile(source, classes, library);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    URL[] path = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, Var.class.getClassLoader());
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      Class<?> program = loader.loadClass(source.name);
      Constructor<?> constructor = program.getDeclaredConstructor();
      Method main = program.getDeclaredMethod("main");
      constructor.setAccessible(true);
      main.setAccessible(true);
      main.invoke(constructor.newInstance());
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private static void compile(Source source, Path classes, URL library) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    List<String> options =
        List.of("-d", classes.toString(), "-classpath", Path.of(library.toURI()).toString());
    boolean compiled =
        compiler.getTask(null, null, problems, options, null, List.of(new InMemory(source))).call();
    assertThat(compiled).as("%s", problems.getDiagnostics()).isTrue();
  }
}
