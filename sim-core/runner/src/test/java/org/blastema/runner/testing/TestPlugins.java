package org.blastema.runner.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import org.blastema.plugin.BlastemaPlugin;
import org.blastema.plugin.Command;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
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

  /** Has a name that cannot be one. */
  public static final class BadName extends BlastemaPlugin {
    @Override
    public String name() {
      return "Bad name";
    }

    @Override
    protected void configure() {}
  }

  /** A command that repeats what it is told. */
  @Describe("Repeats what it is told.")
  public record Echo(@Default("2") int times) implements Command {
    @Override
    public int run(List<String> arguments, Streams streams) throws IOException {
      if (arguments.contains("throw")) {
        throw new IllegalStateException("no");
      }
      String said = new String(streams.in().readAllBytes(), UTF_8);
      streams.out().println(times + " " + arguments + " " + said);
      streams.err().println("to err");
      return 7;
    }
  }

  /** Contributes a command. */
  public static final class WithCommand extends BlastemaPlugin {
    @Override
    public String name() {
      return "with-command";
    }

    @Override
    protected void configure() {
      contribute(Command.class, "echo", Echo.class, (c, context) -> c);
    }
  }

  /** A command that tells itself how it is used. */
  @Describe("Explains itself.")
  public record Explained() implements Command {
    @Override
    public String usage() {
      return "explained [WORD...]  all about words";
    }

    @Override
    public int run(List<String> arguments, Streams streams) {
      return 1;
    }
  }

  /** Contributes a command with a usage of its own. */
  public static final class WithUsage extends BlastemaPlugin {
    @Override
    public String name() {
      return "with-usage";
    }

    @Override
    protected void configure() {
      contribute(Command.class, "explained", Explained.class, (c, context) -> c);
    }
  }

  /** Contributes a command that the program has itself. */
  public static final class ClashingCommand extends BlastemaPlugin {
    @Override
    public String name() {
      return "usurper";
    }

    @Override
    protected void configure() {
      contribute(Command.class, "validate", Echo.class, (c, context) -> c);
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
