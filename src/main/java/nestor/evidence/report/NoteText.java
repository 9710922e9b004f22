package nestor.evidence.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.evidence.Note;
import org.jspecify.annotations.Nullable;

/**
 * Text of notes: one line each, and one line for all that say the same of one column. {@link
 * #lines} begins with the place, as faults do; {@link #wordings} with what was read.
 */
public final class NoteText {
  /** So many of one column are shown one by one, where each says something else. */
  private static final int SHOWN = 3;

  private static final Pattern ENTRY = Pattern.compile("\\[\\d+\\]");
  private static final Pattern CELL = Pattern.compile("^(.*)!([A-Z]+)\\d+( \\(.*\\))?$");

  private NoteText() {}

  /** The notes, each as {@code file: place: what; cure}. */
  public static List<String> lines(List<Note> notes) {
    return text(
        notes,
        alike -> {
          int more = alike.size() - 1;
          return alike.get(0) + (more == 0 ? "" : " (and " + more + " more like this)");
        });
  }

  /**
   * A remark in both wordings, each as {@code what; cure (place)}.
   *
   * @param exact with paths and names of fields as documents have them
   * @param plain with places in words; cures that name parts of documents in code marks are left
   *     out, as a question is answered on a page or by a reply
   */
  public record Wordings(String exact, String plain) {}

  /** Notes for readers of an advisory, and for programs. */
  public static List<Wordings> wordings(List<Note> notes) {
    return text(
        notes,
        alike ->
            new Wordings(
                line(alike, NoteText::place, Diagnostic::cure, UnaryOperator.identity()),
                line(alike, NoteText::wordedPlace, NoteText::wordedCure, PlaceWords::in)));
  }

  private static String line(
      List<Note> alike,
      BiFunction<List<Note>, Boolean, String> place,
      Function<Diagnostic, String> cure,
      UnaryOperator<String> words) {
    Diagnostic first = alike.get(0).place();
    boolean same = alike.stream().allMatch(one -> one.place().what().equals(first.what()));
    String cured = cure.apply(first);
    return words.apply(first.what())
        + (same ? "" : ", and " + (alike.size() - 1) + " more like this")
        + (cured.isEmpty() ? "" : "; " + cured)
        + " ("
        + place.apply(alike, same)
        + ")";
  }

  private static String wordedCure(Diagnostic place) {
    String cure = place.cure();
    int mark = cure.indexOf('`');
    int asked = cure.indexOf("? ");
    return PlaceWords.in(
        mark < 0 ? cure : asked >= 0 && asked < mark ? cure.substring(0, asked + 1) : "");
  }

  private static <T> List<T> text(List<Note> notes, Function<List<Note>, T> line) {
    return columns(notes).stream().flatMap(column -> shown(column).map(line)).distinct().toList();
  }

  /** The notes of each kind and column of a document. */
  private static Collection<List<Note>> columns(List<Note> notes) {
    Map<Column, List<Note>> columns = new LinkedHashMap<>();
    notes.forEach(
        note -> columns.computeIfAbsent(Column.of(note), c -> new ArrayList<>()).add(note));
    return columns.values();
  }

  /** The notes of one column, those together that one line is enough for. */
  private static Stream<List<Note>> shown(List<Note> column) {
    Map<String, List<Note>> alike = new LinkedHashMap<>();
    column.forEach(
        note -> alike.computeIfAbsent(note.place().what(), w -> new ArrayList<>()).add(note));
    boolean together = alike.size() > SHOWN && column.get(0).kind() == Note.Kind.READ_AS;
    return together ? Stream.of(column) : alike.values().stream();
  }

  private static String place(List<Note> alike, boolean same) {
    return place(alike, same, UnaryOperator.identity());
  }

  private static String wordedPlace(List<Note> alike, boolean same) {
    return place(alike, same, PlaceWords::of);
  }

  private static String place(List<Note> alike, boolean same, UnaryOperator<String> words) {
    Diagnostic first = alike.get(0).place();
    boolean one = alike.size() == 1;
    String path = one ? first.path() : Column.of(alike.get(0)).place();
    return Stream.of(
            path == null ? "" : words.apply(path),
            one && first.line() > 0 ? "line " + first.line() : "",
            one || !same ? "" : alike.size() + " entries",
            first.document())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /**
   * Column of a document, with a kind of notes.
   *
   * @param place its name, or null where a note has no more than a line
   */
  private record Column(Note.Kind kind, String document, @Nullable String place) {
    static Column of(Note note) {
      String path = note.place().path();
      return new Column(note.kind(), note.place().document(), path == null ? null : column(path));
    }

    private static String column(String path) {
      Matcher cell = CELL.matcher(path);
      return cell.matches()
          ? cell.group(1) + "!" + cell.group(2) + Objects.requireNonNullElse(cell.group(3), "")
          : ENTRY.matcher(path).replaceAll("");
    }
  }
}
