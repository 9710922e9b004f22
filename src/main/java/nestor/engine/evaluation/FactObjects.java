package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nestor.engine.ternary.Comparisons;
import nestor.engine.ternary.Ternary;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.BuiltInNames;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.drools.Compilation;
import nestor.rulebook.drools.FactClass;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The objects that stand for facts in a session of Drools, and the facts behind them. Everywhere
 * else facts are {@link Fact}s.
 */
final class FactObjects {
  private final FactBase factBase;
  private final Compilation compilation;
  private final Map<String, FactType> factTypes;
  private final IdentityHashMap<Object, Fact> facts = new IdentityHashMap<>();

  /** The keys of the facts that are derived, by their type. */
  private final Map<String, Set<String>> keys = new HashMap<>();

  FactObjects(FactBase factBase, Compilation compilation, Map<String, FactType> factTypes) {
    this.factBase = factBase;
    this.compilation = compilation;
    this.factTypes = factTypes;
  }

  int size() {
    return facts.size();
  }

  /** New objects for a fact that is on record: one, or one for each variant of a threshold. */
  List<Object> add(Fact fact) {
    FactType factType = factTypes.get(fact.type());
    if (factType == null) {
      throw new IllegalStateException("no type " + fact.type());
    }
    if (!fact.type().equals(BuiltInTypes.THRESHOLD)) {
      return List.of(add(fact, factType, fact.values()));
    }
    return variants(fact).stream().map(values -> add(fact, factType, values)).toList();
  }

  private Object add(Fact fact, FactType factType, Map<String, Object> values) {
    FactClass type = compilation.type(factType.type());
    Object object = type.newFact();
    for (Field field : factType.fields()) {
      Object value = values.get(field.name());
      Object known = value instanceof Unknown unknown ? taken(unknown) : value;
      type.set(object, field.name(), known == null ? none(field) : listed(known));
    }
    facts.put(object, fact);
    return object;
  }

  /** The values of a threshold, once for each variant that could apply. */
  private static List<Map<String, Object>> variants(Fact threshold) {
    List<Map<String, Object>> variants = new ArrayList<>();
    int count =
        threshold.value("value") instanceof Unknown unknown
                && unknown.range() instanceof Unknown.OneOf one
            ? one.options().size()
            : 1;
    for (int i = 0; i < count; i++) {
      Map<String, Object> values = new LinkedHashMap<>(threshold.values());
      for (Map.Entry<String, Object> value : values.entrySet()) {
        Object option =
            value.getValue() instanceof Unknown unknown
                    && unknown.range() instanceof Unknown.OneOf one
                ? one.options().get(i)
                : null;
        if (option != null) {
          value.setValue(option);
        }
      }
      variants.add(values);
    }
    return variants;
  }

  private static @Nullable Object taken(Unknown unknown) {
    Unknown.Stated stated = unknown.stated();
    return stated == null ? null : stated.taken();
  }

  /** An absent list is an empty one to Drools, which cannot ask the size of nothing. */
  private static @Nullable Object none(Field field) {
    return field.type() == FieldType.LIST ? new ArrayList<>() : null;
  }

  /**
   * Every list of the same public class: Drools' access to the first one that it meets is the one
   * for all, and fails on others of a class that is hidden, as those of {@code List.of} are.
   */
  private static Object listed(Object value) {
    return value instanceof List<?> list ? new ArrayList<>(list) : value;
  }

  /**
   * The fact behind an object of the session: one that was inserted, or one that a rule derived.
   */
  @Nullable Fact fact(@Nullable Object object) {
    if (object == null) {
      return null;
    }
    Fact known = facts.get(object);
    FactType factType = known == null ? factTypes.get(object.getClass().getSimpleName()) : null;
    if (factType == null || !object.getClass().getPackageName().equals(BuiltInNames.PACKAGE)) {
      return known;
    }
    FactClass type = compilation.type(factType.type());
    Map<String, Object> values = new LinkedHashMap<>();
    for (Field field : factType.fields()) {
      Object value = type.get(object, field.name());
      if (value != null) {
        values.put(field.name(), value);
      }
    }
    Fact derived =
        new Fact(
            key(factType, values),
            factType.type(),
            values,
            Ternary.YES,
            java.util.Collections.emptySortedSet());
    facts.put(object, derived);
    return derived;
  }

  /**
   * The key of the fact that a rule derived. Where a value of it is not known exactly, such as a
   * sum with open entries, Drools has what is on record of it, and the fact is found by its other
   * values.
   */
  private String key(FactType factType, Map<String, Object> values) {
    String exact = ValueKeys.derived(factType.type(), values);
    Set<String> known =
        keys.computeIfAbsent(
            factType.type(),
            type -> factBase.facts(type).stream().map(Fact::key).collect(Collectors.toSet()));
    if (known.contains(exact)) {
      return exact;
    }
    for (Fact fact : factBase.facts(factType.type())) {
      boolean fits =
          factType.fields().stream()
              .map(Field::name)
              .allMatch(
                  name ->
                      !Comparisons.compare(
                              Expression.Comparator.EQUAL, fact.value(name), values.get(name))
                          .isNo());
      if (fits) {
        return fact.key();
      }
    }
    return exact;
  }
}
