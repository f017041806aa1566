package org.blastema.autodiff.array;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.blastema.autodiff.array.MethodContext.Place;

/**
 * The arrays that a loop carries. An array that the body makes is in a buffer of its own; at the
 * end of an iteration that buffer is exchanged for one that the loop owns, so that the next
 * iteration makes its array elsewhere. What is made outside of the body, or lasts because it is
 * part of a stack, is only referred to. All else is copied to a second buffer of the loop's.
 */
final class CarriedArrays {
  private record One(Value parameter, Value next, int own, int spare) {}

  private final StatementWriter writer;
  private final MethodContext method;
  private final CodeBuilder code;
  private final Block body;
  private final List<One> all = new ArrayList<>();
  private final Set<Value> lasting = Collections.newSetFromMap(new IdentityHashMap<>());

  CarriedArrays(StatementWriter writer, Block body) {
    this.writer = writer;
    this.method = writer.method;
    this.code = method.code;
    this.body = body;
  }

  /** The value whose buffer holds an array that a block itself makes; null if there is none. */
  static Value maker(Value array, Block block) {
    if (array.home() != block) {
      return null;
    }
    return switch (array.source()) {
      case Statement.Loop loop when loop.stacked().contains(array) -> array;
      case Statement.Freeze freeze when freeze.accumulator.home() == block ->
          freeze.accumulator.source() == null ? null : freeze.accumulator;
      case null, default -> null;
    };
  }

  /** The value whose buffer may hold an array that a block itself makes; null if there is none. */
  private static Value owner(Value array, Block block) {
    Value made = maker(array, block);
    if (made != null || array.home() != block) {
      return made;
    }
    return switch (array.source()) {
      case Statement.Loop loop when loop.finals().contains(array) -> array;
      case Statement.While loop when loop.results.indexOf(array) != loop.carried() -> array;
      case null, default -> null;
    };
  }

  void add(Value parameter, Value next, Value last) {
    int own = method.function.slotOf(last);
    all.add(new One(parameter, next, own, method.function.spareSlotOf(last)));
  }

  /** Notes an array that nothing overwrites while the loop runs. */
  void lasting(Value array) {
    lasting.add(array);
  }

  /** Makes the next arrays the carried ones. */
  void carry() {
    Set<Value> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    List<One> moved = all.stream().filter(one -> one.next != one.parameter).toList();
    List<Place> places = new ArrayList<>();
    for (One one : moved) {
      Place place = new Place(method.local(TypeKind.REFERENCE), method.local(TypeKind.INT));
      places.add(place);
      writer.copyPlace(method.place(one.next), place);
      if (lasting.contains(one.next) || !body.encloses(one.next.home())) {
        continue;
      }
      Value owner = taken.add(one.next) ? owner(one.next, body) : null;
      Label end = code.newLabel();
      if (owner != null) {
        exchange(method.function.slotOf(owner), one.own, place, MethodContext.dataType(one.next));
        code.ifne(end);
      }
      copy(one, place);
      code.labelBinding(end);
    }
    for (int k = 0; k < moved.size(); k++) {
      writer.copyPlace(places.get(k), method.place(moved.get(k).parameter));
    }
  }

  private void exchange(int slot, int own, Place place, ClassDesc data) {
    method.pushFrame();
    code.loadConstant(slot).loadConstant(own);
    method.pushData(place);
    code.invokevirtual(
        MethodContext.FRAME, "exchange", MethodTypeDesc.of(CD_boolean, CD_int, CD_int, data));
  }

  /** Copies to the spare buffer, which becomes the loop's own. */
  private void copy(One one, Place place) {
    ClassDesc data = MethodContext.dataType(one.next);
    method.pushFrame();
    code.loadConstant(one.spare);
    method.pushData(place);
    method.pushOffset(place);
    method.pushSize(writer.scalar, List.of(one.next.extents));
    code.invokevirtual(
            MethodContext.FRAME, "copy", MethodTypeDesc.of(data, CD_int, data, CD_int, CD_int))
        .astore(place.data());
    code.iconst_0().istore(place.offset());
    exchange(one.spare, one.own, place, data);
    code.pop();
  }
}
