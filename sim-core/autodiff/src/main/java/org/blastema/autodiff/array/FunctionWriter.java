package org.blastema.autodiff.array;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Generates the methods of one function and lays out its frame. */
final class FunctionWriter {
  private final ProgramWriter program;
  private final Function function;
  private final int number;
  private final Uses uses;
  private final Set<Statement> outlined;
  private final Map<Value, Integer> slots = new IdentityHashMap<>();
  private final Map<Value, Integer> spares = new IdentityHashMap<>();
  private final Map<Value, Integer> laneSlots = new IdentityHashMap<>();
  private final Map<Value, Integer> rowSlots = new IdentityHashMap<>();
  private final Map<Value, Integer> expandedSlots = new IdentityHashMap<>();
  private final Map<Statement, LanePlan> lanePlans = new IdentityHashMap<>();
  private final List<Integer> callees = new ArrayList<>();
  private int reals;
  private int ints;
  private int pieces;

  FunctionWriter(ProgramWriter program, Function function, int number) {
    this.program = program;
    this.function = function;
    this.number = number;
    this.uses = new Uses(program.lowering(), function);
    this.outlined = Pieces.of(function);
  }

  private static boolean needsFrame(Block block, Set<Function> visited) {
    return block.statements.stream()
        .anyMatch(s -> {
          boolean makesArrays =
              !(s instanceof Statement.Slice)
                  && s.results.stream().anyMatch(r -> !Outline.isEntry(r));
          boolean calls =
              s instanceof Statement.Invoke call
                  && visited.add(call.function)
                  && needsFrame(call.function.body(), visited);
          return makesArrays || calls || s.blocks().stream().anyMatch(b -> needsFrame(b, visited));
        });
  }

  ProgramWriter program() {
    return program;
  }

  Uses uses() {
    return uses;
  }

  boolean isOutlined(Statement statement) {
    return outlined.contains(statement)
        || (statement instanceof Statement.Loop loop && lanePlan(loop) != null);
  }

  /** How to run iterations of a loop side by side, or null if they are not. */
  LanePlan lanePlan(Statement.Loop loop) {
    if (!lanePlans.containsKey(loop)) {
      lanePlans.put(loop, LanePlan.of(loop, program.lowering(), uses, program.mode().lanes()));
    }
    return lanePlans.get(loop);
  }

  /** Whether a call, or what it calls, has buffers. */
  boolean needsFrame() {
    Set<Function> visited = Collections.newSetFromMap(new IdentityHashMap<>());
    visited.add(function);
    return needsFrame(function.body(), visited);
  }

  String methodName() {
    return "function" + number;
  }

  String nextPieceName() {
    return "function" + number + "Piece" + pieces++;
  }

  /** The buffer of an array. */
  int slotOf(Value array) {
    return slots.computeIfAbsent(array, this::newSlot);
  }

  int spareSlotOf(Value array) {
    return spares.computeIfAbsent(array, this::newSlot);
  }

  /** The buffer of an array that each lane has for itself. */
  int laneSlotOf(Value array) {
    return laneSlots.computeIfAbsent(array, this::newSlot);
  }

  /** The buffer in which lanes add up what goes to one accumulator. */
  int expandedSlotOf(Value accumulator) {
    return expandedSlots.computeIfAbsent(accumulator, this::newSlot);
  }

  /** The buffer for rows that lanes read. */
  int rowSlotOf(Value array) {
    return rowSlots.computeIfAbsent(array, this::newSlot);
  }

  private int newSlot(Value array) {
    return MethodContext.isReal(array) ? reals++ : ints++;
  }

  /** A new place in the program that calls a function. */
  int site(FunctionWriter callee) {
    callees.add(callee.number);
    return callees.size() - 1;
  }

  Frame.Layout layout() {
    return new Frame.Layout(reals, ints, callees.stream().mapToInt(k -> k).toArray());
  }

  MethodTypeDesc type() {
    List<ClassDesc> types = new ArrayList<>(List.of(MethodContext.FRAME));
    for (Value parameter : function.parameters()) {
      if (Outline.isEntry(parameter)) {
        types.add(Outline.typeOf(parameter));
      } else {
        types.add(MethodContext.dataType(parameter));
        types.add(ConstantDescs.CD_int);
      }
    }
    return MethodTypeDesc.of(
        isOutermost() ? ConstantDescs.CD_void : Outline.returned(function.body().results), types);
  }

  private boolean isOutermost() {
    return number == 0;
  }

  void write(CodeBuilder code) {
    MethodContext method = new MethodContext(this, code);
    function.parameters().forEach(p -> Outline.receive(method, p));
    StatementWriter writer = new StatementWriter(method);
    writer.writeAll(function.body().statements);
    new Outline(writer).giveResults(function.body().results, isOutermost());
  }
}
