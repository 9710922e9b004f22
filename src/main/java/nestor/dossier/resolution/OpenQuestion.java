package nestor.dossier.resolution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.dossier.DossierSection;
import nestor.dossier.EntryPlace;
import nestor.evidence.Note;
import nestor.evidence.Unclear;
import nestor.rulebook.Field;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Question of an organisation that is open: what something that its documents say stands for.
 * Answers are entries of the section {@code names}.
 *
 * @param text the question, with where it comes from
 * @param written what is written, or empty where only a corrected document can answer
 * @param of for what alone an answer holds: a kind of name, or a section and field; empty where it
 *     holds wherever that is written
 * @param readings what it may stand for, best first; may be empty
 * @param entries in how many entries it stands
 */
public record OpenQuestion(
    String text, String written, String of, List<String> readings, int entries) {
  private static final Pattern PLACE = Pattern.compile("(\\w+)(?:\\[(\\d+)\\])?\\.(\\w+)");
  private static final Pattern QUOTED = Pattern.compile("^'(.+?)' (?:is|may) ");

  /** The questions that are open after a resolution, each once. */
  public static List<OpenQuestion> in(Resolution resolution, Vocabulary vocabulary) {
    Map<List<String>, OpenQuestion> questions = new LinkedHashMap<>();
    for (Note note : resolution.questions()) {
      OpenQuestion question = of(note, resolution, vocabulary);
      questions.merge(
          List.of(
              question.written().isEmpty() ? question.text() : question.written(), question.of()),
          question,
          (one, other) ->
              new OpenQuestion(
                  one.text(), one.written(), one.of(), one.readings(), one.entries() + 1));
    }
    return List.copyOf(questions.values());
  }

  private static OpenQuestion of(Note note, Resolution resolution, Vocabulary vocabulary) {
    String text = note.place().what();
    String path = note.place().path();
    Matcher place = PLACE.matcher(path == null ? "" : path);
    if (place.matches()) {
      String number = place.group(2);
      Unclear unclear =
          unclear(
              resolution,
              note.place().document(),
              place.group(1),
              number == null ? 0 : Integer.parseInt(number),
              place.group(3));
      String written = unclear == null ? null : written(text, unclear.written());
      if (unclear != null && written != null) {
        return new OpenQuestion(
            text
                + " ("
                + place.group(1)
                + "."
                + place.group(3)
                + ", "
                + note.place().document()
                + ")",
            written,
            scope(place.group(1), place.group(3), vocabulary),
            unclear.readings(),
            1);
      }
    }
    String cure = note.place().cure();
    String where = path == null ? note.place().document() : path + ", " + note.place().document();
    return new OpenQuestion(
        text + (cure.isEmpty() ? "" : "; " + cure) + " (" + where + ")", "", "", List.of(), 1);
  }

  /** For what an answer holds: a name is the same everywhere, a date or a number is not. */
  private static String scope(String section, String name, Vocabulary vocabulary) {
    Field field = vocabulary.section(section).flatMap(s -> s.field(name)).orElse(null);
    if (field != null && field.reading().names() != null) {
      return field.reading().names();
    }
    return field != null && field.reading().refersTo() != null ? "" : section + "." + name;
  }

  /** Part of an unclear value that a question is about; null where it is about something else. */
  private static @Nullable String written(String text, String unclear) {
    if (text.startsWith("'" + unclear + "' ") || text.startsWith(unclear + " ")) {
      return unclear;
    }
    Matcher quoted = QUOTED.matcher(text);
    return quoted.find() && List.of(unclear.split("; ")).contains(quoted.group(1))
        ? quoted.group(1)
        : null;
  }

  private static @Nullable Unclear unclear(
      Resolution resolution, String document, String section, int number, String field) {
    DossierSection held = resolution.dossier().sections().get(section);
    if (held == null) {
      return null;
    }
    List<Map<String, Object>> entries = new ArrayList<>(held.content().entries());
    for (int i = 0; i < entries.size(); i++) {
      EntryPlace place = held.place(i);
      if (place.inDocument() == number
          && held.origin(place).document().equals(document)
          && entries.get(i).get(field) instanceof Unclear unclear) {
        return unclear;
      }
    }
    return null;
  }
}
