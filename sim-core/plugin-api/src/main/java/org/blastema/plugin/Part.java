package org.blastema.plugin;

/**
 * A place in a configuration record that is filled by a component of a role: {@code
 * Part<Potential>} accepts every keyword that some plugin contributes for {@code Potential}.
 *
 * <p>Written as the bare keyword ({@code potential: morse}) or as a map with the entry {@code
 * kind}.
 *
 * @param <T> the role
 */
public interface Part<T> {
  /** The keyword that the scenario chose. */
  String keyword();

  /** Absolute path of this place in the scenario, for messages and parameter paths. */
  String path();

  /** The chosen component's configuration. */
  Record configuration();

  /** Makes the object. Errors it throws are located at this place. */
  T build(BuildContext context);
}
