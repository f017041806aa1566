package org.blastema.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.javascript.jscomp.CheckLevel;
import com.google.javascript.jscomp.CommandLineRunner;
import com.google.javascript.jscomp.Compiler;
import com.google.javascript.jscomp.CompilerOptions;
import com.google.javascript.jscomp.DiagnosticGroups;
import com.google.javascript.jscomp.JSError;
import com.google.javascript.jscomp.SourceFile;
import com.google.javascript.jscomp.deps.ModuleLoader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The types that comments of the page tell are checked, by the Closure compiler, without Node. */
class PageTypesTest {
  private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]*;$");
  private static final Pattern EXPORT = Pattern.compile("(?m)^export ");

  /** The compiler takes EventTarget for an interface; browsers have long had it as a class. */
  private static final String EXTENDS_EVENT_TARGET = "JSC_CONFLICTING_EXTENDED_TYPE";

  private static List<JSError> complaints(List<SourceFile> files, boolean types)
      throws IOException {
    CompilerOptions options = new CompilerOptions();
    options.setChecksOnly(true);
    options.setLanguageIn(CompilerOptions.LanguageMode.ECMASCRIPT_NEXT);
    options.setEmitUseStrict(false);
    options.setModuleResolutionMode(ModuleLoader.ResolutionMode.NODE);
    options.setCheckSymbols(true);
    options.setWarningLevel(DiagnosticGroups.UNDEFINED_VARIABLES, CheckLevel.ERROR);
    if (types) {
      options.setCheckTypes(true);
      options.setWarningLevel(DiagnosticGroups.CHECK_TYPES, CheckLevel.ERROR);
    }
    Compiler compiler = new Compiler(new PrintStream(OutputStream.nullOutputStream()));
    compiler.compile(
        CommandLineRunner.getBuiltinExterns(CompilerOptions.Environment.BROWSER), files, options);
    return compiler.getErrors().stream()
        .filter(error -> !error.type().key.equals(EXTENDS_EVENT_TARGET))
        .toList();
  }

  /** All modules as one, so that types of one are known in the others; no line is lost. */
  private static final class Joined {
    private final StringBuilder text = new StringBuilder();
    private final TreeMap<Integer, String> modules = new TreeMap<>();
    private int lines;

    Joined(List<String> names) {
      for (String name : names) {
        String module =
            EXPORT
                .matcher(
                    IMPORT
                        .matcher(PageFiles.text(name))
                        .replaceAll(found -> "\n".repeat(breaks(found.group()))))
                .replaceAll("");
        modules.put(lines + 1, name);
        text.append(module);
        lines += breaks(module);
      }
    }

    private static int breaks(String text) {
      return (int) text.chars().filter(c -> c == '\n').count();
    }

    String place(int line) {
      var module = modules.floorEntry(line);
      return module.getValue() + ":" + (line - module.getKey() + 1);
    }
  }

  @Test
  void values_have_the_types_that_comments_tell() throws IOException {
    Joined page = new Joined(PageFiles.MODULES);
    List<SourceFile> files = List.of(SourceFile.fromCode("page.js", page.text.toString()));
    List<String> found = new ArrayList<>();
    for (JSError error : complaints(files, true)) {
      found.add(page.place(error.lineno()) + " " + error.description());
    }
    assertThat(found).isEmpty();
  }

  @Test
  void modules_import_what_they_use() throws IOException {
    List<SourceFile> files =
        PageFiles.MODULES.stream()
            .map(module -> SourceFile.fromCode("/" + module, PageFiles.text(module)))
            .toList();
    assertThat(complaints(files, false)).isEmpty();
  }

  @Test
  void wrong_types_and_missing_imports_are_found() throws IOException {
    String wrong = "/** @param {number} a */ function f(a) {} f('text');";
    assertThat(complaints(List.of(SourceFile.fromCode("/a.js", wrong)), true)).hasSize(1);
    List<SourceFile> apart =
        List.of(
            SourceFile.fromCode("/a.js", "export function f() {}"),
            SourceFile.fromCode("/b.js", "export function g() { f(); }"));
    assertThat(complaints(apart, false)).hasSize(1);
  }
}
