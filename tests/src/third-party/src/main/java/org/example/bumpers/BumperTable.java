package org.example.bumpers;

import java.util.List;
import org.blastema.plugin.Command;
import org.blastema.plugin.Describe;

@Describe("Print the shape of the potential 'bumper'.")
record BumperTable() implements Command {
  @Override
  public int run(List<String> arguments, Streams streams) {
    for (int k = 2; k <= 6; k++) {
      double x = k / 4.0;
      streams.out().printf("%.2f %.6f%n", x, -Math.pow(x - 1.5, 3) * (x - 0.75));
    }
    return 0;
  }
}
