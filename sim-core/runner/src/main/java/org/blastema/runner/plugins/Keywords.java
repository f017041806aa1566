package org.blastema.runner.plugins;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.blastema.plugin.Component;
import org.blastema.plugin.Contribution;

/** The scenario language: every keyword of every role, with the plugin it comes from. */
public final class Keywords {
  private final Map<String, Role> roles = new TreeMap<>();
  private final Map<String, LoadedPlugin> plugins = new TreeMap<>();
  private final List<String> failures;

  private record Role(Class<?> type, Map<String, Contribution> words) {}

  /**
   * Gathers contributions.
   *
   * @param plugins the plugins that they come from, as far as they have files
   * @param failures one sentence for each plugin that does not work and so contributes nothing
   * @throws PluginFailure if two contributions share role and keyword; names both plugins
   */
  public Keywords(
      Collection<Contribution> contributions,
      Collection<LoadedPlugin> plugins,
      Collection<String> failures) {
    plugins.forEach(p -> this.plugins.put(p.name(), p));
    this.failures = List.copyOf(failures);
    List<Contribution> ordered =
        contributions.stream()
            .sorted(
                Comparator.comparing(Contribution::plugin)
                    .thenComparing(c -> c.component().keyword()))
            .toList();
    for (Contribution contribution : ordered) {
      Component<?, ?> component = contribution.component();
      Role role =
          roles.computeIfAbsent(
              component.role().getName(), _ -> new Role(component.role(), new TreeMap<>()));
      Contribution other = role.words().putIfAbsent(component.keyword(), contribution);
      if (other != null) {
        String word = name(component.role()) + " '" + component.keyword() + "'";
        throw new PluginFailure(
            other.plugin().equals(contribution.plugin())
                ? "plugin '" + other.plugin() + "' contributes the " + word + " twice"
                : "plugins %s and %s both contribute the %s; leave one of them out"
                    .formatted(described(other), described(contribution), word));
      }
    }
  }

  private String described(Contribution contribution) {
    LoadedPlugin plugin = plugins.get(contribution.plugin());
    return plugin == null ? "'" + contribution.plugin() + "'" : plugin.toString();
  }

  /** The plugins that work, by name. */
  public List<LoadedPlugin> plugins() {
    return List.copyOf(plugins.values());
  }

  /** One sentence for each plugin that does not work. */
  public List<String> failures() {
    return failures;
  }

  /** What to add to a sentence about a word that no plugin knows: those that do not work. */
  public String hint() {
    return failures.isEmpty() ? "" : "; but " + String.join("; ", failures);
  }

  /** The keywords of a role, in alphabetical order. */
  public List<String> words(Class<?> role) {
    Role found = roles.get(role.getName());
    return found == null ? List.of() : List.copyOf(found.words().keySet());
  }

  /** The contribution behind a keyword. */
  public Optional<Contribution> find(Class<?> role, String keyword) {
    return Optional.ofNullable(roles.get(role.getName())).map(r -> r.words().get(keyword));
  }

  /** Every contribution, by role and keyword. */
  public List<Contribution> all() {
    return roles.values().stream().flatMap(r -> r.words().values().stream()).toList();
  }

  /** The roles for which there are keywords. */
  public List<Class<?>> roles() {
    return roles.values().stream().<Class<?>>map(Role::type).toList();
  }

  /**
   * What a role is called in sentences: {@code InitialState} is an "initial state", {@code
   * EstimatorFactory} an "estimator".
   */
  public static String name(Class<?> role) {
    boolean unnamed = role.getSimpleName().equals("Factory") && role.getDeclaringClass() != null;
    Class<?> named = unnamed ? role.getDeclaringClass() : role;
    return named
        .getSimpleName()
        .replaceAll("Factory$", "")
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
