package org.blastema.celltypes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blastema.celltypes.adhesion.Adheres;
import org.blastema.celltypes.behavior.Contact;
import org.blastema.celltypes.behavior.Regulation;
import org.blastema.celltypes.fate.ContactInhibited;
import org.blastema.celltypes.fate.Proliferates;
import org.blastema.celltypes.fate.Renews;
import org.blastema.celltypes.fate.Secretes;
import org.blastema.celltypes.motion.Chemotaxis;
import org.blastema.celltypes.motion.Migrates;
import org.blastema.celltypes.signaling.Presents;
import org.blastema.celltypes.signaling.Receives;
import org.blastema.kernel.model.CellBehavior;
import org.blastema.kernel.model.CellPreset;
import org.blastema.kernel.space.Axis;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.KeywordGroup;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;

/** The scenario words for ready-made cell types: compositions of behaviors. */
final class PresetKeywords implements KeywordGroup {
  /**
   * Configuration.
   *
   * @param chemical what it secretes
   * @param rate how much
   */
  @Describe("Secretes a chemical and never divides.")
  record Source(
      @Describe("The chemical.") String chemical,
      @Describe("Rate.") @Default("1") @Unit("concentration/time") @Range(min = 0)
          ParameterSpec rate) {}

  /**
   * Configuration.
   *
   * @param rate largest propensity to divide
   * @param respondsTo what raises or lowers it
   */
  @Describe("Divides as often as what it senses allows.")
  record Responder(
      @Describe("Largest propensity to divide.") @Default("1") @Unit("1/time") @Range(min = 0)
          ParameterSpec rate,
      @Describe("What raises or lowers it.") Regulation respondsTo) {}

  /**
   * Configuration.
   *
   * @param cadherins levels by name
   */
  @Describe("Has cadherins, by which it sorts itself out from other cells; never divides.")
  record Adhesive(
      @Describe("Level of every cadherin by name.") @Range(min = 0)
          Map<String, ParameterSpec> cadherins) {}

  /**
   * Configuration.
   *
   * @param ligand name of the ligand
   * @param level its level
   */
  @Describe("Presents a ligand to the cells it touches; never divides.")
  record Sender(
      @Describe("Name of the ligand.") String ligand,
      @Describe("Its level.") @Default("1") @Range(min = 0) ParameterSpec level) {}

  /**
   * Configuration.
   *
   * @param ligand name of the ligand
   * @param halfMaximum signal of half the response
   * @param hill Hill coefficient
   * @param delay time from signal to response
   * @param cadherins cadherins that it makes in response, by name
   */
  @Describe("Responds to a ligand of the cells it touches, by making cadherins: never divides.")
  record Receiver(
      @Describe("Name of the ligand.") String ligand,
      @Describe("Signal at half of the largest response.")
          @Default("0.5")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec halfMaximum,
      @Describe("Steepness of the response: the Hill coefficient.")
          @Default("2")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec hill,
      @Describe("Mean time from signal to response.")
          @Default("1")
          @Unit("time")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec delay,
      @Describe("Level of every cadherin at half of the largest response, by name.") @Range(min = 0)
          Map<String, ParameterSpec> cadherins) {}

  /**
   * Configuration.
   *
   * @param speed speed
   * @param persistence persistence time
   */
  @Describe("Crawls in a persistent random walk; never divides.")
  record Motile(
      @Describe("Speed.") @Default("0.1") @Unit("length/time") @Range(min = 0) ParameterSpec speed,
      @Describe("Time over which it forgets where it was heading.")
          @Default("1")
          @Unit("time")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec persistence) {}

  /**
   * Configuration.
   *
   * @param chemical what it follows
   * @param sensitivity velocity per unit of gradient
   * @param speed speed of its random walk
   * @param persistence persistence time of its random walk
   */
  @Describe("Follows a chemical while it crawls in a persistent random walk; never divides.")
  record Chemotactic(
      @Describe("The chemical.") String chemical,
      @Describe("Velocity per unit of gradient.") @Default("1") @Unit("length^2/time/concentration")
          ParameterSpec sensitivity,
      @Describe("Speed of its random walk.") @Default("0.1") @Unit("length/time") @Range(min = 0)
          ParameterSpec speed,
      @Describe("Time over which it forgets where it was heading.")
          @Default("1")
          @Unit("time")
          @Range(min = 0, exclusiveMin = true)
          ParameterSpec persistence) {}

  /**
   * Configuration.
   *
   * @param into type of differentiated daughters
   * @param rate propensity to divide
   * @param both weight of divisions after which both are stem cells
   * @param one weight of asymmetric divisions
   * @param neither weight of divisions after which neither is one
   */
  @Describe("Divides, and renews itself: both, one or neither daughter is a stem cell again.")
  record Stem(
      @Describe("The type of the daughters that are none.") String into,
      @Describe("Propensity to divide.") @Default("1") @Unit("1/time") @Range(min = 0)
          ParameterSpec rate,
      @Describe("How often both are stem cells, relative to the others.")
          @Default("0")
          @Range(min = 0)
          ParameterSpec both,
      @Describe("How often one is: asymmetric division.") @Default("1") @Range(min = 0)
          ParameterSpec one,
      @Describe("How often neither is.") @Default("0") @Range(min = 0) ParameterSpec neither) {}

  /**
   * Configuration.
   *
   * @param rate propensity to divide where there is room
   * @param neighbors number of neighbors at which it is halved
   * @param steepness how sharply
   */
  @Describe("Divides until it is surrounded: contact inhibition.")
  record Epithelial(
      @Describe("Propensity to divide where there is room.")
          @Default("1")
          @Unit("1/time")
          @Range(min = 0)
          ParameterSpec rate,
      @Describe("Number of neighbors at which it is halved.") @Default("4.5") @Range(min = 0)
          ParameterSpec neighbors,
      @Describe("How sharply it falls with the number of neighbors.") @Default("5") @Range(min = 0)
          ParameterSpec steepness) {}

  @Override
  public void contributeTo(Language language) {
    language.contribute(
        CellPreset.class,
        "source-cell",
        Source.class,
        (c, context) ->
            resting(
                Secretes.create(
                    new Secretes.Configuration(c.chemical, c.rate, Optional.empty()), context)));
    language.contribute(
        CellPreset.class,
        "responder-cell",
        Responder.class,
        (c, context) ->
            dividing(
                Proliferates.create(
                    new Proliferates.Configuration(c.rate, Optional.of(c.respondsTo)), context)));
    language.contribute(
        CellPreset.class,
        "adhesive-cell",
        Adhesive.class,
        (c, context) ->
            resting(
                Adheres.create(new Adheres.Configuration(c.cadherins, Optional.empty()), context)));
    language.contribute(
        CellPreset.class,
        "sender-cell",
        Sender.class,
        (c, context) ->
            resting(
                Presents.create(
                    new Presents.Configuration(
                        c.ligand,
                        c.level,
                        ParameterSpec.of("turnover of " + c.ligand, 1),
                        Optional.empty()),
                    context)));
    language.contribute(
        CellPreset.class,
        "receiver-cell",
        Receiver.class,
        (c, context) -> {
          List<CellBehavior> behaviors = new ArrayList<>();
          behaviors.add(
              Receives.create(
                  new Receives.Configuration(c.ligand, c.halfMaximum, c.hill, c.delay), context));
          if (!c.cadherins.isEmpty()) {
            Regulation byResponse =
                new Regulation(
                    Optional.empty(),
                    Optional.of("response-" + c.ligand),
                    Regulation.Effect.INCREASES,
                    ParameterSpec.of("half-maximum of the response to " + c.ligand, 0.5),
                    ParameterSpec.of("hill of the response to " + c.ligand, 4));
            behaviors.add(
                Adheres.create(
                    new Adheres.Configuration(c.cadherins, Optional.of(byResponse)), context));
          }
          return new CellPreset(false, behaviors);
        });
    language.contribute(
        CellPreset.class,
        "motile-cell",
        Motile.class,
        (c, context) -> resting(Migrates.create(walk(c.speed, c.persistence), context)));
    language.contribute(
        CellPreset.class,
        "chemotactic-cell",
        Chemotactic.class,
        (c, context) ->
            resting(
                Migrates.create(walk(c.speed, c.persistence), context),
                Chemotaxis.create(
                    new Chemotaxis.Configuration(c.chemical, c.sensitivity), context)));
    language.contribute(
        CellPreset.class,
        "stem-cell",
        Stem.class,
        (c, context) ->
            dividing(
                Proliferates.create(
                    new Proliferates.Configuration(c.rate, Optional.empty()), context),
                Renews.create(
                    new Renews.Configuration(c.into, c.both, c.one, c.neither), context)));
    language.contribute(
        CellPreset.class,
        "epithelial-cell",
        Epithelial.class,
        (c, context) ->
            dividing(
                Proliferates.create(
                    new Proliferates.Configuration(c.rate, Optional.empty()), context),
                ContactInhibited.create(
                    new ContactInhibited.Configuration(c.neighbors, c.steepness, Contact.STANDARD),
                    context)));
  }

  private static Migrates.Configuration walk(ParameterSpec speed, ParameterSpec persistence) {
    return new Migrates.Configuration(speed, persistence, ParameterSpec.of("bias", 0), Axis.X);
  }

  private static CellPreset resting(CellBehavior... behaviors) {
    return new CellPreset(false, List.of(behaviors));
  }

  private static CellPreset dividing(CellBehavior... behaviors) {
    return new CellPreset(true, List.of(behaviors));
  }
}
