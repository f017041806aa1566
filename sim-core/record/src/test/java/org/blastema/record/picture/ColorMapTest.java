package org.blastema.record.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ColorMapTest {
  private static final int STEPS = 64;

  private static OkLab at(ColorMap map, double value) {
    return OkLab.of(map.rgb(value));
  }

  @Test
  void oklabGivesThePublishedValuesAndInverts() {
    // White is (1, 0, 0) by construction of the space.
    assertThat(OkLab.of(0xFFFFFF).distance(new OkLab(1, 0, 0))).isLessThan(1e-4);
    assertThat(OkLab.of(0).lightness()).isZero();
    for (int color = 0; color < 0x1000000; color += 0x01357) {
      assertThat(OkLab.of(color).rgb()).isEqualTo(color);
    }
  }

  @Test
  void equalStepsLookEquallyDifferent() {
    for (ColorMap map : new ColorMap[] {ColorMap.sequential(), ColorMap.diverging()}) {
      double whole = 0;
      for (int i = 0; i < STEPS; i++) {
        whole += at(map, i / (double) STEPS).distance(at(map, (i + 1.0) / STEPS));
      }
      for (int i = 0; i < STEPS; i++) {
        double step = at(map, i / (double) STEPS).distance(at(map, (i + 1.0) / STEPS));
        // Channels are rounded to 1/255, some 0.003 in this space; diverging halves differ a bit.
        assertThat(step).isCloseTo(whole / STEPS, within(0.2 * whole / STEPS + 0.003));
      }
    }
  }

  @Test
  void lightnessAloneTellsTheOrder() {
    for (int i = 0; i < STEPS; i++) {
      double low = i / (double) STEPS;
      double high = (i + 1.0) / STEPS;
      ColorMap sequential = ColorMap.sequential();
      assertThat(at(sequential, high).lightness()).isGreaterThan(at(sequential, low).lightness());
      ColorMap diverging = ColorMap.diverging();
      double change = at(diverging, high).lightness() - at(diverging, low).lightness();
      assertThat(Math.signum(change)).isEqualTo(i < STEPS / 2 ? 1 : -1);
    }
  }

  @Test
  void peopleWhoLackRedOrGreenConesSeeTheOrderToo() {
    for (boolean protan : new boolean[] {true, false}) {
      double before = -1;
      for (int i = 0; i <= STEPS; i++) {
        double lightness =
            OkLab.of(dichromat(ColorMap.sequential().rgb(i / (double) STEPS), protan)).lightness();
        assertThat(lightness).isGreaterThan(before);
        before = lightness;
      }
      OkLab low = OkLab.of(dichromat(ColorMap.diverging().rgb(0), protan));
      OkLab high = OkLab.of(dichromat(ColorMap.diverging().rgb(1), protan));
      assertThat(low.distance(high)).isGreaterThan(0.15);
    }
  }

  /** What a dichromat sees (F. Vienot, H. Brettel and J. Mollon, 1999, in linear light). */
  private static int dichromat(int rgb, boolean protan) {
    double r = Rgb.toLinear(rgb >> 16 & 255);
    double g = Rgb.toLinear(rgb >> 8 & 255);
    double b = Rgb.toLinear(rgb & 255);
    double l = 17.8824 * r + 43.5161 * g + 4.11935 * b;
    double m = 3.45565 * r + 27.1554 * g + 3.86714 * b;
    double s = 0.0299566 * r + 0.184309 * g + 1.46709 * b;
    if (protan) {
      l = 2.02344 * m - 2.52581 * s;
    } else {
      m = 0.494207 * l + 1.24827 * s;
    }
    return Rgb.ofLinear(
        0.0809444479 * l - 0.130504409 * m + 0.116721066 * s,
        -0.0102485335 * l + 0.0540193266 * m - 0.113614708 * s,
        -0.000365296938 * l - 0.00412161469 * m + 0.693511405 * s);
  }

  @Test
  void valuesOutsideGetTheEndsAndNoNumberIsGray() {
    ColorMap map = ColorMap.sequential();
    assertThat(map.rgb(-3)).isEqualTo(map.rgb(0));
    assertThat(map.rgb(Double.POSITIVE_INFINITY)).isEqualTo(map.rgb(1));
    int gray = map.rgb(Double.NaN);
    assertThat(gray & 255).isEqualTo(gray >> 8 & 255).isEqualTo(gray >> 16);
  }
}
