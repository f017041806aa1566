package org.blastema.plugin;

/**
 * Keywords that belong together: lets a package contribute its own words and keep its classes to
 * itself.
 */
@FunctionalInterface
public interface KeywordGroup {
  /** Adds the keywords. */
  void contributeTo(Language language);

  /** Where keywords are added. */
  @FunctionalInterface
  interface Language {
    /** Adds one keyword; see {@link Component}. */
    <C extends Record, T> void contribute(
        Class<T> role, String keyword, Class<C> configuration, Component.Factory<C, T> factory);
  }
}
