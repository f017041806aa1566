package org.blastema.runner.binding;

import java.util.Objects;
import org.blastema.plugin.BuildContext;
import org.blastema.plugin.Component;
import org.blastema.plugin.InvalidConfiguration;
import org.blastema.plugin.Part;
import org.blastema.runner.plugins.Keywords;
import org.blastema.runner.plugins.Origins;
import org.blastema.runner.plugins.PluginFailure;
import org.blastema.runner.tree.InvalidInput;
import org.blastema.runner.tree.Node;

/** A part whose configuration is bound, ready to be made. */
final class BoundPart<C extends Record, T> implements Part<T> {
  private final String plugin;
  private final Component<C, T> component;
  private final C configuration;
  private final String path;
  private final Node root;

  private BoundPart(
      String plugin, Component<C, T> component, C configuration, String path, Node root) {
    this.plugin = plugin;
    this.component = component;
    this.configuration = configuration;
    this.path = path;
    this.root = root;
  }

  static <C extends Record, T> BoundPart<C, T> of(
      String plugin, Component<C, T> component, Record configuration, String path, Node root) {
    return new BoundPart<>(
        plugin, component, component.configuration().cast(configuration), path, root);
  }

  @Override
  public String keyword() {
    return component.keyword();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public C configuration() {
    return configuration;
  }

  /**
   * Makes the object.
   *
   * @throws InvalidInput with file, line and column if the component rejects its configuration
   * @throws PluginFailure if the component fails in another way
   */
  @Override
  public T build(BuildContext context) {
    try {
      T made = Objects.requireNonNull(component.factory().create(configuration, context));
      if (context instanceof Origins.Keeper keeper) {
        String role = Keywords.name(component.role());
        keeper.origins().add(new Origins.Origin(plugin, role, keyword(), path, made.getClass()));
      }
      return made;
    } catch (InvalidInput | PluginFailure e) {
      throw e;
    } catch (InvalidConfiguration e) {
      throw Complaints.located(e, path, root);
    } catch (RuntimeException | LinkageError e) {
      throw new PluginFailure(
          "plugin '" + plugin + "' failed to make '" + keyword() + "' (" + Binding.name(path) + ")",
          e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BoundPart<?, ?> that
        && component.equals(that.component)
        && path.equals(that.path)
        && configuration.equals(that.configuration);
  }

  @Override
  public int hashCode() {
    return Objects.hash(component.keyword(), path, configuration);
  }

  @Override
  public String toString() {
    return keyword() + " " + configuration;
  }
}
