package org.blastema.kernel.keywords;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.blastema.kernel.chemistry.DiffusionKernel;
import org.blastema.kernel.mechanics.Potential;
import org.blastema.kernel.model.Step;
import org.blastema.plugin.BlastemaPlugin;
import org.blastema.plugin.Component;
import org.blastema.plugin.Contribution;
import org.blastema.plugin.Describe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelPluginTest {
  static Stream<Component<?, ?>> words() {
    Set<Contribution> contributions =
        Guice.createInjector(new KernelPlugin())
            .getInstance(Key.get(new TypeLiteral<Set<Contribution>>() {}));
    return contributions.stream().map(Contribution::component);
  }

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(BlastemaPlugin.class)).anyMatch(p -> p instanceof KernelPlugin);
  }

  @Test
  void contributesEveryWordOnce() {
    Set<String> seen = new HashSet<>();
    words().forEach(w -> assertThat(seen.add(w.role().getName() + " " + w.keyword())).isTrue());
    assertThat(words(Step.class))
        .contains(
            "saturating-growth",
            "linear-growth",
            "exponential-growth",
            "descent",
            "relaxation",
            "brownian-motion",
            "virial-pressure",
            "pairwise-stress",
            "steady-diffusion",
            "closed-graph-diffusion",
            "contact-graph-diffusion",
            "chemical-gradient",
            "external-field",
            "field-gate",
            "intracellular",
            "categorical-division",
            "hazard-division");
    assertThat(words(Potential.class))
        .contains("morse", "soft-sphere", "hertz", "harmonic", "lennard-jones");
    assertThat(words(DiffusionKernel.class)).contains("finite-size", "exponential");
  }

  private static Stream<String> words(Class<?> role) {
    return words().filter(w -> w.role() == role).map(Component::keyword);
  }

  @ParameterizedTest
  @MethodSource("words")
  void everyWordAndEntryIsDescribed(Component<?, ?> word) {
    assertThat(word.configuration().isAnnotationPresent(Describe.class)).isTrue();
    for (RecordComponent entry : word.configuration().getRecordComponents()) {
      assertThat(entry.isAnnotationPresent(Describe.class)).as(entry.getName()).isTrue();
    }
  }
}
