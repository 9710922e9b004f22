package nestor.dossier.resolution;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nestor.evidence.Note;
import nestor.evidence.Unclear;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Section;
import org.jspecify.annotations.Nullable;

/**
 * Answers to values that reading left unclear, from the organisation's own names; and dates of
 * something done that have not come yet, which count as unclear.
 */
final class Answers {
  private final Draft draft;
  private final NamedFields fields;
  private final OwnNames ownNames;
  private final LocalDate asOf;

  Answers(Draft draft, NamedFields fields, OwnNames ownNames, LocalDate asOf) {
    this.draft = draft;
    this.fields = fields;
    this.ownNames = ownNames;
    this.asOf = asOf;
  }

  void apply() {
    for (Section section : fields.sections(draft.dossier())) {
      List<Map<String, Object>> entries = draft.dossier().entries(section.name());
      for (int i = 0; i < entries.size(); i++) {
        for (Map.Entry<String, Object> said : entries.get(i).entrySet()) {
          if (said.getValue() instanceof Unclear unclear) {
            int entry = i;
            section.field(said.getKey()).ifPresent(field -> answer(section, entry, field, unclear));
          } else if (said.getValue() instanceof LocalDate date && date.isAfter(asOf)) {
            int entry = i;
            section
                .field(said.getKey())
                .filter(field -> field.reading().past())
                .ifPresent(field -> notYet(section, entry, field, date));
          }
        }
      }
    }
  }

  private void answer(Section section, int entry, Field field, Unclear unclear) {
    List<String> means = ownNames.meaning(section, field, unclear.written());
    if (means != null && isText(field) && isChoice(field, unclear, means)) {
      put(section, entry, field, means.isEmpty() ? List.of(unclear.written()) : means, unclear);
      return;
    }
    Object value =
        means == null ? onlyPast(field, unclear) : isText(field) ? null : typed(field, means);
    if (value != null && !(value instanceof LocalDate date && isNotYet(field, date))) {
      draft.put(section.name(), entry, field.name(), value);
      if (means == null) {
        draft.note(
            Note.Kind.READ_AS,
            section,
            entry,
            field.name(),
            "'" + unclear.written() + "' read as " + value + ", as the other day is still to come",
            "");
      }
      return;
    }
    if (means != null) {
      draft.note(
          Note.Kind.DOUBTED,
          section,
          entry,
          field.name(),
          "'"
              + unclear.written()
              + "' cannot stand for '"
              + (means.isEmpty() ? unclear.written() : String.join("; ", means))
              + "' here",
          "say in `names` what it means as the field has it, such as " + example(field));
    }
    draft.unanswered(
        section,
        entry,
        field.name(),
        "'"
            + unclear.written()
            + "' "
            + (unclear.readings().isEmpty()
                ? "is unclear"
                : "is " + String.join(" or ", unclear.readings())),
        "say which in `names`, or write " + example(field));
  }

  /** Whether a field takes what its value is said to mean: what has choices takes nothing else. */
  private static boolean isChoice(Field field, Unclear unclear, List<String> means) {
    return field.open()
        || field.choices().isEmpty()
        || field.choices().containsAll(means.isEmpty() ? List.of(unclear.written()) : means);
  }

  /** Elements that were clear stay, and what the unclear ones mean is added to them. */
  private void put(Section section, int entry, Field field, List<String> means, Unclear unclear) {
    if (field.type() == FieldType.LIST) {
      List<String> all = new ArrayList<>(unclear.certain());
      means.stream().filter(one -> !all.contains(one)).forEach(all::add);
      draft.put(section.name(), entry, field.name(), List.copyOf(all));
      return;
    }
    draft.put(section.name(), entry, field.name(), means.get(0));
    for (String further : means.subList(1, means.size())) {
      draft.addCopy(section.name(), entry, field.name(), further);
    }
  }

  /** The one reading of a date of something done that has come already; null where not one has. */
  private @Nullable Object onlyPast(Field field, Unclear unclear) {
    if (!field.reading().past() || field.type() != FieldType.DATE) {
      return null;
    }
    List<Object> past = new ArrayList<>();
    for (String reading : unclear.readings()) {
      Object date = typed(field, List.of(reading));
      if (date instanceof LocalDate day && !day.isAfter(asOf)) {
        past.add(day);
      }
    }
    return past.size() == 1 && unclear.readings().size() > 1 ? past.get(0) : null;
  }

  private boolean isNotYet(Field field, LocalDate date) {
    return field.reading().past() && date.isAfter(asOf);
  }

  private void notYet(Section section, int entry, Field field, LocalDate date) {
    List<String> means = ownNames.meaning(section, field, date.toString());
    if (means != null && typed(field, means) instanceof LocalDate day && !day.isAfter(asOf)) {
      draft.put(section.name(), entry, field.name(), day);
      return;
    }
    draft.put(
        section.name(), entry, field.name(), new Unclear(date.toString(), List.of(), List.of()));
    draft.note(
        Note.Kind.ASKED,
        section,
        entry,
        field.name(),
        date + " lies after the date of the advice, " + asOf + "; it counts as unknown",
        "write the day on which it was done");
  }

  /** A value of the field's type; null where the text is none. */
  static @Nullable Object typed(Field field, List<String> texts) {
    if (texts.size() != 1) {
      return field.type() == FieldType.LIST ? texts : null;
    }
    String text = texts.get(0);
    try {
      return switch (field.type()) {
        case TEXT -> text;
        case LIST -> texts;
        case DATE -> LocalDate.parse(text);
        case NUMBER -> inRange(field, new BigDecimal(text));
        case COUNT -> inRange(field, new BigDecimal(text)) == null ? null : Integer.valueOf(text);
        case YES_NO ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true", "yes" -> true;
              case "false", "no" -> false;
              default -> null;
            };
      };
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable BigDecimal inRange(Field field, BigDecimal number) {
    BigDecimal least = field.minimum() == null ? BigDecimal.ZERO : field.minimum();
    BigDecimal most = field.maximum();
    return number.compareTo(least) < 0 || (most != null && number.compareTo(most) > 0)
        ? null
        : number;
  }

  private static boolean isText(Field field) {
    return field.type() == FieldType.TEXT || field.type() == FieldType.LIST;
  }

  private static String example(Field field) {
    if (!field.open() && !field.choices().isEmpty()) {
      return "one of " + String.join(", ", field.choices());
    }
    return switch (field.type()) {
      case DATE -> "YYYY-MM-DD";
      case NUMBER, COUNT -> "a plain number such as 1200";
      case YES_NO -> "true or false";
      case TEXT, LIST -> "the name that it stands for";
    };
  }
}
