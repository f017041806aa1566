package org.blastema.autodiff.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompiledFunctionTest {
  /** Code without contractions and lanes must have the bits of the interpreter. */
  @Test
  void exactCodeHasTheBitsOfTheInterpreter() {
    for (long seed = 0; seed < 150; seed++) {
      Function function = RandomProgram.draw(seed);
      CompiledFunction compiled = CompiledFunction.of(function, Mode.EXACT);
      Frame frame = compiled.newFrame();
      for (int run = 0; run < 3; run++) {
        List<Object> arguments = RandomProgram.arguments(3 * seed + run);
        List<Object> expected = Interpreter.run(function, arguments);
        List<Object> found = compiled.run(frame, arguments);
        for (int k = 0; k < expected.size(); k++) {
          assertThat(Contents.of(found.get(k)))
              .as("seed %d, run %d, result %d", seed, run, k)
              .isEqualTo(Contents.of(expected.get(k)));
        }
      }
    }
  }
}
