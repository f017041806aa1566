package org.blastema.kernel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.FieldSpec;
import org.blastema.kernel.state.StateSchema;
import org.junit.jupiter.api.Test;

class StopTest {
  @Test
  void a_time_that_is_a_sum_of_many_steps_ends_after_as_many_steps() {
    StateSchema schema = StateSchema.union(List.of(FieldSpec.position(2), FieldSpec.radius()));
    CellState state = CellState.founders(schema, new int[1]);
    Stop stop = new Stop(Integer.MAX_VALUE, Integer.MAX_VALUE, 30_000);
    while (!stop.reached(state)) {
      state = state.advanced(0.3);
    }
    assertThat(state.time()).isLessThan(30_000);
    assertThat(state.step()).isEqualTo(100_000);
  }
}
