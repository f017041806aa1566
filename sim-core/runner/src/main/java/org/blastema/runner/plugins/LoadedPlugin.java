package org.blastema.runner.plugins;

/**
 * A plugin that takes part.
 *
 * @param name its name
 * @param version its version
 * @param source the jar or folder it comes from
 */
public record LoadedPlugin(String name, String version, String source) {}
