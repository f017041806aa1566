package org.blastema.cellbox.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values computed by independent programs. */
final class Fixtures {
  private Fixtures() {}

  static JsonNode read() {
    try (InputStream in = Fixtures.class.getResourceAsStream("/oracles/cellbox.json")) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double[] vector(JsonNode node) {
    return IntStream.range(0, node.size()).mapToDouble(k -> node.get(k).asDouble()).toArray();
  }

  static double[][] matrix(JsonNode node) {
    return IntStream.range(0, node.size())
        .mapToObj(k -> vector(node.get(k)))
        .toArray(double[][]::new);
  }

  static double[] flat(double[][] rows) {
    return java.util.Arrays.stream(rows).flatMapToDouble(java.util.Arrays::stream).toArray();
  }

  static double softplus(double x) {
    return StrictMath.log1p(StrictMath.exp(x));
  }

  static double[] softplus(double[] x) {
    return java.util.Arrays.stream(x).map(Fixtures::softplus).toArray();
  }
}
