package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A list of values cut into pieces that are small enough for the optimizing compiler: values that a
 * later piece needs are kept in memory, comparisons are repeated.
 */
final class RowPlan {
  /**
   * Vector operations per piece. The operations on one vector wait for each other: only if a few
   * turns of the loop fit into the window in which the processor reorders instructions do the
   * others fill the gaps. Storing and loading what a later piece needs costs less. From about 75 on
   * the optimizing compiler inlines no more calls either, and vectors become objects.
   */
  private static final int LIMIT = 40;

  /** Values computed by one piece, in order; comparisons are not among them. */
  record Piece(int[] values) {}

  private final ValueList values;
  private final Uniforms uniforms;
  private final boolean strict;
  private final boolean[] decides;
  private final List<Piece> pieces = new ArrayList<>();
  private final int[] pieceOf;
  private final int[] keptAs;
  private int kept;

  RowPlan(ValueList values, Uniforms uniforms, boolean strict) {
    this.values = values;
    this.uniforms = uniforms;
    this.strict = strict;
    this.decides = Compiler.decisive(values);
    this.pieceOf = new int[values.size()];
    this.keptAs = new int[values.size()];
    Arrays.fill(pieceOf, -1);
    Arrays.fill(keptAs, -1);
    cut();
    keep();
  }

  private void cut() {
    int[] computed = IntStream.range(0, values.size()).filter(this::isComputed).toArray();
    int[] place = new int[values.size()];
    int[] costs = new int[computed.length];
    int[][] uses = new int[computed.length][];
    for (int k = 0; k < computed.length; k++) {
      place[computed[k]] = k;
      costs[k] = cost(computed[k]);
      uses[k] = used(computed[k]).map(id -> place[id]).distinct().toArray();
    }
    int[] pieceAt = new RowCuts(costs, uses, LIMIT).pieces();
    int count = computed.length == 0 ? 1 : pieceAt[computed.length - 1] + 1;
    for (int piece = 0; piece < count; piece++) {
      int number = piece;
      int[] ids =
          IntStream.range(0, computed.length)
              .filter(k -> pieceAt[k] == number)
              .map(k -> computed[k])
              .toArray();
      for (int id : ids) {
        pieceOf[id] = piece;
      }
      pieces.add(new Piece(ids));
    }
  }

  private boolean isComputed(int id) {
    ValueList.Value value = values.get(id);
    return varies(id) && value.op() != Op.INPUT && !value.isComparison();
  }

  /** Computed values that a value is made of, directly or through comparisons. */
  private IntStream used(int id) {
    return Arrays.stream(values.get(id).args())
        .flatMap(a ->
            values.get(a).isComparison()
                ? used(a)
                : isComputed(a) ? IntStream.of(a) : IntStream.empty());
  }

  /** Vector operations that an operation takes, about, with the loading of a column or two. */
  private int cost(int id) {
    return switch (values.get(id).op()) {
      case EXP, TANH -> 30;
      case LOG, LOGISTIC -> 35;
      case EXPM1 -> 30;
      case LOG1P -> 40;
      case SIN, COS -> 60;
      case ATAN, ERF -> 400;
      case SIGN -> 4;
      case SELECT_LESS, SELECT_AT_MOST -> 2;
      case GATED_PRODUCT, MASKED_PRODUCT -> isPlainProduct(id) ? 1 : 6;
      default -> 1;
    };
  }

  private void keep() {
    for (int k = 0; k < pieces.size(); k++) {
      for (int id : pieces.get(k).values) {
        keepArguments(id, k);
      }
    }
  }

  private void keepArguments(int id, int piece) {
    for (int a : values.get(id).args()) {
      if (values.get(a).isComparison()) {
        keepArguments(a, piece);
      } else if (pieceOf[a] >= 0 && pieceOf[a] < piece && keptAs[a] < 0) {
        keptAs[a] = kept++;
      }
    }
  }

  /** Whether a value is computed by a piece. */
  boolean isComputedBy(int id, int piece) {
    return pieceOf[id] == piece;
  }

  ValueList values() {
    return values;
  }

  Uniforms uniforms() {
    return uniforms;
  }

  List<Piece> pieces() {
    return pieces;
  }

  /** Whether the outputs show if a gated product needed more care than it got. */
  boolean asksWhetherFinite() {
    return !strict && Compiler.takesChances(values, uniforms);
  }

  boolean varies(int id) {
    return !uniforms.contains(id);
  }

  /** Number of values kept for later pieces. */
  int kept() {
    return kept;
  }

  /** Where a value is kept for later pieces, or -1. */
  int keptAs(int id) {
    return keptAs[id];
  }

  /** Whether a value is a product without care for zeros. */
  boolean isPlainProduct(int id) {
    return values.get(id).op() == Op.MULTIPLY || (!strict && !decides[id]);
  }

  /** What the generated code depends on: equal for programs that may share it. */
  List<Object> structure() {
    List<Object> words = new ArrayList<>();
    words.add(strict);
    for (int id = 0; id < values.size(); id++) {
      ValueList.Value value = values.get(id);
      words.add(value.op());
      words.add(uniforms.number(id));
      words.add(value.slot());
      words.add(value.op() == Op.POW ? Double.doubleToRawLongBits(value.number()) : 0L);
      words.add(Arrays.stream(value.args()).boxed().toList());
    }
    words.add(Arrays.stream(values.roots).boxed().toList());
    return words;
  }
}
