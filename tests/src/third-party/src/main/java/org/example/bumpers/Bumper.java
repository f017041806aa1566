package org.example.bumpers;

import org.blastema.kernel.mechanics.Potential;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

@Describe("Cells repel, and attract each other a little up to 1.5 distances at contact.")
record Bumper(
    @Describe("Scale of the energy.") @Default("1") @Range(min = 0) @Unit("energy")
        ParameterSpec strength) {

  Potential create(BuildContext context) {
    return Potential.of(
        "bumper",
        1.5,
        (r, sigma, p) -> {
          var x = r.divide(sigma);
          return x.minus(1.5).pow(3).times(x.minus(0.75)).negate().times(p[0]);
        },
        strength.scalar(context.seed()));
  }
}
