package org.blastema.runner.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestWordTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "abc, abc, 0",
    "abc, '', 3",
    "abc, abd, 1",
    "abc, acb, 1",
    "abc, ac, 1",
    "ca, abc, 2",
    "kitten, sitting, 3",
    "a cat, an abct, 3"
  })
  void distance_counts_typing_errors(String a, String b, int expected) {
    assertThat(NearestWord.distance(a, b)).isEqualTo(expected);
    assertThat(NearestWord.distance(b, a)).isEqualTo(expected);
  }

  @Test
  void distance_is_a_metric() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      String a = word(random);
      String b = word(random);
      String c = word(random);
      int ab = NearestWord.distance(a, b);
      assertThat(ab == 0).isEqualTo(a.equals(b));
      assertThat(NearestWord.distance(a, c)).isLessThanOrEqualTo(ab + NearestWord.distance(b, c));
    }
  }

  @Test
  void case_and_separators_are_no_errors() {
    List<String> known = List.of("max-radius", "rate");
    assertThat(NearestWord.to("maxRadius", known)).contains("max-radius");
    assertThat(NearestWord.to("MAX_RADIUS", known)).contains("max-radius");
  }

  @Test
  void what_is_too_far_off_is_not_offered() {
    List<String> known = List.of("morse", "harmonic");
    assertThat(NearestWord.to("mors", known)).contains("morse");
    assertThat(NearestWord.to("spring", known)).isEmpty();
    assertThat(NearestWord.to("x", known)).isEmpty();
    assertThat(NearestWord.to("a", List.of())).isEmpty();
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      word.append((char) ('a' + random.nextInt(3)));
    }
    return word.toString();
  }
}
