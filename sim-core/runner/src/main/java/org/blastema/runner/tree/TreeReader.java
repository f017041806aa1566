package org.blastema.runner.tree;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads YAML or JSON into a tree. Syntax errors end the reading; names that are written twice are
 * collected.
 */
public final class TreeReader {
  private static final int MOST_ALIASED_VALUES = 1_000_000;

  private final JsonParser parser;
  private final String source;
  private final Problems problems;
  private final Map<String, Node> anchors = new HashMap<>();
  private int aliasedValues;

  private TreeReader(JsonParser parser, String source, Problems problems) {
    this.parser = parser;
    this.source = source;
    this.problems = problems;
  }

  /**
   * Reads a file; a name that ends in {@code .json} is read as JSON, everything else as YAML.
   *
   * @throws InvalidInput if the file cannot be read or is not well formed
   */
  public static Node read(Path file, Problems problems) {
    String source = file.toString();
    try {
      String text = Files.readString(file);
      return source.endsWith(".json") ? json(text, source, problems) : yaml(text, source, problems);
    } catch (NoSuchFileException e) {
      throw new InvalidInput(List.of(new Problem(Place.in(source), "no such file", similar(file))));
    } catch (CharacterCodingException e) {
      throw InvalidInput.at(Place.in(source), "is not a text file in UTF-8");
    } catch (AccessDeniedException e) {
      throw InvalidInput.at(Place.in(source), "may not be read");
    } catch (IOException e) {
      throw InvalidInput.at(
          Place.in(source),
          Files.isDirectory(file) ? "is a folder" : "cannot be read: " + e.getMessage());
    }
  }

  /**
   * Reads YAML text.
   *
   * @param source what the text is called in messages
   */
  public static Node yaml(String text, String source, Problems problems) {
    return parse(YamlHolder.FACTORY, text, source, problems);
  }

  /**
   * Reads JSON text.
   *
   * @param source what the text is called in messages
   */
  public static Node json(String text, String source, Problems problems) {
    return parse(JsonHolder.FACTORY, text, source, problems);
  }

  private static Node parse(
      TokenStreamFactory factory, String text, String source, Problems problems) {
    String clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try (Reader reader = new StringReader(clean);
        JsonParser parser = factory.createParser(ObjectReadContext.empty(), reader)) {
      return new TreeReader(parser, source, problems).document();
    } catch (JacksonException e) {
      throw new InvalidInput(List.of(SyntaxMessage.of(e, source)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Node document() {
    if (parser.nextToken() == null) {
      return new Scalar(new Place(source, 1, 1), "", "", Scalar.Kind.NULL);
    }
    Node root = value("");
    if (parser.nextToken() != null) {
      throw InvalidInput.at(place(), "only one document belongs in a file");
    }
    return root;
  }

  private Node value(String path) {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      return aliased(path);
    }
    Object anchor = parser.getObjectId();
    Node node =
        switch (parser.currentToken()) {
          case START_OBJECT -> map(path);
          case START_ARRAY -> list(path);
          default -> scalar(path);
        };
    if (anchor != null) {
      anchors.put(anchor.toString(), node);
    }
    return node;
  }

  private Node aliased(String path) {
    String name = parser.getString();
    Node original = anchors.get(name);
    if (original == null) {
      throw InvalidInput.at(
          place(), "alias '*" + name + "' names no anchor that is complete before it");
    }
    aliasedValues += count(original);
    if (aliasedValues > MOST_ALIASED_VALUES) {
      throw InvalidInput.at(place(), "aliases repeat more than " + MOST_ALIASED_VALUES + " values");
    }
    return original.withPath(path).withPlace(place());
  }

  private MapNode map(String path) {
    Place begin = place();
    LinkedHashMap<String, MapNode.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      Place namePlace = place();
      parser.nextToken();
      Node value = value(TreePath.child(path, name));
      MapNode.Entry before = entries.putIfAbsent(name, new MapNode.Entry(namePlace, value));
      if (before != null) {
        problems.add(
            namePlace,
            "entry '" + name + "' is written twice, first in line " + before.place().line());
      }
    }
    return new MapNode(begin, path, entries);
  }

  private ListNode list(String path) {
    Place begin = place();
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(TreePath.item(path, items.size())));
    }
    return new ListNode(begin, path, items);
  }

  private Scalar scalar(String path) {
    String text = parser.getString();
    Scalar.Kind kind =
        switch (parser.currentToken()) {
          case VALUE_NULL -> Scalar.Kind.NULL;
          case VALUE_TRUE, VALUE_FALSE -> Scalar.Kind.FLAG;
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Scalar.Kind.NUMBER;
          default -> text.equals("~") ? Scalar.Kind.NULL : Scalar.Kind.TEXT;
        };
    return new Scalar(place(), path, text, kind);
  }

  private Place place() {
    return SyntaxMessage.place(parser.currentTokenLocation(), source);
  }

  private static int count(Node node) {
    return switch (node) {
      case Scalar _ -> 1;
      case ListNode list -> 1 + list.items().stream().mapToInt(TreeReader::count).sum();
      case MapNode map -> 1 + map.entries().values().stream().mapToInt(e -> count(e.value())).sum();
    };
  }

  private static Optional<String> similar(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    Path name = file.getFileName();
    if (folder == null || name == null) {
      return Optional.empty();
    }
    try (Stream<Path> siblings = Files.list(folder)) {
      List<String> names = siblings.map(p -> String.valueOf(p.getFileName())).sorted().toList();
      return NearestWord.to(name.toString(), names).map(n -> file.resolveSibling(n).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static final class YamlHolder {
    static final YAMLFactory FACTORY =
        YAMLFactory.builder()
            .loadSettings(LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build())
            .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
  }

  private static final class JsonHolder {
    static final JsonFactory FACTORY =
        JsonFactory.builder().disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  }
}
