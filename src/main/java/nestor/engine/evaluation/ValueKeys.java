package nestor.engine.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.engine.ternary.OpenField;
import nestor.engine.ternary.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * Keys of values: equal for equal values, and for no others. Ordinary values read as themselves, so
 * that findings sort as people expect; a separator inside a value is escaped.
 */
final class ValueKeys {
  private static final String MARK = "\\";
  private static final String SEPARATORS = MARK + ",=|[]";

  private ValueKeys() {}

  /** The key of a derived fact: its type and values. */
  static String derived(String type, Map<String, Object> values) {
    StringBuilder key = new StringBuilder(type);
    values.forEach(
        (name, value) -> {
          key.append(',').append(name).append('=');
          append(value, key);
        });
    return key.toString();
  }

  /** The key of a match: the facts, or elements of a list, that it is made of. */
  static String match(List<Object> matched) {
    StringBuilder key = new StringBuilder();
    for (Object match : matched) {
      if (match instanceof Fact fact) {
        key.append(fact.key());
      } else {
        append(match, key);
      }
      key.append('|');
    }
    return key.toString();
  }

  /** A value as a part of a key. */
  static String part(@Nullable Object value) {
    StringBuilder key = new StringBuilder();
    append(value, key);
    return key.toString();
  }

  private static void append(@Nullable Object value, StringBuilder key) {
    if (value instanceof String text) {
      text(text, key);
    } else if (value instanceof BigDecimal number) {
      key.append(number.stripTrailingZeros().toPlainString());
    } else if (value instanceof Number whole) {
      key.append(new BigDecimal(whole.toString()).stripTrailingZeros().toPlainString());
    } else if (value instanceof List<?> list) {
      key.append('[');
      for (Object element : list) {
        append(element, key);
        key.append(',');
      }
      key.append(']');
    } else if (value instanceof Fact fact) {
      text(fact.key(), key);
    } else if (value instanceof Unknown unknown) {
      unknown(unknown, key);
    } else {
      key.append(value);
    }
  }

  private static void unknown(Unknown unknown, StringBuilder key) {
    key.append('?');
    append(List.copyOf(unknown.needs()), key);
    key.append(unknown.offRecord());
    OpenField field = unknown.field();
    if (field != null) {
      key.append(',');
      text(field.name(), key);
    }
    Unknown.Range range = unknown.range();
    key.append(range.getClass().getSimpleName());
    if (range instanceof Unknown.OneOf one) {
      append(one.options(), key);
    } else if (range instanceof Unknown.AtLeast list) {
      append(list.known(), key);
      append(list.possible(), key);
    } else if (range instanceof Unknown.Between between) {
      append(between.low(), key);
      key.append(',');
      append(between.high(), key);
    } else if (range instanceof Unknown.AnythingBut but) {
      append(sorted(but.excluded()), key);
    }
  }

  private static List<String> sorted(Set<Object> values) {
    return values.stream().map(ValueKeys::part).sorted().toList();
  }

  private static void text(String text, StringBuilder key) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (SEPARATORS.indexOf(c) >= 0) {
        key.append(MARK);
      }
      key.append(c);
    }
  }
}
