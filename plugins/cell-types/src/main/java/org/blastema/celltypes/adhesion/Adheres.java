package org.blastema.celltypes.adhesion;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.blastema.celltypes.behavior.Regulation;
import org.blastema.celltypes.behavior.Regulator;
import org.blastema.kernel.mechanics.Mechanics;
import org.blastema.kernel.model.CellBehavior;
import org.blastema.kernel.model.Step;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Describe;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Parameter;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;

/**
 * Cells that have cadherins on their surface.
 *
 * @param levels level of every cadherin by name
 * @param regulator what raises or lowers all of them
 */
public record Adheres(Map<String, Parameter> levels, Optional<Regulator> regulator)
    implements CellBehavior {
  /**
   * The entries of a scenario.
   *
   * @param cadherins levels by name
   * @param regulatedBy what raises or lowers them
   */
  @Describe("Has cadherins on its surface, which let it adhere to other cells.")
  public record Configuration(
      @Describe("Level of every cadherin by name.") @Range(min = 0)
          Map<String, ParameterSpec> cadherins,
      @Describe("What the cell senses that raises or lowers these levels.")
          Optional<Regulation> regulatedBy) {}

  /** Makes the behavior from the entries of a scenario. */
  public static Adheres create(Configuration c, BuildContext context) {
    if (c.cadherins.isEmpty()) {
      throw InvalidConfiguration.at("cadherins", "names no cadherin");
    }
    Map<String, Parameter> levels = new LinkedHashMap<>();
    c.cadherins.forEach((name, level) -> levels.put(name, level.scalar(context.seed())));
    return new Adheres(levels, c.regulatedBy.map(r -> r.build("regulated-by", context)));
  }

  @Override
  public boolean carriedOutBy(Step step) {
    return step instanceof Mechanics mechanics
        && mechanics.potential().fields().stream().anyMatch(f -> f.name().equals(Cadherins.FIELD));
  }

  @Override
  public String needs() {
    return "a mechanics step with the potential 'cadherin-adhesion', and before it a step"
        + " 'cadherin-expression'";
  }
}
