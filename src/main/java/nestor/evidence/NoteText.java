package nestor.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Text of notes: one line each, and one line for all that say the same of one column. {@link
 * #lines} begins with the place, as faults do; {@link #plain} with what was read, for people who
 * did not write the document.
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

  /** The notes, each as {@code what; cure (place)}. */
  public static List<String> plain(List<Note> notes) {
    return text(
        notes,
        alike -> {
          Diagnostic first = alike.get(0).place();
          boolean same = alike.stream().allMatch(one -> one.place().what().equals(first.what()));
          return first.what()
              + (same ? "" : ", and " + (alike.size() - 1) + " more like this")
              + (first.cure().isEmpty() ? "" : "; " + first.cure())
              + " ("
              + place(alike, same)
              + ")";
        });
  }

  private static List<String> text(List<Note> notes, Function<List<Note>, String> line) {
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
    Diagnostic first = alike.get(0).place();
    boolean one = alike.size() == 1;
    String path = one ? first.path() : Column.of(alike.get(0)).place();
    return Stream.of(
            Objects.requireNonNullElse(path, ""),
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
