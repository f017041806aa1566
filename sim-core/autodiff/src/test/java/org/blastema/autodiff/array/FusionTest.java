package org.blastema.autodiff.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FusionTest {
  /** The adjoint of a minor does not wait for its value: one traversal gives both. */
  @Test
  void valueAndAdjointOfARecursionComeFromOneTraversal() {
    Set<Function> called = Collections.newSetFromMap(new IdentityHashMap<>());
    gather(Programs.determinant().gradient("A").function().body(), called);
    assertThat(called.stream().map(Function::name)).containsExactly("minor*");
  }

  @Test
  void whatOneLoopStacksAndTheNextReadsPassesDirectly() {
    ArrayFormula formula =
        ArrayFormula.trace(
            "chain",
            List.of(ArrayPort.reals("x", 1)),
            in -> {
              Reals x = in.reals("x");
              Reals y = Reals.build(x.length(), i -> x.at(i).exp());
              Reals z = Reals.build(x.length(), i -> y.at(i).times(x.at(i)));
              return Outputs.of("value", z.sum());
            });
    List<Statement> statements = formula.function().body().statements;
    assertThat(statements).hasSize(1);
    assertThat(((Statement.Loop) statements.getFirst()).stacks).isZero();
  }

  private static void gather(Block block, Set<Function> called) {
    for (Statement statement : block.statements) {
      if (statement instanceof Statement.Invoke call && called.add(call.function)) {
        gather(call.function.body(), called);
      }
      statement.blocks().forEach(b -> gather(b, called));
    }
  }
}
