package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the statements of a block that can be run together: parallel loops of the same count,
 * choices by the same condition, a call and the call that computes its adjoint as well. Two
 * statements can only be merged if nothing in between needs the first and is needed by the second.
 */
final class Merging {
  /** Statements that are run together, in their order. */
  record Group(List<Statement> members) {
    Statement first() {
      return members.getFirst();
    }
  }

  private final List<Group> groups = new ArrayList<>();
  private final Map<Statement, Integer> groupOf = new IdentityHashMap<>();
  private final List<Set<Integer>> needs = new ArrayList<>();

  private Merging(List<Statement> statements) {
    Set<Statement> here = Collections.newSetFromMap(new IdentityHashMap<>());
    here.addAll(statements);
    Map<Value, List<Statement>> additions = new HashMap<>();
    for (Statement statement : statements) {
      Set<Integer> before = new HashSet<>();
      List<Value> used = Liveness.freeValues(statement);
      for (Value value : used) {
        if (value.source() != null && here.contains(value.source())) {
          before.add(groupOf.get(value.source()));
        }
      }
      if (statement instanceof Statement.Freeze freeze) {
        additions
            .getOrDefault(freeze.accumulator, List.of())
            .forEach(s -> before.add(groupOf.get(s)));
      } else {
        used.stream()
            .filter(v -> v.type.isAccumulator())
            .forEach(v -> additions.computeIfAbsent(v, k -> new ArrayList<>()).add(statement));
      }
      join(statement, before);
    }
  }

  /** The groups of a block, each after those that it needs. */
  static List<Group> groups(List<Statement> statements) {
    return new Merging(statements).ordered();
  }

  private void join(Statement statement, Set<Integer> before) {
    for (int g = groups.size() - 1; g >= 0; g--) {
      Group group = groups.get(g);
      if (fits(group, statement) && !isNeededOnTheWay(g, before)) {
        group.members.add(statement);
        groupOf.put(statement, g);
        needs.get(g).addAll(before);
        needs.get(g).remove(g);
        return;
      }
    }
    groupOf.put(statement, groups.size());
    groups.add(new Group(new ArrayList<>(List.of(statement))));
    needs.add(new HashSet<>(before));
  }

  /** Whether something else that the statement needs itself needs the group. */
  private boolean isNeededOnTheWay(int group, Set<Integer> before) {
    Set<Integer> seen = new HashSet<>();
    List<Integer> open = new ArrayList<>(before);
    open.remove((Object) group);
    while (!open.isEmpty()) {
      int g = open.removeLast();
      if (g == group) {
        return true;
      }
      if (seen.add(g)) {
        open.addAll(needs.get(g));
      }
    }
    return false;
  }

  private static boolean fits(Group group, Statement statement) {
    return switch (statement) {
      case Statement.Loop loop ->
          group.first() instanceof Statement.Loop first && fits(group, first, loop);
      case Statement.Choice choice ->
          group.first() instanceof Statement.Choice first && first.condition == choice.condition;
      case Statement.Invoke call ->
          group.members.size() == 1
              && group.first() instanceof Statement.Invoke first
              && computesAlso(call, first);
      default -> false;
    };
  }

  private static boolean fits(Group group, Statement.Loop first, Statement.Loop loop) {
    if (!first.isParallel() || !loop.isParallel() || !same(first.count, loop.count)) {
      return false;
    }
    List<Value> used = Liveness.freeValues(loop);
    boolean related = false;
    for (Statement member : group.members) {
      for (Value result : member.results) {
        if (used.contains(result)) {
          if (!((Statement.Loop) member).stacked().contains(result)
              || !isReadAtIndexOnly(loop.body, loop.index(), result)) {
            return false;
          }
          related = true;
        }
      }
      related |=
          Liveness.freeValues(member).stream()
              .anyMatch(v -> v.type.kind() != Kind.INT && used.contains(v));
      related |= loop.body.statements.stream().anyMatch(s -> s instanceof Statement.Invoke);
    }
    return related;
  }

  private static boolean same(Value a, Value b) {
    return a == b || (a.isConstant() && b.isConstant() && a.integer() == b.integer());
  }

  private static boolean isReadAtIndexOnly(Block block, Value index, Value array) {
    if (block.results.contains(array)) {
      return false;
    }
    for (Statement statement : block.statements) {
      boolean atIndex =
          switch (statement) {
            case Statement.Read read -> read.array == array && read.at.getFirst() == index;
            case Statement.Slice slice -> slice.array == array && slice.index == index;
            default -> false;
          };
      if (!atIndex && statement.operands().contains(array)) {
        return false;
      }
      for (Block inner : statement.blocks()) {
        if (!isReadAtIndexOnly(inner, index, array)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a call is of the adjoint of another one, with the same arguments. */
  private static boolean computesAlso(Statement.Invoke adjoint, Statement.Invoke call) {
    if (adjoint.function.adjointOf() != call.function || call.function.hasEffects()) {
      return false;
    }
    for (int k = 0; k < call.arguments.size(); k++) {
      Value a = call.arguments.get(k);
      Value b = adjoint.arguments.get(k);
      if (a != b && !(a.isConstant() && b.isConstant() && a.number() == b.number())) {
        return false;
      }
    }
    return !call.results.stream().anyMatch(adjoint.arguments::contains);
  }

  private List<Group> ordered() {
    List<Group> order = new ArrayList<>();
    boolean[] done = new boolean[groups.size()];
    for (int g = 0; g < done.length; g++) {
      place(g, done, order);
    }
    return order;
  }

  private void place(int group, boolean[] done, List<Group> order) {
    if (done[group]) {
      return;
    }
    done[group] = true;
    needs.get(group).stream().sorted().forEach(g -> place(g, done, order));
    order.add(groups.get(group));
  }
}
