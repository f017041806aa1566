package org.blastema.cellbox.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.blastema.autodiff.Elementary;

/**
 * A learned network with the uncertainty of every edge, in the formats of spreadsheets and of
 * programs that draw graphs.
 *
 * @param nodes names
 * @param weights {@code W[target][source]} row by row
 * @param errors standard error of every weight, NaN where unknown
 * @param reference the same weights of a reference network, or null
 */
public record LearnedNetwork(
    List<String> nodes, double[] weights, double[] errors, double[] reference) {

  /** An edge of the network: a weight that is not 0. */
  private record Edge(int target, int source, double weight, double confidence) {}

  /** The probability that a normal estimate has the sign of the truth rather than none. */
  private double confidence(int k) {
    if (weights[k] == 0 || Double.isNaN(errors[k])) {
      return 0;
    }
    return errors[k] == 0 ? 1 : Elementary.erf(Math.abs(weights[k]) / (errors[k] * Math.sqrt(2)));
  }

  private List<Edge> edges() {
    List<Edge> edges = new ArrayList<>();
    int n = nodes.size();
    for (int k = 0; k < weights.length; k++) {
      if (weights[k] != 0) {
        edges.add(new Edge(k / n, k % n, weights[k], confidence(k)));
      }
    }
    return edges;
  }

  /** Writes all formats into a folder. */
  public void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("network.csv"), table());
    Files.writeString(folder.resolve("edges.csv"), edgeTable());
    Files.writeString(folder.resolve("network.graphml"), graphml());
    Files.writeString(folder.resolve("network.dot"), dot());
  }

  private String table() {
    int n = nodes.size();
    StringBuilder text = new StringBuilder("target");
    nodes.forEach(node -> text.append(',').append(node));
    for (int i = 0; i < n; i++) {
      text.append('\n').append(nodes.get(i));
      for (int j = 0; j < n; j++) {
        text.append(',').append(weights[i * n + j]);
      }
    }
    return text.append('\n').toString();
  }

  private String edgeTable() {
    int n = nodes.size();
    StringBuilder text = new StringBuilder("source,target,weight,standard error,confidence");
    text.append(reference == null ? "\n" : ",reference\n");
    for (int k = 0; k < weights.length; k++) {
      boolean known = reference != null && reference[k] != 0;
      if (weights[k] != 0 || known) {
        text.append(nodes.get(k % n)).append(',').append(nodes.get(k / n)).append(',');
        text.append(weights[k]).append(',').append(errors[k]).append(',').append(confidence(k));
        text.append(reference == null ? "\n" : "," + reference[k] + "\n");
      }
    }
    return text.toString();
  }

  private String graphml() {
    StringBuilder text =
        new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
              <key id="name" for="node" attr.name="name" attr.type="string"/>
              <key id="weight" for="edge" attr.name="weight" attr.type="double"/>
              <key id="confidence" for="edge" attr.name="confidence" attr.type="double"/>
              <graph edgedefault="directed">
            """);
    for (int i = 0; i < nodes.size(); i++) {
      text.append(
          "    <node id=\"n%d\"><data key=\"name\">%s</data></node>\n"
              .formatted(i, escaped(nodes.get(i))));
    }
    for (Edge edge : edges()) {
      text.append(
          ("    <edge source=\"n%d\" target=\"n%d\"><data key=\"weight\">%s</data>"
                  + "<data key=\"confidence\">%s</data></edge>\n")
              .formatted(edge.source, edge.target, edge.weight, edge.confidence));
    }
    return text.append("  </graph>\n</graphml>\n").toString();
  }

  private String dot() {
    StringBuilder text = new StringBuilder("digraph cellbox {\n");
    for (String node : nodes) {
      text.append("  ").append(quoted(node)).append(";\n");
    }
    for (Edge edge : edges()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %s -> %s [arrowhead=%s, color=\"%s\", penwidth=%.2f, label=\"%.2f\"];%n",
              quoted(nodes.get(edge.source)),
              quoted(nodes.get(edge.target)),
              edge.weight < 0 ? "tee" : "normal",
              edge.weight < 0 ? "#b2182b" : "#2166ac",
              Math.min(4, 0.3 + 2 * Math.abs(edge.weight)),
              edge.weight));
    }
    return text.append("}\n").toString();
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
