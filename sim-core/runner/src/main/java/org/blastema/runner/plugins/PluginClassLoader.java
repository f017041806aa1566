package org.blastema.runner.plugins;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.blastema.plugin.BlastemaPlugin;

/**
 * The classes of one plugin and its libraries. What a plugin shares with the program (the JDK, the
 * modules that plugins may use, Guice) comes from the program; everything else comes from the
 * plugin's own files first, so that two plugins may carry different versions of a library, and
 * versions that differ from those of the program.
 */
final class PluginClassLoader extends URLClassLoader {
  /** The service file of plugins. */
  static final String SERVICE = "META-INF/services/" + BlastemaPlugin.class.getName();

  private static final String SERVICES = "META-INF/services/";
  private static final List<String> SHARED =
      List.of(
          "org.blastema.autodiff.",
          "org.blastema.plugin.",
          "org.blastema.kernel.",
          "org.blastema.record.",
          "org.blastema.runner.",
          "com.google.inject.",
          "jakarta.inject.");

  static {
    registerAsParallelCapable();
  }

  private final URL service;

  /**
   * A loader.
   *
   * @param name name for stack traces
   * @param files the plugin's jar or class folder, then its libraries
   * @param service the plugin's service file
   */
  PluginClassLoader(String name, URL[] files, URL service, ClassLoader program) {
    super(name, files, program);
    this.service = service;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> found = findLoadedClass(name);
      if (found == null) {
        found = shared(name) ? super.loadClass(name, false) : ownFirst(name);
      }
      if (resolve) {
        resolveClass(found);
      }
      return found;
    }
  }

  private Class<?> ownFirst(String name) throws ClassNotFoundException {
    try {
      return getPlatformClassLoader().loadClass(name);
    } catch (ClassNotFoundException _) {
      // not the JDK's
    }
    try {
      return findClass(name);
    } catch (ClassNotFoundException _) {
      return super.loadClass(name, false);
    }
  }

  private static boolean shared(String name) {
    return SHARED.stream().anyMatch(name::startsWith);
  }

  @Override
  public URL getResource(String name) {
    if (name.equals(SERVICE)) {
      return service;
    }
    URL own = findResource(name);
    return own == null ? super.getResource(name) : own;
  }

  /**
   * Own resources, then the program's; but of services that the plugin's files name, only those:
   * the program's may implement another version of the service.
   */
  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (name.equals(SERVICE)) {
      return Collections.enumeration(List.of(service));
    }
    List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
    if (all.isEmpty() || !name.startsWith(SERVICES)) {
      all.addAll(Collections.list(getParent().getResources(name)));
    }
    return Collections.enumeration(all);
  }
}
