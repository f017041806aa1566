package org.blastema.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.blastema.plugin.BlastemaPlugin;

/**
 * Which module may use which. A rule holds for a module that has no classes yet; {@link
 * #every_package_with_sources_is_looked_at} makes sure that no module is overlooked.
 */
@AnalyzeClasses(packages = "org.blastema", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleArrowsTest {
  private static final String JAVA = "java..";
  private static final String JAVAX = "javax..";
  private static final String JDK = "jdk..";
  private static final String MANAGEMENT = "com.sun.management..";
  private static final String[] GUICE = {
    "com.google.inject..", "com.google.common..", "jakarta.inject.."
  };

  private static final String AUTODIFF = "org.blastema.autodiff..";
  private static final String PLUGIN_API = "org.blastema.plugin..";
  private static final String KERNEL = "org.blastema.kernel..";
  private static final String RECORD = "org.blastema.record..";
  private static final String RUNNER = "org.blastema.runner..";
  private static final String PLUGIN_TEST = "org.blastema.plugintest..";
  private static final String VIEWER = "org.blastema.viewer..";

  private static final DescribedPredicate<JavaClass> BLASTEMA =
      resideInAPackage("org.blastema..").as("Blastema's own");

  private static final DescribedPredicate<JavaClass> PLUGINS =
      BLASTEMA
          .and(
              not(
                  resideInAnyPackage(
                      AUTODIFF, PLUGIN_API, KERNEL, RECORD, RUNNER, PLUGIN_TEST, VIEWER)))
          .as("belong to a plugin");

  private static final DescribedPredicate<JavaClass> MODULE_CLASSES =
      describe(
          "are the module class of a plugin",
          type -> outermost(type).isAssignableTo(BlastemaPlugin.class));

  @ArchTest
  static final ArchRule autodiff_knows_the_jdk_alone =
      classes()
          .that()
          .resideInAPackage(AUTODIFF)
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage(AUTODIFF, JAVA, JDK))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule plugin_api_knows_guice_and_no_other_module =
      classes()
          .that()
          .resideInAPackage(PLUGIN_API)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(PLUGIN_API, JAVA).or(resideInAnyPackage(GUICE)));

  @ArchTest
  static final ArchRule kernel_knows_autodiff_and_plugin_api =
      classes()
          .that()
          .resideInAPackage(KERNEL)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      KERNEL, AUTODIFF, PLUGIN_API, "org.apache.commons.math3..", JAVA, JDK)
                  .or(resideInAnyPackage(GUICE)));

  @ArchTest
  static final ArchRule record_knows_no_other_module =
      classes()
          .that()
          .resideInAPackage(RECORD)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  RECORD,
                  "tools.jackson..",
                  "com.fasterxml.jackson.annotation..",
                  "org.knowm.xchart..",
                  JAVA,
                  JAVAX,
                  JDK,
                  MANAGEMENT))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule runner_knows_kernel_record_and_plugin_api =
      own(RUNNER, RUNNER, KERNEL, RECORD, PLUGIN_API);

  @ArchTest
  static final ArchRule plugin_test_knows_runner_and_what_it_checks =
      own(PLUGIN_TEST, PLUGIN_TEST, RUNNER, KERNEL, AUTODIFF, PLUGIN_API);

  @ArchTest
  static final ArchRule viewer_knows_record_and_plugin_api =
      own(VIEWER, VIEWER, RECORD, PLUGIN_API);

  @ArchTest
  static final ArchRule plugins_know_kernel_autodiff_and_plugin_api =
      noClasses()
          .that(PLUGINS)
          .should()
          .dependOnClassesThat(resideInAnyPackage(RECORD, RUNNER, PLUGIN_TEST, VIEWER))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule plugins_do_not_know_each_other =
      slices()
          .matching("org.blastema.(*)..")
          .that(describe("are plugins", slice -> slice.stream().allMatch(PLUGINS)))
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule guice_stays_in_plugin_api_runner_and_module_classes =
      noClasses()
          .that(
              BLASTEMA
                  .and(not(resideInAnyPackage(PLUGIN_API, RUNNER)))
                  .and(not(MODULE_CLASSES))
                  .as("are no module class of a plugin"))
          .should()
          .dependOnClassesThat(resideInAnyPackage(GUICE));

  @ArchTest
  static final ArchRule packages_of_a_module_are_free_of_cycles =
      slices().matching("org.blastema.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static void every_package_with_sources_is_looked_at(JavaClasses classes) throws IOException {
    Set<String> seen =
        classes.stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(seen).containsAll(packagesWithSources());
  }

  private static ArchRule own(String module, String... allowed) {
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat(BLASTEMA.and(not(resideInAnyPackage(allowed))))
        .allowEmptyShould(true);
  }

  private static JavaClass outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }

  private static Set<String> packagesWithSources() throws IOException {
    Path repository = repository();
    Set<String> packages = new TreeSet<>();
    for (String part : new String[] {"sim-core", "plugins", "viewer"}) {
      Path folder = repository.resolve(part);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("package-info.java"))
              .map(file -> folder.relativize(file.getParent()).toString().replace('\\', '/'))
              .filter(path -> path.contains("src/main/java/"))
              .map(path -> path.substring(path.indexOf("src/main/java/") + 14).replace('/', '.'))
              .forEach(packages::add);
        }
      }
    }
    return packages;
  }

  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("sim-core"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
