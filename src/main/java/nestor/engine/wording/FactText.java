package nestor.engine.wording;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import nestor.engine.evaluation.Fact;
import nestor.engine.evaluation.ReasonText;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.Rulebook;
import org.jspecify.annotations.Nullable;

/**
 * Facts and the values of their fields, in plain words. Conditions are worded by {@link
 * ConditionText}.
 */
public final class FactText {
  private final Rulebook rulebook;
  private final ReasonText reasonText;

  public FactText(Rulebook rulebook, ReasonText reasonText) {
    this.rulebook = rulebook;
    this.reasonText = reasonText;
  }

  /** A value that was read, and what an unknown one can be. */
  public String value(@Nullable Object value, @Nullable String unit) {
    if (!(value instanceof Unknown unknown)) {
      return reasonText.value(value, unit);
    }
    String written = unknown.written();
    if (written != null) {
      return "'" + written + "', which is unclear";
    }
    if (unknown.range() instanceof Unknown.OneOf one && !unknown.offRecord()) {
      List<String> options = new ArrayList<>();
      one.options().stream()
          .filter(Objects::nonNull)
          .forEach(option -> options.add(reasonText.value(option, unit)));
      return String.join(" or ", options);
    }
    if (unknown.range() instanceof Unknown.Between between && !unknown.offRecord()) {
      return between.high() == null
          ? "at least " + reasonText.value(between.low(), unit)
          : "between "
              + reasonText.value(between.low(), unit)
              + " and "
              + reasonText.value(between.high(), unit);
    }
    return "not known";
  }

  /** The values of some fields of a fact, as they are on record; a date with its age. */
  public String values(Fact fact, Iterable<String> fields) {
    FactType factType = rulebook.factTypes().get(fact.type());
    List<String> values = new ArrayList<>();
    for (String name : fields) {
      Field field = factType == null ? null : factType.field(name).orElse(null);
      if (field != null) {
        Object value = fact.value(name);
        values.add(
            EntryNames.spaced(name)
                + " "
                + (value instanceof LocalDate date
                    ? reasonText.aged(date)
                    : value(value, field.unit())));
      }
    }
    return String.join(", ", values);
  }

  /** Name of a fact: that of its entry, or the values that a rule derived. */
  public String name(Fact fact) {
    String name =
        rulebook
            .vocabulary()
            .ofType(fact.type())
            .map(section -> EntryNames.name(section, fact.values()))
            .orElse("");
    if (!name.isEmpty()) {
      return name;
    }
    List<String> values = new ArrayList<>();
    FactType factType = rulebook.factTypes().get(fact.type());
    if (rulebook.vocabulary().ofType(fact.type()).isEmpty() && factType != null) {
      for (Field field : factType.fields()) {
        Object value = fact.value(field.name());
        if (value instanceof String || value instanceof Unknown) {
          values.add(value(value, field.unit()));
        } else if (value != null) {
          values.add(values(fact, List.of(field.name())));
        }
      }
    }
    return values.isEmpty()
        ? fact.key().replace('#', ' ').toLowerCase(Locale.ROOT).replaceAll(" 0$", "")
        : String.join(", ", values);
  }
}
