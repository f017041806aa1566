package org.blastema.viewer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.blastema.plugin.Command;
import org.blastema.plugin.Describe;

/** Shows run folders in the browser, or draws one into a file. */
@Describe("Look at runs in the browser, or draw one: RUN... [--render FILE], see view --help.")
record View() implements Command {
  private static final int BAD_INPUT = 2;

  @Override
  public String usage() {
    return ViewOptions.USAGE;
  }

  @Override
  public int run(List<String> arguments, Streams streams) throws IOException, InterruptedException {
    if (arguments.equals(List.of("help")) || arguments.contains("--help")) {
      streams.out().println(ViewOptions.USAGE);
      return 0;
    }
    try {
      ViewOptions options = ViewOptions.of(arguments);
      List<ViewedRun> runs = opened(options.runs());
      if (options.render().isPresent()) {
        Path file = options.render().get();
        Rendering.write(runs.getFirst(), file, options.frame(), options.color(), options.field());
        streams.out().println(file);
      } else {
        serve(runs, options, streams);
      }
      return 0;
    } catch (IllegalArgumentException e) {
      streams.err().println("blastema: " + e.getMessage() + " (blastema view --help)");
      return BAD_INPUT;
    }
  }

  private static List<ViewedRun> opened(List<Path> folders) {
    List<ViewedRun> runs = new ArrayList<>();
    for (Path folder : folders) {
      try {
        runs.add(ViewedRun.open(folder));
      } catch (IOException e) {
        throw new IllegalArgumentException(folder + " cannot be shown: " + e.getMessage(), e);
      }
    }
    return runs;
  }

  private static void serve(List<ViewedRun> runs, ViewOptions options, Streams streams)
      throws IOException, InterruptedException {
    // Small answers must not wait for the acknowledgement of earlier ones; slow senders are cut.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxReqTime", "20");
    try (ViewServer server =
        ViewServer.start(runs, new InetSocketAddress(options.address(), options.port()))) {
      streams.out().println(server.address());
      streams.out().println("Ctrl-C ends it.");
      streams.out().flush();
      if (options.browse() && !Browser.open(server.address())) {
        streams.err().println("blastema: no browser could be opened; open the address in yours");
      }
      new CountDownLatch(1).await();
    }
  }
}
