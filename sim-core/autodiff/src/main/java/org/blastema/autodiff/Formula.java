package org.blastema.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A pure function of rows of numbers, written once against {@link Expr}, traced, and differentiated
 * as a program: every derivative is again a formula, so derivatives nest to any depth.
 *
 * <p>A formula does not say which of its inputs differ from row to row. When it is applied, an
 * input with one row is the same for all rows. Formulas are immutable and may be used by any number
 * of threads.
 */
public final class Formula {
  private final String name;

  /** File and line where the formula was traced, or the one that it is derived from. */
  private final String origin;

  private final List<Port> inputs;
  private final List<Port> outputs;
  private final Expr[] roots;

  /** Traces the formula again; null if it was made by differentiation. */
  private final Supplier<Expr[]> tracing;

  private final int[] widths;
  private final PortMap<Program> programs = new PortMap<>();
  private final PortMap<Formula> pullbacks = new PortMap<>();

  /** What a formula computes. */
  @FunctionalInterface
  public interface Body {
    /** The output columns as expressions of the inputs. */
    Expr[] apply(Inputs inputs);
  }

  private Formula(
      String name,
      String origin,
      List<Port> inputs,
      List<Port> outputs,
      Expr[] roots,
      Supplier<Expr[]> tracing) {
    this.tracing = tracing;
    this.name = name;
    this.origin = origin;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.roots = roots;
    this.widths = inputs.stream().mapToInt(Port::width).toArray();
    if (width(outputs) != roots.length) {
      throw new IllegalArgumentException(
          "formula " + title() + " computes " + roots.length + " columns for outputs " + outputs);
    }
  }

  /** Traces a formula with one output port named {@code value}. */
  public static Formula trace(String name, List<Port> inputs, Body body) {
    Supplier<Expr[]> tracing = () -> body.apply(bind(name, inputs, columns(width(inputs))));
    Expr[] roots = tracing.get();
    List<Port> outputs = List.of(new Port("value", roots.length));
    return new Formula(name, SourceLines.ofCaller(), inputs, outputs, roots, tracing);
  }

  private Formula(String name, String origin, List<Port> inputs, List<Port> outputs, Expr[] roots) {
    this(name, origin, inputs, outputs, roots, null);
  }

  /**
   * Where a value that is not finite begins: the operation, its operands and the line that built
   * it. The formula is traced again to find the line; one that was made by differentiation gives
   * the operation alone.
   *
   * @param row all input columns of one row, in order
   * @return an empty text if all outputs are finite
   */
  public String explain(double... row) {
    checkRow(row);
    Map<Expr, String> lines = SourceLines.map();
    Expr[] again = tracing == null ? roots : SourceLines.noting(lines, tracing);
    Diagnosis diagnosis = new Diagnosis(again, lines, row);
    return Arrays.stream(again)
        .map(diagnosis::of)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  /**
   * Traces a formula that is made from this one, and says so where it fails. It does not refer to
   * this one.
   */
  Formula derived(String title, List<Port> ports, Body body) {
    Expr[] results = body.apply(bind(title, ports, columns(width(ports))));
    return new Formula(title, origin, ports, List.of(new Port("value", results.length)), results);
  }

  /** Some of this formula's output columns, as one port. */
  Formula restricted(int[] columns) {
    return new Formula(
        name,
        origin,
        inputs,
        List.of(new Port("value", columns.length)),
        picked(roots, columns),
        tracing == null ? null : () -> picked(tracing.get(), columns));
  }

  /**
   * A formula of the same inputs, but the first one replaced by a number, under the same name.
   *
   * @param first name of the number, column 0
   */
  Formula withFirst(String first, Expr result) {
    List<Port> ports = new ArrayList<>(inputs);
    ports.set(0, Port.scalar(first));
    return new Formula(
        name, origin, ports, List.of(Port.scalar("value")), new Expr[] {result}, null);
  }

  private static Expr[] picked(Expr[] from, int[] columns) {
    return Arrays.stream(columns).mapToObj(c -> from[c]).toArray(Expr[]::new);
  }

  /** The output columns; not to be changed. */
  Expr[] roots() {
    return roots;
  }

  private static Expr[] columns(int count) {
    return IntStream.range(0, count).mapToObj(Expr::input).toArray(Expr[]::new);
  }

  private static Inputs bind(String name, List<Port> ports, Expr[] columns) {
    Expr[][] split = new Expr[ports.size()][];
    int at = 0;
    for (int k = 0; k < split.length; k++) {
      split[k] = Arrays.copyOfRange(columns, at, at + ports.get(k).width());
      at += ports.get(k).width();
    }
    return new Inputs(name, ports, split);
  }

  private static int width(List<Port> ports) {
    return ports.stream().mapToInt(Port::width).sum();
  }

  /** The formula's name, for messages. */
  public String name() {
    return name;
  }

  /** The name, and the file and line where the formula was traced, for messages. */
  public String title() {
    return name + " (" + origin + ")";
  }

  /** The arguments, in order. */
  public List<Port> inputs() {
    return inputs;
  }

  /** The results, in order. */
  public List<Port> outputs() {
    return outputs;
  }

  /** Total number of output columns. */
  public int outputWidth() {
    return roots.length;
  }

  /**
   * Uses this formula inside the body of another one.
   *
   * @param arguments one array for every input port, of the port's width
   * @return the output columns
   */
  public Expr[] call(Expr[]... arguments) {
    if (arguments.length != inputs.size()) {
      throw new IllegalArgumentException(
          "formula " + title() + " takes " + inputs + ", got " + arguments.length + " arguments");
    }
    List<Expr> columns = new ArrayList<>();
    for (int k = 0; k < arguments.length; k++) {
      if (arguments[k].length != inputs.get(k).width()) {
        throw new IllegalArgumentException(
            "formula "
                + title()
                + ": argument "
                + inputs.get(k)
                + " got width "
                + arguments[k].length);
      }
      columns.addAll(Arrays.asList(arguments[k]));
    }
    return Graph.substitute(roots, columns.toArray(Expr[]::new));
  }

  /**
   * Forward mode: the directional derivative. Inputs: all inputs, then for each input {@code x} its
   * rate of change {@code x'}. Outputs: for each output {@code y} its rate of change {@code y'}.
   */
  public Formula jvp() {
    int n = width(inputs);
    List<Port> ports = new ArrayList<>(inputs);
    inputs.forEach(p -> ports.add(new Port(p.name() + "'", p.width())));
    Expr[] tangents = IntStream.range(0, n).mapToObj(k -> Expr.input(n + k)).toArray(Expr[]::new);
    return new Formula(
        "jvp(" + name + ")",
        origin,
        ports,
        outputs.stream().map(p -> new Port(p.name() + "'", p.width())).toList(),
        Differentiation.forward(roots, tangents));
  }

  /**
   * Reverse mode: the transposed derivative. Inputs: all inputs, then for each output {@code y} its
   * adjoint {@code y*}. Outputs: for each input {@code x} its adjoint {@code x*}.
   */
  public Formula vjp() {
    boolean[] all = new boolean[inputs.size()];
    Arrays.fill(all, true);
    return vjp(all);
  }

  /**
   * Reverse mode for some of the inputs; the others do not appear among the outputs and cost
   * nothing.
   */
  Formula vjp(boolean[] wantedPorts) {
    return pullbacks.get(wantedPorts, this::traceVjp);
  }

  private Formula traceVjp(boolean[] wantedPorts) {
    int n = width(inputs);
    List<Port> ports = new ArrayList<>(inputs);
    outputs.forEach(p -> ports.add(new Port(p.name() + "*", p.width())));
    Expr[] cotangents =
        IntStream.range(0, roots.length).mapToObj(k -> Expr.input(n + k)).toArray(Expr[]::new);
    return reverse("vjp(" + name + ")", ports, cotangents, wantedPorts, "*");
  }

  private Formula reverse(
      String title, List<Port> ports, Expr[] cotangents, boolean[] wantedPorts, String suffix) {
    boolean[] wanted = new boolean[width(inputs)];
    List<Port> results = new ArrayList<>();
    int at = 0;
    for (int k = 0; k < inputs.size(); k++) {
      Port port = inputs.get(k);
      Arrays.fill(wanted, at, at + port.width(), wantedPorts[k]);
      at += port.width();
      if (wantedPorts[k]) {
        results.add(new Port(port.name() + suffix, port.width()));
      }
    }
    Expr[] adjoints = Differentiation.reverse(roots, cotangents, wanted);
    return new Formula(
        title,
        origin,
        ports,
        results,
        IntStream.range(0, wanted.length)
            .filter(k -> wanted[k])
            .mapToObj(k -> adjoints[k])
            .toArray(Expr[]::new));
  }

  /**
   * The gradient of the sum of the outputs by the named inputs (all, if none is named), one output
   * port each.
   */
  public Formula gradient(String... wrt) {
    boolean[] wanted = new boolean[inputs.size()];
    for (int k = 0; k < wanted.length; k++) {
      wanted[k] = wrt.length == 0 || Arrays.asList(wrt).contains(inputs.get(k).name());
    }
    for (String word : wrt) {
      port(word);
    }
    Expr[] ones = new Expr[roots.length];
    Arrays.fill(ones, Expr.constant(1));
    return reverse("gradient(" + name + ")", inputs, ones, wanted, "");
  }

  /** The derivative of every output by one input of width 1; same outputs as this formula. */
  public Formula derivative(String scalarInput) {
    int slot = slotOf(port(scalarInput));
    Expr[] tangents = new Expr[width(inputs)];
    tangents[slot] = Expr.constant(1);
    return new Formula(
        "d(" + name + ")/d" + scalarInput,
        origin,
        inputs,
        outputs,
        Differentiation.forward(roots, tangents));
  }

  /**
   * All first derivatives: one output port {@code jacobian}, entry (output column i, input column
   * j) at {@code j * outputs + i}.
   */
  public Formula jacobian() {
    int n = width(inputs);
    Expr[] entries = new Expr[n * roots.length];
    for (int j = 0; j < n; j++) {
      Expr[] tangents = new Expr[n];
      tangents[j] = Expr.constant(1);
      Expr[] column = Differentiation.forward(roots, tangents);
      System.arraycopy(column, 0, entries, j * roots.length, roots.length);
    }
    return new Formula(
        "jacobian(" + name + ")",
        origin,
        inputs,
        List.of(new Port("jacobian", entries.length)),
        entries);
  }

  /**
   * All second derivatives of the only output column: one output port {@code hessian}, entry (i, j)
   * at {@code j * n + i} for {@code n} input columns.
   *
   * @throws IllegalStateException if there is more than one output column
   */
  public Formula hessian() {
    if (roots.length != 1) {
      throw new IllegalStateException(
          "formula " + title() + " has " + roots.length + " outputs, not one");
    }
    Formula second = gradient().jacobian();
    return new Formula(
        "hessian(" + name + ")",
        origin,
        inputs,
        List.of(new Port("hessian", second.roots.length)),
        second.roots);
  }

  private int port(String word) {
    for (int k = 0; k < inputs.size(); k++) {
      if (inputs.get(k).name().equals(word)) {
        return k;
      }
    }
    throw new IllegalArgumentException(
        "formula " + title() + " has no input '" + word + "', only " + inputs);
  }

  private int slotOf(int port) {
    if (inputs.get(port).width() != 1) {
      throw new IllegalArgumentException(
          "formula " + title() + ": " + inputs.get(port) + " is not of width 1");
    }
    return inputs.subList(0, port).stream().mapToInt(Port::width).sum();
  }

  /**
   * Carries out the formula's operations in another domain than numbers, each once, arguments
   * before what uses them.
   *
   * @param meaning what the operations mean there
   * @param <T> what stands for a number
   * @return what stands for the output columns
   */
  public <T> List<T> interpret(Interpretation<T> meaning) {
    Map<Expr, T> found = new IdentityHashMap<>();
    for (Expr node : Graph.topological(roots)) {
      found.put(
          node,
          switch (node.op) {
            case INPUT -> meaning.input(node.slot);
            case CONSTANT -> meaning.constant(node.value);
            default ->
                meaning.operation(
                    node.op, node.value, Arrays.stream(node.args).map(found::get).toList());
          });
    }
    return Arrays.stream(roots).map(found::get).toList();
  }

  /** The program for a pattern of inputs that are the same in every row. */
  Program program(boolean[] uniformPorts) {
    return programs.get(uniformPorts, this::compile);
  }

  private Program compile(boolean[] uniformPorts) {
    boolean[] slots = new boolean[width(inputs)];
    int at = 0;
    for (int k = 0; k < uniformPorts.length; k++) {
      Arrays.fill(slots, at, at + widths[k], uniformPorts[k]);
      at += widths[k];
    }
    return new Program(roots, slots);
  }

  /** Columns of every input; not to be changed. */
  int[] widths() {
    return widths;
  }

  /**
   * Applies the formula to every row and records the call on the arguments' tape, if they have one.
   *
   * @param arguments one array for each input port: as many columns as the port is wide, and {@code
   *     n} rows or one
   * @return {@code n} rows, all output columns side by side
   * @throws IllegalArgumentException if shapes do not fit
   */
  public Var apply(Var... arguments) {
    int n = 1;
    for (Var argument : arguments) {
      n = argument.rows() == 1 ? n : argument.rows();
    }
    check(n, arguments);
    return FormulaCall.record(this, n, arguments, n, roots.length);
  }

  private void check(int n, Var[] arguments) {
    if (arguments.length != inputs.size()) {
      throw new IllegalArgumentException(
          "formula " + title() + " takes " + inputs + ", got " + arguments.length + " arguments");
    }
    for (int k = 0; k < arguments.length; k++) {
      Var argument = arguments[k];
      if (argument.columns() != inputs.get(k).width()
          || (argument.rows() != n && argument.rows() != 1)) {
        throw new IllegalArgumentException(
            "formula "
                + title()
                + ": "
                + inputs.get(k)
                + " got "
                + argument.rows()
                + " x "
                + argument.columns()
                + " numbers in a call with "
                + n
                + " rows");
      }
    }
  }

  /** The output columns for one row of plain numbers, input columns in order. */
  public double[] evaluate(double... row) {
    checkRow(row);
    boolean[] rowWise = new boolean[inputs.size()];
    Program.Evaluation evaluation = program(rowWise).evaluation();
    for (int k = 0; k < row.length; k++) {
      evaluation.input(k, row, k);
    }
    double[] result = new double[roots.length];
    for (int k = 0; k < result.length; k++) {
      evaluation.output(k, result, k);
    }
    evaluation.run(1);
    return result;
  }

  private void checkRow(double... row) {
    if (row.length != width(inputs)) {
      throw new IllegalArgumentException(
          "formula " + title() + " takes " + inputs + ", got " + row.length + " numbers");
    }
  }

  @Override
  public String toString() {
    return name + inputs + " -> " + outputs;
  }
}
