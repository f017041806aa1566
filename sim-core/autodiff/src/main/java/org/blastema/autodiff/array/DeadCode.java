package org.blastema.autodiff.array;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Removes from a function what its results do not depend on. */
final class DeadCode {
  private final Set<Value> live = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Statement> running = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Value, List<Statement>> additions = new HashMap<>();
  private final Map<Statement, Block> homes = new IdentityHashMap<>();
  private final Deque<Value> waiting = new ArrayDeque<>();

  private DeadCode(Function function) {
    index(function.body());
    function.body().results.forEach(this::need);
    function.parameters().forEach(this::need);
    while (!waiting.isEmpty()) {
      spread(waiting.pop());
    }
  }

  /** The same function without dead code, written into another one. */
  static void removed(Function function, Function into) {
    DeadCode found = new DeadCode(function);
    Tracer tracer = new Tracer(into);
    Transcriber transcriber = new Transcriber(tracer, found.live::contains);
    Signature.copyParameters(function.parameters(), into.body(), transcriber);
    transcriber.copyAll(function.body().statements);
    into.body().results.addAll(transcriber.images(function.body().results));
  }

  private void index(Block block) {
    for (Statement statement : block.statements) {
      homes.put(statement, block);
      if (statement instanceof Statement.Add add) {
        additions.computeIfAbsent(add.accumulator, k -> new ArrayList<>()).add(add);
      } else if (statement instanceof Statement.Invoke call) {
        for (Value argument : call.arguments) {
          if (argument.type.isAccumulator()) {
            additions.computeIfAbsent(argument, k -> new ArrayList<>()).add(call);
          }
        }
      }
      statement.blocks().forEach(this::index);
    }
  }

  private void need(Value value) {
    if (!value.isConstant() && live.add(value)) {
      waiting.push(value);
    }
  }

  private void spread(Value value) {
    for (Value extent : value.extents) {
      need(extent);
    }
    additions.getOrDefault(value, List.of()).forEach(this::runWithOperands);
    Statement source = value.source();
    if (source == null) {
      spreadParameter(value);
      return;
    }
    run(source);
    int k = source.results.indexOf(value);
    switch (source) {
      case Statement.Loop loop -> spreadLoop(loop, k);
      case Statement.While loop -> {
        if (k < loop.carried()) {
          carry(loop, k);
        } else if (k > loop.carried()) {
          need(loop.elements().get(k - loop.carried() - 1));
        }
      }
      case Statement.Choice choice -> {
        need(choice.then.results.get(k));
        need(choice.otherwise.results.get(k));
      }
      default -> source.operands().forEach(this::need);
    }
  }

  private void spreadLoop(Statement.Loop loop, int k) {
    int extremes = loop.carried() + loop.sums + loop.stacks;
    if (k < loop.carried()) {
      need(loop.starts.get(k));
      need(loop.nexts().get(k));
      need(loop.carriedParameters().get(k));
    } else {
      need(loop.body.results.get(k < extremes ? k : extremes + (k - extremes) / 2));
    }
  }

  private void spreadParameter(Value value) {
    Statement owner = value.home().owner();
    int k = value.home().parameters.indexOf(value);
    if (owner != null) {
      run(owner);
    }
    if (owner instanceof Statement.Loop loop && k > 0) {
      need(loop.starts.get(k - 1));
      need(loop.nexts().get(k - 1));
    } else if (owner instanceof Statement.While loop) {
      carry(loop, k);
    }
  }

  private void carry(Statement.While loop, int k) {
    need(loop.starts.get(k));
    need(loop.nexts().get(k));
    need(loop.body.parameters.get(k));
    need(loop.test.parameters.get(k));
  }

  private void runWithOperands(Statement statement) {
    run(statement);
    statement.operands().forEach(this::need);
  }

  /** Whatever decides whether and how often a statement runs is needed. */
  private void run(Statement statement) {
    if (!running.add(statement)) {
      return;
    }
    switch (statement) {
      case Statement.Loop loop -> need(loop.count);
      case Statement.While loop -> loop.test.results.forEach(this::need);
      case Statement.Choice choice -> need(choice.condition);
      default -> {}
    }
    Statement owner = homes.get(statement).owner();
    if (owner != null) {
      run(owner);
    }
  }
}
