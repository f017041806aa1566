package org.blastema.autodiff.array;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.IdentityHashMap;
import java.util.Map;
import org.blastema.autodiff.array.LanePlan.Shape;
import org.blastema.autodiff.array.MethodContext.Place;

/**
 * Writes code that moves entries between arrays and lanes: neighboring entries at once, all others
 * one by one through a small array.
 */
final class LaneMemory {
  private final MethodContext method;
  private final Scalar scalar;
  private final CodeBuilder code;
  private final LanePlan plan;
  private final LaneValues values;
  private final Lowering lowering;
  private final int lanes;
  private final Map<Value, Place> rows = new IdentityHashMap<>();

  LaneMemory(StatementWriter writer, LanePlan plan, LaneValues values) {
    this.method = writer.method;
    this.scalar = writer.scalar;
    this.code = method.code;
    this.plan = plan;
    this.values = values;
    this.lowering = method.program.lowering();
    this.lanes = method.program.mode().lanes();
  }

  private static ClassDesc vectorOf(boolean real) {
    return real ? LaneValues.REAL : LaneValues.INT;
  }

  private static ClassDesc dataOf(boolean real) {
    return real ? MethodContext.REALS : MethodContext.INTS;
  }

  private void species(boolean real) {
    code.getstatic(
        real ? LaneValues.LANES : LaneValues.HELPER, real ? "SPECIES" : "INTS", LaneValues.SPECIES);
  }

  /** From the species, the Java array and the place. */
  private void fromArray(boolean real) {
    code.invokestatic(
        vectorOf(real),
        "fromArray",
        MethodTypeDesc.of(vectorOf(real), LaneValues.SPECIES, dataOf(real), CD_int));
  }

  /** From the vector, the Java array and the place. */
  void intoArray(boolean real) {
    code.invokevirtual(
        vectorOf(real), "intoArray", MethodTypeDesc.of(CD_void, dataOf(real), CD_int));
  }

  private void pushLanes(boolean real) {
    method.pushFrame();
    code.getfield(MethodContext.FRAME, real ? "lanes" : "intLanes", dataOf(real));
  }

  // ---- indices

  /** Fails if an index of a lane that is wanted is not below its extent. */
  void check(Statement statement) {
    for (Lowering.Check check : lowering.checks(statement)) {
      if (!check.isCertain()) {
        check(check);
      }
    }
  }

  private void check(Lowering.Check check) {
    Shape shape = plan.shape(check.index());
    if (shape.isUniform() && values.mask() < 0 && values.firstLane() > 0) {
      return;
    }
    Label fine = code.newLabel();
    if (!shape.varies()) {
      Label doubtful = code.newLabel();
      Runnable low = () -> values.pushFirst(check.index());
      Runnable high =
          () -> {
            low.run();
            values.pushStep(shape);
            code.loadConstant(lanes - 1).imul().iadd();
          };
      low.run();
      code.iflt(doubtful);
      low.run();
      scalar.push(check.extent());
      code.if_icmpge(doubtful);
      if (!shape.isUniform()) {
        high.run();
        code.iflt(doubtful);
        high.run();
        scalar.push(check.extent());
        code.if_icmpge(doubtful);
      }
      code.goto_(fine).labelBinding(doubtful);
      doubtful(check, shape);
      code.labelBinding(fine);
      return;
    }
    values.push(check.index());
    scalar.push(check.extent());
    if (values.mask() >= 0) {
      code.aload(values.mask());
      values.call("checkLanes", CD_void, LaneValues.INT, CD_int, LaneValues.MASK);
    } else {
      values.call("checkLanes", CD_void, LaneValues.INT, CD_int);
    }
  }

  /** Calls without vectors, or throws where there is no mask, so that the method remains small. */
  private void doubtful(Lowering.Check check, Shape shape) {
    if (values.mask() < 0) {
      scalar.fail();
      return;
    }
    values.pushFirst(check.index());
    values.pushStep(shape);
    scalar.push(check.extent());
    pushWanted();
    values.call("checkSteps", CD_void, CD_int, CD_int, CD_int, CD_long);
  }

  // ---- reading

  /** Pushes the entries that lanes read. */
  void read(Statement.Read read) {
    check(read);
    Value at = read.at.getFirst();
    Shape shape = plan.shape(at);
    Place place = method.place(read.array);
    boolean real = MethodContext.isReal(read.array);
    boolean own = values.varies(read.array);
    if (values.mask() >= 0 && shape.isUniform() && !own) {
      readIfWanted(read, place);
    } else if (own ? shape.isUniform() : shape.isNext()) {
      readNeighbors(at, place, real, own);
    } else if (rows.containsKey(read.array) && values.mask() < 0 && plan.readsRow(read)) {
      readRow(at, rows.get(read.array));
    } else {
      gather(at, place, real, own);
    }
    toTruth(read.result());
  }

  /**
   * The rows that lanes read are in a buffer, and a local variable tells where the first begins.
   */
  void useRows(Value array, Place buffer) {
    rows.put(array, buffer);
  }

  private void readRow(Value at, Place buffer) {
    species(true);
    method.pushData(buffer);
    scalar.push(at);
    code.iload(buffer.offset()).isub();
    toOwn();
    fromArray(true);
  }

  private void pushPlace(Value at, Place place, boolean own) {
    values.pushFirst(at);
    if (own) {
      toOwn();
    }
    method.addOffset(place);
  }

  /** From an entry to where the current vector has its lanes of it. */
  private void toOwn() {
    code.loadConstant(values.width()).imul();
    if (values.firstLane() > 0) {
      code.loadConstant(values.firstLane()).iadd();
    }
  }

  private void readNeighbors(Value at, Place place, boolean real, boolean own) {
    if (values.mask() < 0) {
      species(real);
      method.pushData(place);
      pushPlace(at, place, own);
      fromArray(real);
      return;
    }
    int first = method.local(TypeKind.INT);
    pushPlace(at, place, own);
    code.istore(first);
    Label outside = code.newLabel();
    Label end = code.newLabel();
    jumpIfOutside(first, place, outside);
    species(real);
    method.pushData(place);
    code.iload(first);
    fromArray(real);
    code.goto_(end).labelBinding(outside);
    species(real);
    method.pushData(place);
    code.iload(first);
    pushWanted();
    pushLanes(real);
    values.call("load", dataOf(real), dataOf(real), CD_int, CD_long, dataOf(real));
    code.iconst_0();
    fromArray(real);
    code.labelBinding(end);
  }

  /** One bit for each lane: vectors that go into rare calls would become objects. */
  private void pushWanted() {
    code.aload(values.mask()).invokevirtual(LaneValues.MASK, "toLong", MethodTypeDesc.of(CD_long));
  }

  private void jumpIfOutside(int first, Place place, Label outside) {
    code.iload(first).iflt(outside);
    code.iload(first);
    method.pushData(place);
    code.arraylength().loadConstant(lanes).isub().if_icmpgt(outside);
  }

  /** Reads entries one by one; of lanes that are not wanted, the first entry that there is. */
  private void gather(Value at, Place place, boolean real, boolean own) {
    Shape shape = plan.shape(at);
    if (shape.varies() || own || values.mask() >= 0) {
      pushPlaces(at, own);
      pushLanes(false);
      code.iconst_0();
      intoArray(false);
    }
    for (int k = 0; k < lanes; k++) {
      pushLanes(real);
      code.loadConstant(k);
      method.pushData(place);
      pushPlaceOfLane(at, place, own, k);
      if (real) {
        code.daload().dastore();
      } else {
        code.iaload().iastore();
      }
    }
    species(real);
    pushLanes(real);
    code.iconst_0();
    fromArray(real);
  }

  private void pushPlaceOfLane(Value at, Place place, boolean own, int k) {
    Shape shape = plan.shape(at);
    if (shape.varies() || own || values.mask() >= 0) {
      pushLanes(false);
      code.loadConstant(k).iaload();
    } else {
      values.pushFirst(at);
      values.pushStep(shape);
      code.loadConstant(k).imul().iadd();
    }
    method.addOffset(place);
  }

  /** Places of lanes; those that are not wanted are 0. */
  private void pushPlaces(Value at, boolean own) {
    values.push(at);
    if (values.mask() >= 0) {
      code.aload(values.mask());
      values.call("onlySet", LaneValues.INT, LaneValues.INT, LaneValues.MASK);
    }
    if (own) {
      code.loadConstant(values.width()).loadConstant(values.firstLane());
      values.call("own", LaneValues.INT, LaneValues.INT, CD_int, CD_int);
    }
  }

  private void toTruth(Value result) {
    if (result.type.kind() == Kind.TRUTH) {
      values.call("toTruth", LaneValues.MASK, LaneValues.INT);
    }
  }

  /** An entry that is the same in all lanes, read only if any lane wants it. */
  private void readIfWanted(Statement.Read read, Place place) {
    boolean real = MethodContext.isReal(read.array);
    Label none = code.newLabel();
    Label end = code.newLabel();
    int entry = method.local(real ? TypeKind.DOUBLE : TypeKind.INT);
    code.aload(values.mask())
        .invokevirtual(LaneValues.MASK, "anyTrue", MethodTypeDesc.of(CD_boolean))
        .ifeq(none);
    method.pushData(place);
    pushPlace(read.at.getFirst(), place, false);
    method.loadEntry(read.array);
    code.goto_(end).labelBinding(none);
    if (real) {
      code.dconst_0();
    } else {
      code.iconst_0();
    }
    code.labelBinding(end);
    if (real) {
      code.dstore(entry);
      values.spread(() -> code.dload(entry));
    } else {
      values.call("spread", LaneValues.INT, CD_int);
    }
  }

  // ---- adding

  /** Adds what all lanes add to one entry to lanes that are added up in the end. */
  void addInLanes(Statement.Add add, Place place) {
    check(add);
    Value at = add.at.getFirst();
    addNeighbors(
        () -> {
          scalar.push(at);
          code.loadConstant(lanes).imul();
        },
        place,
        add.amount);
  }

  /** Adds up what the lanes of all vectors add to one entry, and adds that. */
  void addSum(Statement.Add add) {
    values.each(k -> check(add));
    int sum = values.newLocal();
    values.each(k -> {
      if (k == 0) {
        values.push(add.amount);
      } else {
        values.addTerm(sum, add.amount);
      }
      code.astore(sum);
    });
    Place place = method.place(add.accumulator);
    method.pushData(place);
    pushPlace(add.at.getFirst(), place, false);
    code.dup2().daload();
    values.pushSum(sum);
    code.dadd().dastore();
  }

  /** Adds to an accumulator that all lanes have in common, or to each lane's own. */
  void add(Statement.Add add) {
    check(add);
    Value at = add.at.getFirst();
    Shape shape = plan.shape(at);
    Place place = method.place(add.accumulator);
    boolean own = values.varies(add.accumulator);
    if (values.mask() < 0 && (own ? shape.isUniform() : shape.isNext())) {
      addNeighbors(() -> pushPlace(at, place, own), place, add.amount);
    } else if (values.mask() >= 0 && !own && shape.isNext()) {
      addWanted(at, place, add.amount);
    } else {
      scatter(add, place, own);
    }
  }

  /** Adds a vector to neighboring entries. */
  private void addNeighbors(Runnable pushPlace, Place place, Value amount) {
    int first = method.local(TypeKind.INT);
    pushPlace.run();
    code.istore(first);
    values.addTerm(() -> pushNeighbors(place, first), amount);
    method.pushData(place);
    code.iload(first);
    intoArray(true);
  }

  private void pushNeighbors(Place place, int first) {
    species(true);
    method.pushData(place);
    code.iload(first);
    fromArray(true);
  }

  private void addWanted(Value at, Place place, Value amount) {
    int first = method.local(TypeKind.INT);
    pushPlace(at, place, false);
    code.istore(first);
    int wanted = values.newLocal();
    code.getstatic(LaneValues.LANES, "ZERO", LaneValues.REAL);
    values.push(amount);
    code.aload(values.mask());
    values.blend();
    code.astore(wanted);
    Label outside = code.newLabel();
    Label end = code.newLabel();
    jumpIfOutside(first, place, outside);
    pushNeighbors(place, first);
    code.aload(wanted);
    values.binary("add");
    method.pushData(place);
    code.iload(first);
    intoArray(true);
    code.goto_(end).labelBinding(outside);
    code.aload(wanted);
    pushLanes(true);
    code.iconst_0();
    intoArray(true);
    method.pushData(place);
    code.iload(first);
    pushWanted();
    pushLanes(true);
    values.call("add", CD_void, MethodContext.REALS, CD_int, CD_long, MethodContext.REALS);
    code.labelBinding(end);
  }

  private void scatter(Statement.Add add, Place place, boolean own) {
    Value at = add.at.getFirst();
    Shape shape = plan.shape(at);
    Label end = code.newLabel();
    if (values.mask() >= 0) {
      code.aload(values.mask())
          .invokevirtual(LaneValues.MASK, "anyTrue", MethodTypeDesc.of(CD_boolean))
          .ifeq(end);
      code.getstatic(LaneValues.LANES, "ZERO", LaneValues.REAL);
      values.push(add.amount);
      code.aload(values.mask());
      values.blend();
    } else {
      values.push(add.amount);
    }
    pushLanes(true);
    code.iconst_0();
    intoArray(true);
    if (shape.varies() || own || values.mask() >= 0) {
      pushPlaces(at, own);
      pushLanes(false);
      code.iconst_0();
      intoArray(false);
    }
    for (int k = 0; k < lanes; k++) {
      method.pushData(place);
      pushPlaceOfLane(at, place, own, k);
      code.dup2().daload();
      pushLanes(true);
      code.loadConstant(k).daload().dadd().dastore();
    }
    code.labelBinding(end);
  }

  /** Stores a value in neighboring entries. */
  void store(Value element, Place stack, Runnable pushPlace) {
    values.push(element);
    if (element.type.kind() == Kind.TRUTH) {
      values.call("toInt", LaneValues.INT, LaneValues.MASK);
    }
    method.pushData(stack);
    pushPlace.run();
    intoArray(MethodContext.isReal(element));
  }
}
