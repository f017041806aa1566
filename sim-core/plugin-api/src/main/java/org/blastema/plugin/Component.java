package org.blastema.plugin;

import java.util.Objects;

/**
 * One keyword of the scenario language: a role, a word, the record that holds its configuration,
 * and how to make the object. The record is the schema, the validation, the documentation and the
 * editor completion at once.
 *
 * @param role the interface that the object plays in the simulation, for example {@code Step.class}
 * @param keyword the word in a scenario, in kebab-case
 * @param configuration the record whose components are the entries (see {@link Describe}, {@link
 *     Default}, {@link Unit}, {@link Range})
 * @param factory makes the object
 * @param <C> configuration record
 * @param <T> role
 */
public record Component<C extends Record, T>(
    Class<T> role, String keyword, Class<C> configuration, Factory<C, T> factory) {

  /** Checks that nothing is missing and that the keyword is in kebab-case. */
  public Component {
    Objects.requireNonNull(role);
    Objects.requireNonNull(configuration);
    Objects.requireNonNull(factory);
    if (!keyword.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("keyword '" + keyword + "' is not kebab-case");
    }
  }

  /** Makes the object from its configuration. */
  @FunctionalInterface
  public interface Factory<C extends Record, T> {
    /**
     * Makes one object.
     *
     * @throws InvalidConfiguration if the entries do not fit each other or the rest of the scenario
     */
    T create(C configuration, BuildContext context);
  }
}
