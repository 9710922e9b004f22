package nestor.rulebook.load;

import java.util.HashMap;
import java.util.Map;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import org.jspecify.annotations.Nullable;

/** Variables that a condition can use, with the type of each. */
final class VariableScope {
  private final Map<String, Meaning> meanings;

  VariableScope() {
    this(new HashMap<>());
  }

  private VariableScope(Map<String, Meaning> meanings) {
    this.meanings = meanings;
  }

  /**
   * Meaning of an expression.
   *
   * @param type the type of its value, or null for a fact and for null itself
   * @param fact the shape of the fact, or null for a plain value
   * @param field the field that it comes from, or null
   * @param unit what a number counts, or null
   * @param sure whether it has a value in every case, so that arithmetic may use it
   */
  record Meaning(
      @Nullable FieldType type,
      @Nullable FactType fact,
      @Nullable Field field,
      @Nullable String unit,
      boolean sure) {

    static final Meaning NULL = new Meaning(null, null, null, null, false);
    static final Meaning UNCLEAR = new Meaning(null, null, null, null, true);

    static Meaning of(Field field) {
      return new Meaning(field.type(), null, field, field.unit(), false);
    }

    static Meaning of(FactType fact) {
      return new Meaning(null, fact, null, null, true);
    }

    static Meaning amount(@Nullable String unit) {
      return new Meaning(FieldType.NUMBER, null, null, unit, true);
    }

    boolean isAmount() {
      return type == FieldType.NUMBER || type == FieldType.COUNT;
    }
  }

  /** A scope in which inner variables can be added without being seen outside. */
  VariableScope inner() {
    return new VariableScope(new HashMap<>(meanings));
  }

  void bind(String variable, Meaning meaning) {
    meanings.put(variable, meaning);
  }

  @Nullable Meaning get(String variable) {
    return meanings.get(variable);
  }

  Iterable<String> variables() {
    return meanings.keySet();
  }
}
