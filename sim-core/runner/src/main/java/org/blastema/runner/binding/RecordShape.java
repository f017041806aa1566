package org.blastema.runner.binding;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.blastema.plugin.Contribution;
import org.blastema.plugin.Default;
import org.blastema.plugin.Describe;
import org.blastema.plugin.Inline;
import org.blastema.plugin.ParameterSpec;
import org.blastema.plugin.Part;
import org.blastema.plugin.Range;
import org.blastema.plugin.Unit;
import org.blastema.runner.plugins.PluginFailure;
import org.blastema.runner.tree.InvalidInput;
import org.blastema.runner.tree.Node;
import org.blastema.runner.tree.Place;
import org.blastema.runner.tree.Problems;
import org.blastema.runner.tree.Scalar;
import org.blastema.runner.tree.TreeReader;

/** The entries of a configuration record, read from its components and their annotations. */
public final class RecordShape {
  private static final Pattern PLAIN_SCALAR = Pattern.compile("[A-Za-z0-9.+-]+");
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type.asSubclass(Record.class));
        }
      };

  private final Class<? extends Record> type;
  private final Constructor<? extends Record> constructor;
  private final List<Method> accessors;
  private final List<Entry> entries;

  private RecordShape(Class<? extends Record> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      this.constructor = type.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
    constructor.setAccessible(true);
    this.accessors = Arrays.stream(components).map(RecordComponent::getAccessor).toList();
    accessors.forEach(a -> a.setAccessible(true));
    this.entries = Arrays.stream(components).map(RecordShape::entry).toList();
  }

  /**
   * The shape of a record.
   *
   * @throws IllegalArgumentException if a component's type or annotation is not understood
   */
  public static RecordShape of(Class<? extends Record> type) {
    return SHAPES.get(type);
  }

  /**
   * The shape of a keyword's configuration.
   *
   * @throws PluginFailure if the plugin's record cannot hold configuration
   */
  public static RecordShape of(Contribution contribution) {
    try {
      return of(contribution.component().configuration());
    } catch (IllegalArgumentException e) {
      String keyword = contribution.component().keyword();
      throw new PluginFailure(
          "plugin '" + contribution.plugin() + "', keyword '" + keyword + "'", e);
    }
  }

  /** Entries in order of the components. */
  public List<Entry> entries() {
    return entries;
  }

  /**
   * Names of the entries that are written in this record's own map; those of an inline part are not
   * among them.
   */
  public List<String> keys() {
    return entries.stream().filter(e -> !e.inline()).map(Entry::key).toList();
  }

  /** The entry whose part is written inline, if there is one. */
  public Optional<Entry> inline() {
    return entries.stream().filter(Entry::inline).findFirst();
  }

  /** An entry by its name. */
  public Optional<Entry> find(String key) {
    return entries.stream().filter(e -> e.key().equals(key) && !e.inline()).findFirst();
  }

  /** The record. */
  public Class<? extends Record> type() {
    return type;
  }

  /** What the record itself is said to be; may be empty. */
  public String description() {
    Describe describe = type.getAnnotation(Describe.class);
    return describe == null ? "" : describe.value();
  }

  /** Makes the record; what its constructor throws comes through. */
  Record create(List<Object> values) {
    try {
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The values of a record's components, in order of {@link #entries}. */
  List<Object> values(Record instance) {
    List<Object> values = new ArrayList<>();
    try {
      for (Method accessor : accessors) {
        values.add(accessor.invoke(instance));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return values;
  }

  private static Entry entry(RecordComponent component) {
    String where = component.getDeclaringRecord().getName() + "." + component.getName();
    Unit unit = component.getAnnotation(Unit.class);
    Range range = component.getAnnotation(Range.class);
    Describe describe = component.getAnnotation(Describe.class);
    Default standard = component.getAnnotation(Default.class);
    String dimension = unit == null ? "" : unit.value();
    EntryType.Limits limits =
        range == null
            ? EntryType.Limits.NONE
            : new EntryType.Limits(range.min(), range.max(), range.exclusiveMin());
    if (!dimension.equals(ANY_UNIT)) {
      checkUnit(dimension, where);
    }
    EntryType type = type(component.getGenericType(), limits, dimension, where);
    boolean inline = component.isAnnotationPresent(Inline.class);
    if (inline && !(type instanceof EntryType.Slot)) {
      throw new IllegalArgumentException(where + " is @Inline but no Part");
    }
    return new Entry(
        Words.kebab(component.getName()),
        type,
        Optional.ofNullable(standard).map(d -> snippet(d.value(), where)),
        describe == null ? "" : describe.value(),
        dimension,
        limits,
        inline);
  }

  /** In {@code @Unit}: each value says for itself what it measures. */
  static final String ANY_UNIT = "any";

  private static void checkUnit(String dimension, String where) {
    try {
      Dimension.parse(dimension);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          where + ": @Unit(\"" + dimension + "\"): " + e.getMessage(), e);
    }
  }

  private static EntryType type(Type type, EntryType.Limits limits, String unit, String where) {
    if (type instanceof Class<?> c) {
      return simpleType(c, limits, unit, where);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
      Type[] arguments = generic.getActualTypeArguments();
      Type last = arguments[arguments.length - 1];
      if (raw == Optional.class) {
        return new EntryType.Maybe(type(last, limits, unit, where));
      }
      if (raw == List.class) {
        return new EntryType.Sequence(type(last, limits, unit, where));
      }
      if (raw == Map.class && arguments[0] == String.class) {
        return new EntryType.Dictionary(type(last, limits, unit, where));
      }
      if (raw == Part.class) {
        return new EntryType.Slot(role(last));
      }
    }
    throw new IllegalArgumentException(
        where + " has a type that configuration cannot hold: " + type);
  }

  private static EntryType simpleType(
      Class<?> c, EntryType.Limits limits, String unit, String where) {
    if (c == double.class || c == Double.class) {
      return new EntryType.Real(limits, unit);
    }
    if (c == int.class || c == Integer.class || c == long.class || c == Long.class) {
      return new EntryType.Whole(limits, c == long.class || c == Long.class);
    }
    if (c == boolean.class || c == Boolean.class) {
      return new EntryType.Flag();
    }
    if (c == String.class) {
      return new EntryType.Text();
    }
    if (c == ParameterSpec.class) {
      return new EntryType.Tunable(limits, unit);
    }
    if (c == Node.class) {
      return new EntryType.Raw();
    }
    if (c.isEnum()) {
      @SuppressWarnings("unchecked")
      Class<? extends Enum<?>> words = (Class<? extends Enum<?>>) c;
      return new EntryType.Choice(words);
    }
    if (c.isRecord()) {
      return new EntryType.Group(c.asSubclass(Record.class));
    }
    throw new IllegalArgumentException(
        where + " has a type that configuration cannot hold: " + c.getName());
  }

  private static Class<?> role(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getRawType()
        : (Class<?>) type;
  }

  /** Most defaults are a single number or word, for which no parser needs to start. */
  private static Node snippet(String text, String where) {
    Place place = Place.in("default of " + where);
    if (PLAIN_SCALAR.matcher(text).matches() && !text.equals("null")) {
      return new Scalar(place, "", text, kind(text));
    }
    Problems problems = new Problems();
    try {
      Node node = TreeReader.yaml(text, place.source(), problems);
      problems.throwIfAny();
      return node;
    } catch (InvalidInput e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Scalar.Kind kind(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Scalar.Kind.FLAG;
    }
    boolean number = NumberText.of(text).filter(t -> t.unit().isEmpty()).isPresent();
    return number ? Scalar.Kind.NUMBER : Scalar.Kind.TEXT;
  }
}
