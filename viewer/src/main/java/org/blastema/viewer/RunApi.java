package org.blastema.viewer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the page asks for, by the words of a path. Words are looked up, never used as file names.
 *
 * <pre>
 *   runs                            all runs
 *   runs/K                          description of the K-th run
 *   runs/K/state?frames=N           how it stands, and the frames after the first N
 *   runs/K/frames/F                 tissue of frame F                    (BLT1)
 *   runs/K/frames/F/columns/NAME    a column of it                       (BLC1)
 *   runs/K/frames/F/logs/NAME       the decimal logarithms of a column   (BLC1)
 *   runs/K/limits/NAME              smallest, largest and smallest positive number of a column
 *                                   in all frames
 *   runs/K/frames/F/cells/ID        all numbers of a cell
 *   runs/K/cells/ID/history/NAME    a column of a cell through all frames
 *   runs/K/tissues                  the epochs whose tissues were recorded
 *   runs/K/tissues/F                the F-th of these tissues            (BLT1)
 *   runs/K/tissues/F/columns/NAME   a column of it                       (BLC1)
 *   runs/K/tissues/F/logs/NAME      the decimal logarithms of a column   (BLC1)
 *   runs/K/fields/F/columns/NAME    a chemical on the grid in frame F    (BLC1)
 *   runs/K/fields/F/logs/NAME       the decimal logarithms of it         (BLC1)
 *   runs/K/fields/F/voxels/V        all chemicals in a voxel
 *   runs/K/fields/limits/NAME       smallest, largest and smallest positive number of a chemical
 *                                   in all frames
 *   runs/K/lineage | metrics | history | parameters | network
 *   runs/K/text/scenario | resolved | log
 * </pre>
 */
final class RunApi {
  static final String ROOT = "/api/";
  private final List<ViewedRun> runs;

  RunApi(List<ViewedRun> runs) {
    this.runs = List.copyOf(runs);
  }

  Reply answer(String path, String query) {
    String[] words = path.split("/", -1);
    try {
      if (!words[0].equals("runs")) {
        throw new Unknown();
      }
      if (words.length == 1) {
        return Reply.json(summaries());
      }
      int index = number(words[1]);
      if (index >= runs.size()) {
        throw new Unknown();
      }
      return answer(runs.get(index), List.of(words).subList(2, words.length), query);
    } catch (Unknown | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Reply.failure(404, e.getMessage() == null ? "there is nothing here" : e.getMessage());
    } catch (IOException e) {
      return Reply.failure(422, "cannot be read: " + e.getMessage());
    } catch (RuntimeException e) {
      return Reply.failure(422, "cannot be read, it is damaged: " + e);
    }
  }

  private List<Map<String, Object>> summaries() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int k = 0; k < runs.size(); k++) {
      all.add(Json.object("key", k, "name", runs.get(k).name()));
    }
    return all;
  }

  private static Reply answer(ViewedRun run, List<String> words, String query)
      throws IOException, Unknown {
    String first = words.isEmpty() ? "" : words.getFirst();
    return switch (words.size()) {
      case 0 -> Reply.json(run.description());
      case 1 ->
          switch (first) {
            case "state" -> Reply.json(run.state(known(query)));
            case "lineage" -> Reply.json(run.lineage());
            case "metrics" -> Reply.json(run.metrics());
            case "history" -> Reply.json(run.history());
            case "parameters" -> Reply.json(run.parameters());
            case "network" -> Reply.json(run.networks());
            case "tissues" -> Reply.json(run.tissueEpochs());
            default -> throw new Unknown();
          };
      case 2 ->
          switch (first) {
            case "frames" -> Reply.binary(run.frames().tissue(number(words.get(1))));
            case "tissues" -> Reply.binary(run.tissues().tissue(number(words.get(1))));
            case "limits" -> Reply.json(run.limits(words.get(1)));
            case "text" -> Reply.text(run.text(words.get(1)));
            default -> throw new Unknown();
          };
      case 3 -> {
        if (!first.equals("fields") || !words.get(1).equals("limits")) {
          throw new Unknown();
        }
        yield Reply.json(run.fields().limits(words.get(2)));
      }
      case 4 -> answerAbout(run, words);
      default -> throw new Unknown();
    };
  }

  private static Reply answerAbout(ViewedRun run, List<String> words) throws IOException, Unknown {
    int number = number(words.get(1));
    return switch (words.getFirst() + "/" + words.get(2)) {
      case "frames/columns" -> Reply.binary(run.frames().column(number, words.get(3)));
      case "frames/logs" -> Reply.binary(run.frames().logarithms(number, words.get(3)));
      case "tissues/columns" -> Reply.binary(run.tissues().column(number, words.get(3)));
      case "tissues/logs" -> Reply.binary(run.tissues().logarithms(number, words.get(3)));
      case "fields/columns" -> Reply.binary(run.fields().column(number, words.get(3)));
      case "fields/logs" -> Reply.binary(run.fields().logarithms(number, words.get(3)));
      case "fields/voxels" -> Reply.json(run.fields().voxel(number, number(words.get(3))));
      case "frames/cells" -> Reply.json(run.cell(number, number(words.get(3))));
      case "cells/history" -> Reply.json(run.cellHistory(number, words.get(3)));
      default -> throw new Unknown();
    };
  }

  private static int known(String query) throws Unknown {
    if (query == null) {
      return 0;
    }
    if (!query.startsWith("frames=")) {
      throw new Unknown();
    }
    return number(query.substring("frames=".length()));
  }

  private static int number(String word) throws Unknown {
    if (!word.matches("\\d{1,9}")) {
      throw new Unknown();
    }
    return Integer.parseInt(word);
  }

  /** Nothing has this address. */
  private static final class Unknown extends Exception {
    private static final long serialVersionUID = 1;
  }
}
