package org.blastema.runner.testing;

import org.blastema.plugin.BlastemaPlugin;
import org.blastema.runner.testing.TestLanguage.Nothing;
import org.blastema.runner.testing.TestLanguage.Potential;

/** Plugins that work, and plugins that each fail in their own way. */
public final class TestPlugins {
  private TestPlugins() {}

  /** Contributes what no other plugin has. */
  public static final class Sound extends BlastemaPlugin {
    @Override
    public String name() {
      return "sound";
    }

    @Override
    public String version() {
      return "1.2";
    }

    @Override
    protected void configure() {
      contribute(TestLanguage::potentials);
      contribute(TestLanguage::idle);
      bind(StringBuilder.class).toInstance(new StringBuilder("something of its own"));
    }
  }

  /** Contributes a keyword that the sound plugin has. */
  public static final class Clashing extends BlastemaPlugin {
    @Override
    public String name() {
      return "clashing";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    protected void configure() {
      contribute(Potential.class, "morse", Nothing.class, (c, context) -> null);
    }
  }

  /** Has the name of another plugin. */
  public static final class SameName extends BlastemaPlugin {
    @Override
    public String name() {
      return "sound";
    }

    @Override
    public String version() {
      return "2";
    }

    @Override
    protected void configure() {}
  }

  /** Fails while it contributes. */
  public static final class FailingConfigure extends BlastemaPlugin {
    @Override
    public String name() {
      return "unlucky";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    protected void configure() {
      throw new IllegalStateException("no license found");
    }
  }

  /** Fails while it is made. */
  public static final class FailingConstructor extends BlastemaPlugin {
    /** Fails. */
    public FailingConstructor() {
      throw new UnsupportedOperationException("needs Java 99");
    }

    @Override
    public String name() {
      return "never";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    protected void configure() {}
  }

  /** Contributes a keyword that is no keyword. */
  public static final class BadKeyword extends BlastemaPlugin {
    @Override
    public String name() {
      return "bad-keyword";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    protected void configure() {
      contribute(Potential.class, "Not Kebab", Nothing.class, (c, context) -> null);
    }
  }

  /** Has a configuration record that cannot be written in a scenario. */
  public static final class BadRecord extends BlastemaPlugin {
    /** A record with an array. */
    public record Table(double[] values) {}

    @Override
    public String name() {
      return "bad-record";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    protected void configure() {
      contribute(Potential.class, "table", Table.class, (c, context) -> null);
    }
  }
}
