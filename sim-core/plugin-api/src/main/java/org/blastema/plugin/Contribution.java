package org.blastema.plugin;

/**
 * A keyword together with the plugin it comes from; the injector's {@code Set<Contribution>} is the
 * whole language.
 *
 * @param plugin name of the plugin
 * @param component the keyword
 */
public record Contribution(String plugin, Component<?, ?> component) {}
