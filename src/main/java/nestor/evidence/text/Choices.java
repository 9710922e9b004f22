package nestor.evidence.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.Field;
import nestor.rulebook.NameTable;
import org.jspecify.annotations.Nullable;

/**
 * Choices of a field, found by whatever people write for them. Names that organisations give their
 * own things are matched when a dossier is resolved.
 */
public final class Choices {
  private static final Pattern NUMBER =
      Pattern.compile(
          "^\\d{1,2}\\s*[-\u2013\u2014.:)=]\\s*"
              + "|\\s*[(\\[]\\d{1,3}[)\\]]$"
              + "|(\\s+[-\u2013\u2014]|\\s*[:=])\\s*\\d{1,2}$"
              + "|\\s+v?\\d[\\d.]{0,9}[a-z]?$");

  private final Field field;
  private final NameTable names;

  /** By their form without case and without blanks; null where two choices have the same. */
  private final Map<String, @Nullable String> byForm = new HashMap<>();

  /** Likeness of a text to a choice. */
  public enum Likeness {
    /** The choice, but for case and blanks. */
    SAME,
    /** Another name of the choice. */
    ALIAS,
    /** The choice with one slip. */
    SLIP,
    /** Perhaps one of the choices. */
    DOUBTFUL
  }

  /**
   * Outcome of a search.
   *
   * @param choices the choices that it is, or where it is doubtful, those that it could be
   */
  public record Match(Likeness likeness, List<String> choices) {}

  public Choices(Field field, NameTable names) {
    this.field = field;
    this.names = names;
    for (String choice : field.choices()) {
      String form = form(choice);
      byForm.put(form, byForm.containsKey(form) ? null : choice);
    }
  }

  private static String form(String text) {
    return NameTable.key(text).replace(" ", "");
  }

  /** The choices that a text stands for; null where it stands for none. */
  public @Nullable Match find(String text) {
    if (field.choices().contains(text)) {
      return new Match(Likeness.SAME, List.of(text));
    }
    String same = byForm.get(form(text));
    if (same != null) {
      return new Match(Likeness.SAME, List.of(same));
    }
    String kind = field.reading().names();
    NameTable.Meaning meaning = kind == null ? null : names.meaning(kind, text);
    if (meaning instanceof NameTable.Doubtful doubtful) {
      return new Match(Likeness.DOUBTFUL, doubtful.candidates());
    }
    if (meaning instanceof NameTable.Known known) {
      List<String> choices = new ArrayList<>(known.names());
      choices.retainAll(field.choices());
      if (!choices.isEmpty()) {
        return new Match(Likeness.ALIAS, choices);
      }
    }
    Match ranked = besideANumber(text);
    if (ranked != null) {
      return ranked;
    }
    String near = slip(text);
    return near == null ? null : new Match(Likeness.SLIP, List.of(near));
  }

  /** A choice with its rank, score or version beside it: 4 - High, High (15), PostgreSQL 15. */
  private @Nullable Match besideANumber(String text) {
    String alone = NUMBER.matcher(text).replaceFirst("").strip();
    if (alone.isEmpty() || alone.length() == text.strip().length()) {
      return null;
    }
    Match match = find(alone);
    return match != null && match.likeness() != Likeness.SLIP
        ? new Match(
            match.likeness() == Likeness.SAME ? Likeness.ALIAS : match.likeness(), match.choices())
        : null;
  }

  private @Nullable String slip(String text) {
    String form = form(text);
    String found = null;
    for (Map.Entry<String, @Nullable String> choice : byForm.entrySet()) {
      if (Suggestions.isOneSlip(form, choice.getKey())) {
        if (found != null || choice.getValue() == null) {
          return null;
        }
        found = choice.getValue();
      }
    }
    return found;
  }
}
