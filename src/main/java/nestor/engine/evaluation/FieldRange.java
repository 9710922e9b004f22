package nestor.engine.evaluation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import nestor.engine.ternary.Unknown;
import nestor.engine.ternary.Unknown.Between;
import nestor.engine.ternary.Unknown.OneOf;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * Values that a field can have where it is unknown, as the vocabulary bounds them. For an entry
 * where which everything is unknown use {@link UnknownEntry}.
 */
final class FieldRange {
  private FieldRange() {}

  /** The range of a field's values; with none among them, where that can be and means something. */
  static Unknown.Range of(Field field, boolean canBeNone) {
    List<@Nullable Object> options = new ArrayList<>();
    boolean orNone = canBeNone && field.absentMeansNone() && !field.required();
    if (field.type() == FieldType.YES_NO) {
      options.add(true);
      options.add(false);
      if (orNone) {
        options.add(null);
      }
    } else if (field.type() == FieldType.TEXT && !field.choices().isEmpty() && !field.open()) {
      options.addAll(field.choices());
      if (orNone) {
        options.add(null);
      }
    } else if (!orNone && (field.type() == FieldType.COUNT || field.type() == FieldType.NUMBER)) {
      BigDecimal least = field.minimum();
      return new Between(
          least == null && field.type() == FieldType.COUNT ? BigDecimal.ZERO : least,
          field.maximum());
    }
    return options.isEmpty() ? Unknown.ANYTHING : new OneOf(options);
  }
}
