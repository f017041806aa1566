package org.blastema.rigidbody;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blastema.autodiff.Var;
import org.blastema.kernel.model.Model;
import org.blastema.kernel.model.ParameterValues;
import org.blastema.kernel.model.Rollout;
import org.blastema.kernel.space.FreeSpace;
import org.blastema.kernel.state.CellState;
import org.blastema.kernel.state.StateSchema;
import org.blastema.plugin.Parameter;

/** A step rigid-body and some discs. */
final class Scene {
  private final Map<String, Boundary> boundaries = new LinkedHashMap<>();
  private final Map<String, Double> numbers = new LinkedHashMap<>();
  private double gravityX;
  private double gravityY;
  private RigidBody.Momentum momentum = RigidBody.Momentum.ZEROED;
  private RigidBody.Rotation rotation = RigidBody.Rotation.FREE;
  private Accuracy accuracy = Accuracy.standard();
  private double dt = 1;

  Scene() {
    numbers.put("friction", 0.2);
    numbers.put("restitution", 0.0);
    numbers.put("density", 1.0);
    numbers.put("damping", 10.0);
    numbers.put("adhesion", 0.0);
    numbers.put("reach", 0.25);
  }

  Scene wall(String name, double x, double y, double normalX, double normalY) {
    boundaries.put(name, Wall.of(new Wall.Configuration(List.of(x, y), List.of(normalX, normalY))));
    return this;
  }

  Scene polygon(String name, Side side, double... corners) {
    boundaries.put(name, polygon(side, corners));
    return this;
  }

  /** A region with one outline, {@code x0, y0, x1, y1, ...}. */
  static Region polygon(Side side, double... corners) {
    List<List<Double>> points = new ArrayList<>();
    for (int k = 0; k < corners.length; k += 2) {
      points.add(List.of(corners[k], corners[k + 1]));
    }
    return Polygon.of(new Polygon.Configuration(points, side));
  }

  Scene boundary(String name, Boundary boundary) {
    boundaries.put(name, boundary);
    return this;
  }

  Scene with(String number, double value) {
    numbers.put(number, value);
    return this;
  }

  Scene gravity(double x, double y) {
    gravityX = x;
    gravityY = y;
    return this;
  }

  Scene keepingMomentum() {
    momentum = RigidBody.Momentum.KEPT;
    return this;
  }

  Scene locked() {
    rotation = RigidBody.Rotation.LOCKED;
    return this;
  }

  Scene accuracy(int substeps, double scale) {
    accuracy = new Accuracy(substeps, 8, 3, scale);
    return this;
  }

  Scene iterations(int velocity, int position) {
    accuracy = new Accuracy(accuracy.substeps(), velocity, position, accuracy.scale());
    return this;
  }

  Scene dt(double length) {
    dt = length;
    return this;
  }

  RigidBody step() {
    return new RigidBody(
        boundaries,
        List.of(
            number("friction"),
            number("restitution"),
            number("density"),
            number("damping"),
            new Parameter(
                "gravity",
                1,
                2,
                new double[] {gravityX, gravityY},
                false,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY),
            number("adhesion"),
            number("reach")),
        momentum,
        rotation,
        accuracy);
  }

  private Parameter number(String name) {
    return Parameter.constant(name, numbers.get(name));
  }

  Model model() {
    return new Model(
        new FreeSpace(2), dt, List.of(new Model.NamedStep("mechanics", step())), List.of());
  }

  /** Founders from {@code x, y, radius} of every disc. */
  static CellState discs(StateSchema schema, double... numbers) {
    int n = numbers.length / 3;
    double[] x = new double[2 * n];
    double[] r = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = numbers[3 * i];
      x[n + i] = numbers[3 * i + 1];
      r[i] = numbers[3 * i + 2];
    }
    return CellState.founders(schema, new int[n])
        .with("position", Var.of(n, 2, x))
        .with("radius", Var.column(r));
  }

  /** The discs after so many macro-steps. */
  CellState run(int steps, double... discs) {
    Model model = model();
    return advance(model, discs(model.schema(), discs), steps);
  }

  static CellState advance(Model model, CellState state, int steps) {
    Rollout rollout = new Rollout(model, ParameterValues.initial(), 1, 0);
    CellState now = state;
    for (int k = 0; k < steps; k++) {
      now = rollout.advance(now);
    }
    return now;
  }
}
