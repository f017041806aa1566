package org.blastema.runner.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.blastema.runner.binding.RecordShape;
import org.blastema.runner.testing.PluginFolder;
import org.blastema.runner.testing.TestLanguage.Potential;
import org.blastema.runner.testing.TestPlugins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginLoaderTest {
  @TempDir Path folder;

  private PluginLoader loader(Class<?>... plugins) {
    return new PluginLoader(
        List.of(PluginFolder.announcing(folder, plugins)),
        folder.resolve("none"),
        c -> RecordShape.of(c.component().configuration()));
  }

  @Test
  void a_plugin_brings_its_keywords() {
    PluginLoader loader = loader(TestPlugins.Sound.class);
    assertThat(loader.failures()).isEmpty();
    assertThat(loader.plugins()).extracting(LoadedPlugin::name).contains("sound");
    assertThat(loader.plugins()).extracting(LoadedPlugin::version).contains("1.2");
    assertThat(loader.keywords().words(Potential.class)).containsExactly("harmonic", "morse");
    assertThat(loader.keywords().find(Potential.class, "morse").orElseThrow().plugin())
        .isEqualTo("sound");
  }

  @Test
  void a_clash_names_both_plugins() {
    PluginLoader loader = loader(TestPlugins.Sound.class, TestPlugins.Clashing.class);
    assertThatThrownBy(loader::keywords)
        .isInstanceOf(PluginFailure.class)
        .hasMessage(
            "plugins 'clashing' (%1$s) and 'sound' (%1$s) both contribute the potential 'morse';"
                    .formatted(folder)
                + " leave one of them out");
  }

  @Test
  void a_plugin_that_fails_is_named_with_its_cause() {
    assertThat(loader(TestPlugins.FailingConfigure.class).failures())
        .singleElement()
        .asString()
        .startsWith("plugin 'unlucky' (")
        .endsWith(") does not work: IllegalStateException: no license found");
    assertThat(loader(TestPlugins.BadKeyword.class).failures())
        .singleElement()
        .asString()
        .startsWith("plugin 'bad-keyword' (")
        .endsWith(
            ") does not work: IllegalArgumentException: keyword 'Not Kebab' is not kebab-case");
    assertThat(loader(TestPlugins.FailingConstructor.class).failures())
        .singleElement()
        .asString()
        .contains("TestPlugins$FailingConstructor")
        .contains("UnsupportedOperationException: needs Java 99");
    assertThat(loader(TestPlugins.BadRecord.class).failures())
        .singleElement()
        .asString()
        .startsWith("plugin 'bad-record' (")
        .endsWith("BadRecord$Table.values has a type that configuration cannot hold: [D");
    assertThat(loader(TestPlugins.BadName.class).failures())
        .singleElement()
        .asString()
        .startsWith("plugin 'org.blastema.runner.testing.TestPlugins$BadName' (")
        .endsWith("IllegalArgumentException: its name 'Bad name' is not kebab-case");
  }

  @Test
  void two_plugins_of_one_name_are_a_clash() {
    PluginLoader loader = loader(TestPlugins.Sound.class, TestPlugins.SameName.class);
    assertThatThrownBy(loader::keywords)
        .isInstanceOf(PluginFailure.class)
        .hasMessage(
            "two plugins are called 'sound': %1$s and %1$s; leave one of them out"
                .formatted(folder));
  }

  @Test
  void the_others_work_all_the_same() {
    PluginLoader loader = loader(TestPlugins.FailingConstructor.class, TestPlugins.Sound.class);
    assertThat(loader.failures()).hasSize(1);
    assertThat(loader.plugins()).extracting(LoadedPlugin::name).contains("sound");
    assertThat(loader.keywords().words(Potential.class)).containsExactly("harmonic", "morse");
    assertThat(loader.keywords().hint()).contains("needs Java 99");
  }

  @Test
  void a_class_that_is_not_there_is_named() {
    PluginFolder.announcing(folder, "org.example.Missing");
    assertThat(new PluginLoader(List.of(folder), folder.resolve("none")).failures())
        .singleElement()
        .asString()
        .isEqualTo(
            "plugin '%s' (%s) does not work: Provider org.example.Missing not found"
                .formatted(folder.getFileName(), folder));
  }

  @Test
  void a_jar_that_is_not_there_is_named() {
    Path missing = folder.resolve("my.jar");
    assertThatThrownBy(() -> new PluginLoader(List.of(missing), folder))
        .isInstanceOf(PluginFailure.class)
        .hasMessage("there is no plugin file " + missing);
  }

  @Test
  void a_file_that_is_no_jar_is_refused() throws IOException {
    Path text = Files.writeString(folder.resolve("my.jar"), "format: blastema/1");
    assertThatThrownBy(() -> new PluginLoader(List.of(text), folder))
        .isInstanceOf(PluginFailure.class)
        .hasMessageStartingWith("the plugin file " + text + " is not a jar");
  }
}
