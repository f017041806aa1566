package org.blastema.runner.command;

import picocli.CommandLine.Option;

/** Whether a program reads the answer. */
final class JsonOption {
  @Option(names = "--json", description = "Print the result as one JSON object on standard output.")
  private boolean json;

  boolean isSet() {
    return json;
  }
}
