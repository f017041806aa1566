package org.blastema.autodiff.array;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A list of statements that are run in order: a function, or the inside of a loop or a choice. */
final class Block {
  /** What equal statements have in common. */
  record Key(Object what, List<Object> operands) {}

  private Block parent;
  private Statement owner;
  private boolean isBranch;

  /** Whether it may be skipped although the block around it runs. */
  final boolean isConditional;

  final List<Value> parameters = new ArrayList<>();
  final List<Statement> statements = new ArrayList<>();
  final List<Value> results = new ArrayList<>();
  final Map<Key, Statement> known = new HashMap<>();

  Block(Block parent, boolean isConditional) {
    this.parent = parent;
    this.isConditional = isConditional;
  }

  /** Whether it is one side of a choice. */
  boolean isBranch() {
    return isBranch;
  }

  static Block branchOf(Block parent) {
    Block block = new Block(parent, true);
    block.isBranch = true;
    return block;
  }

  /** The statement that runs this block; null for a function's. */
  Statement owner() {
    return owner;
  }

  void runBy(Statement statement) {
    owner = statement;
  }

  Block parent() {
    return parent;
  }

  void moveInto(Block other) {
    parent = other;
  }

  Value parameter(Type type, Value... extents) {
    Value value = Value.parameter(this, type, extents);
    parameters.add(value);
    return value;
  }

  /** Number of blocks around it. */
  int depth() {
    int depth = 0;
    for (Block at = parent; at != null; at = at.parent) {
      depth++;
    }
    return depth;
  }

  /** Whether this block is the other one or around it. */
  boolean encloses(Block other) {
    for (Block at = other; at != null; at = at.parent) {
      if (at == this) {
        return true;
      }
    }
    return false;
  }
}
