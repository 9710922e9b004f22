package nestor.engine.evaluation;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.Field;
import org.jspecify.annotations.Nullable;

/**
 * Map of a fact's values by field name, in the order of the type's declaration. All facts of a type
 * share one set of names: measured, a fact then costs no more than an array.
 */
final class FieldValues extends AbstractMap<String, Object> {
  private final Names names;
  private final @Nullable Object[] values;

  /** The names of a type's fields. */
  static final class Names {
    private final String[] inOrder;
    private final Map<String, Integer> numbers = new HashMap<>();

    Names(List<Field> fields) {
      inOrder = fields.stream().map(Field::name).toArray(String[]::new);
      for (int i = 0; i < inOrder.length; i++) {
        numbers.put(inOrder[i], i);
      }
    }
  }

  /**
   * A name that is asked for again and again, and its place among the names of the type that it was
   * asked of last: most conditions look at facts of one type.
   */
  static final class Name {
    private final String name;
    private @Nullable Place last;

    Name(String name) {
      this.name = name;
    }

    /** Places are whole or not there, so that threads may share a name. */
    private record Place(Names names, @Nullable Integer number) {}

    private @Nullable Integer among(Names names) {
      Place place = last;
      if (place == null || place.names != names) {
        place = new Place(names, names.numbers.get(name));
        last = place;
      }
      return place.number;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** These values, of those names that they have; others are left out. */
  static FieldValues of(Names names, Map<String, ?> values) {
    @Nullable Object[] inOrder = new Object[names.inOrder.length];
    for (int i = 0; i < inOrder.length; i++) {
      inOrder[i] = values.get(names.inOrder[i]);
    }
    return new FieldValues(names, inOrder);
  }

  /** The value of that name in any map; quickly in one of these. */
  static @Nullable Object of(Map<String, Object> values, Name name) {
    if (values instanceof FieldValues fields) {
      Integer number = name.among(fields.names);
      return number == null ? null : fields.values[number];
    }
    return values.get(name.name);
  }

  /**
   * Values.
   *
   * @param values one for each name, in their order, or null; not to be changed afterwards
   */
  FieldValues(Names names, @Nullable Object[] values) {
    this.names = names;
    this.values = values;
  }

  /** Copy of the values with another value for one field. */
  static Map<String, Object> with(Map<String, Object> values, String name, @Nullable Object value) {
    if (values instanceof FieldValues fields) {
      Integer number = fields.names.numbers.get(name);
      @Nullable Object[] changed = fields.values.clone();
      if (number != null) {
        changed[number] = value;
      }
      return new FieldValues(fields.names, changed);
    }
    Map<String, Object> changed = new LinkedHashMap<>(values);
    if (value == null) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return changed;
  }

  /** Copy of the values with an unknown one replaced; the same map where it is not among them. */
  @SuppressWarnings("ReferenceEquality") // One match, not another that is equal.
  static Map<String, Object> replacing(
      Map<String, Object> values, Unknown.OneMatch match, @Nullable Object known) {
    if (values instanceof FieldValues fields) {
      FieldValues replaced = fields;
      for (int i = 0; i < fields.values.length; i++) {
        if (fields.values[i] instanceof Unknown unknown && unknown.identity() == match) {
          replaced =
              replaced == fields ? new FieldValues(fields.names, fields.values.clone()) : replaced;
          replaced.values[i] = known;
        }
      }
      return replaced;
    }
    Map<String, Object> replaced = values;
    for (Map.Entry<String, Object> value : values.entrySet()) {
      if (value.getValue() instanceof Unknown unknown && unknown.identity() == match) {
        replaced = with(replaced, value.getKey(), known);
      }
    }
    return replaced;
  }

  /** These values, with another in the place of each that is unknown. */
  FieldValues replacingUnknown(BiFunction<String, Unknown, @Nullable Object> replacement) {
    @Nullable Object[] replaced = values.clone();
    for (int i = 0; i < replaced.length; i++) {
      if (replaced[i] instanceof Unknown unknown) {
        replaced[i] = replacement.apply(names.inOrder[i], unknown);
      }
    }
    return new FieldValues(names, replaced);
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    Integer number = names.numbers.get(name);
    return number == null ? null : values[number];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Object> action) {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value != null) {
        action.accept(names.inOrder[i], value);
      }
    }
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    Set<Entry<String, Object>> entries = new LinkedHashSet<>();
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value != null) {
        entries.add(Map.entry(names.inOrder[i], value));
      }
    }
    return entries;
  }
}
