package org.blastema.plugin;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;

/**
 * The one door: a Guice module with a name, a version and the keywords it contributes, found
 * through {@link java.util.ServiceLoader}.
 */
public abstract class BlastemaPlugin extends AbstractModule {

  /** Short name in kebab-case, unique among the plugins of a run. */
  public abstract String name();

  /**
   * Version, written into every run folder: unless overridden, what the plugin's jar says of itself
   * in its manifest.
   */
  public String version() {
    String version = getClass().getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Contributes keywords with {@link #contribute}; may bind whatever else its own classes need. */
  @Override
  protected abstract void configure();

  /** Adds one keyword to the scenario language. */
  protected final <C extends Record, T> void contribute(
      Class<T> role, String keyword, Class<C> configuration, Component.Factory<C, T> factory) {
    contribution()
        .addBinding()
        .toInstance(
            new Contribution(name(), new Component<>(role, keyword, configuration, factory)));
  }

  /** Adds the keywords of a group. */
  protected final void contribute(KeywordGroup group) {
    group.contributeTo(this::contribute);
  }

  private Multibinder<Contribution> contribution() {
    return Multibinder.newSetBinder(binder(), new TypeLiteral<Contribution>() {});
  }
}
