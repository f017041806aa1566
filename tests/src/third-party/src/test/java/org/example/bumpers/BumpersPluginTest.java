package org.example.bumpers;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.blastema.plugintest.PluginCheck;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class BumpersPluginTest {
  @TestFactory
  Stream<DynamicTest> plugin() {
    return PluginCheck.of("bumpers", Path.of("scenarios/bumpers.yaml")).tests();
  }
}
