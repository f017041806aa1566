package org.blastema.autodiff.array;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A generated method while it is written: where its values are. */
final class MethodContext {
  /**
   * Where an array is.
   *
   * @param data local variable of the Java array
   * @param offset local variable of the place of the first entry, or -1 if that is 0
   */
  record Place(int data, int offset) {}

  static final ClassDesc FRAME = Frame.class.describeConstable().orElseThrow();
  static final ClassDesc REALS = ConstantDescs.CD_double.arrayType();
  static final ClassDesc INTS = ConstantDescs.CD_int.arrayType();

  final ProgramWriter program;
  final FunctionWriter function;
  final CodeBuilder code;

  private final Map<Value, Integer> scalars = new IdentityHashMap<>();
  private final Map<Value, Place> arrays = new IdentityHashMap<>();
  private final Map<Value, Place> destinations = new IdentityHashMap<>();

  /** Local variable 0 is the frame. */
  private int top = 1;

  MethodContext(FunctionWriter function, CodeBuilder code) {
    this.program = function.program();
    this.function = function;
    this.code = code;
  }

  static ClassDesc dataType(Value array) {
    return array.type.kind() == Kind.REAL ? REALS : INTS;
  }

  static TypeKind kindOf(Value scalar) {
    return scalar.type.kind() == Kind.REAL ? TypeKind.DOUBLE : TypeKind.INT;
  }

  static boolean isReal(Value value) {
    return value.type.kind() == Kind.REAL;
  }

  // ---- local variables

  int local(TypeKind kind) {
    int slot = top;
    top += kind.slotSize();
    return slot;
  }

  /** The first free local variable: what is made after that can be released together. */
  int mark() {
    return top;
  }

  void release(int mark) {
    top = mark;
  }

  /** A local variable for a single entry. */
  int define(Value value) {
    int slot = local(kindOf(value));
    scalars.put(value, slot);
    return slot;
  }

  void define(Value value, int slot) {
    scalars.put(value, slot);
  }

  /** Stores what is on the stack as a value. */
  void storeNew(Value value) {
    code.storeLocal(kindOf(value), define(value));
  }

  void forget(Value value) {
    scalars.remove(value);
  }

  boolean isDefined(Value value) {
    return scalars.containsKey(value);
  }

  int slot(Value value) {
    return scalars.get(value);
  }

  /** Local variables for an array. */
  Place defineArray(Value value) {
    Place place = new Place(local(TypeKind.REFERENCE), local(TypeKind.INT));
    arrays.put(value, place);
    return place;
  }

  void defineArray(Value value, Place place) {
    arrays.put(value, place);
  }

  Place place(Value array) {
    Place place = arrays.get(array);
    if (place == null) {
      throw new IllegalStateException("an array that was not made: " + array);
    }
    return place;
  }

  /** Tells whoever makes an array where it is to be. */
  void direct(Value array, Place place) {
    destinations.put(array, place);
  }

  Place destination(Value array) {
    return destinations.get(array);
  }

  // ---- arrays on the stack

  void pushData(Place place) {
    code.aload(place.data);
  }

  void pushOffset(Place place) {
    if (place.offset < 0) {
      code.iconst_0();
    } else {
      code.iload(place.offset);
    }
  }

  /** Adds the offset to the place on the stack. */
  void addOffset(Place place) {
    if (place.offset >= 0) {
      code.iload(place.offset).iadd();
    }
  }

  /** Pushes a product of extents: the number of entries of a part. */
  void pushSize(Scalar scalar, List<Value> extents) {
    if (extents.isEmpty()) {
      code.iconst_1();
      return;
    }
    scalar.push(extents.getFirst());
    for (Value extent : extents.subList(1, extents.size())) {
      scalar.push(extent);
      code.imul();
    }
  }

  void pushFrame() {
    code.aload(0);
  }

  void loadEntry(Value array) {
    if (isReal(array)) {
      code.daload();
    } else {
      code.iaload();
    }
  }

  void storeEntry(boolean isReal) {
    if (isReal) {
      code.dastore();
    } else {
      code.iastore();
    }
  }
}
