package org.blastema.cellbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.blastema.cellbox.data.BadTable;
import org.blastema.cellbox.data.CsvTable;
import org.blastema.cellbox.data.NodeKinds;
import org.blastema.cellbox.data.Split;
import org.blastema.plugin.InvalidConfiguration;

/**
 * The responses of a cell line to drugs, alone and in combination, at rest.
 *
 * @param kinds what the nodes are
 * @param names of the nodes
 * @param conditions names of the conditions
 * @param inputs perturbations, conditions by nodes
 * @param responses conditions by nodes
 */
record DrugScreen(
    NodeKinds kinds,
    List<String> names,
    List<String> conditions,
    double[][] inputs,
    double[][] responses) {

  /** Reads names, one a line. */
  static List<String> names(Path path, String name) {
    try {
      return Files.readAllLines(path).stream()
          .map(String::strip)
          .filter(s -> !s.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new BadTable(name, "cannot be read");
    }
  }

  /**
   * Puts tables together.
   *
   * @throws BadTable if they do not fit each other
   */
  static DrugScreen of(NodeKinds kinds, List<String> names, CsvTable y, CsvTable u) {
    if (u.values().length != y.values().length || u.width() != y.width()) {
      throw new BadTable(
          u.file(),
          "has "
              + u.values().length
              + " rows and "
              + u.width()
              + " columns of numbers, but "
              + y.file()
              + " has "
              + y.values().length
              + " and "
              + y.width());
    }
    if (!u.columns().isEmpty() && !u.columns().equals(y.columns()) && !y.columns().isEmpty()) {
      for (int i = 0; i < u.width(); i++) {
        if (!u.columns().get(i).equals(y.columns().get(i))) {
          throw new BadTable(
              u.file(),
              1,
              i + u.firstColumn(),
              "names '"
                  + u.columns().get(i)
                  + "' where "
                  + y.file()
                  + " names '"
                  + y.columns().get(i)
                  + "'");
        }
      }
    }
    if (!names.isEmpty() && names.size() != y.width()) {
      throw new BadTable(
          y.file(), "has " + y.width() + " columns, but there are " + names.size() + " names");
    }
    for (int r = 0; r < u.values().length; r++) {
      for (int i = 0; i < u.width(); i++) {
        if (u.values()[r][i] != 0 && !kinds.isDrug(i)) {
          throw u.complaint(r, i, "perturbs a node that is no drug activity");
        }
      }
    }
    List<String> all = new ArrayList<>(names);
    for (int i = all.size(); i < y.width(); i++) {
      all.add("node" + (i + 1));
    }
    List<String> conditions = new ArrayList<>();
    for (int r = 0; r < y.values().length; r++) {
      conditions.add(y.rows().isEmpty() ? name(kinds, all, u.values()[r]) : y.rows().get(r));
    }
    return new DrugScreen(kinds, all, conditions, u.values(), y.values());
  }

  private static String name(NodeKinds kinds, List<String> names, double[] u) {
    StringBuilder text = new StringBuilder();
    for (int i = kinds.proteins() + kinds.phenotypes(); i < u.length; i++) {
      if (u[i] != 0) {
        text.append(text.isEmpty() ? "" : " + ").append(names.get(i)).append(' ').append(u[i]);
      }
    }
    return text.toString();
  }

  /** For every condition, which drugs it has. */
  boolean[][] dosed() {
    boolean[][] dosed = new boolean[inputs.length][kinds.drugs()];
    for (int r = 0; r < dosed.length; r++) {
      for (int d = 0; d < kinds.drugs(); d++) {
        dosed[r][d] = inputs[r][drug(d)] != 0;
      }
    }
    return dosed;
  }

  /** Names of the drugs that the known conditions of some split do not have. */
  List<String> neverGiven(List<Split> splits) {
    boolean[][] dosed = dosed();
    List<String> found = new ArrayList<>();
    for (int d = 0; d < kinds.drugs(); d++) {
      int drug = d;
      boolean always =
          splits.stream().allMatch(s -> Arrays.stream(s.known()).anyMatch(r -> dosed[r][drug]));
      if (!always) {
        found.add(names.get(drug(d)));
      }
    }
    return found;
  }

  /** Node of a drug. */
  int drug(int number) {
    return kinds.proteins() + kinds.phenotypes() + number;
  }

  /**
   * Node of a phenotype.
   *
   * @throws InvalidConfiguration if there is none of the name
   */
  int phenotype(String name) {
    List<String> known = names.subList(kinds.proteins(), kinds.proteins() + kinds.phenotypes());
    if (!known.contains(name)) {
      throw InvalidConfiguration.unknownWord("rank-by", "phenotype", name, known);
    }
    return kinds.proteins() + known.indexOf(name);
  }
}
