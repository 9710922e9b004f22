package nestor.dossier;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import nestor.diagnostics.Diagnostic;
import nestor.evidence.Note;
import org.jspecify.annotations.Nullable;

/** JSON form of notes in the store; the same text for the same notes. */
final class NotesJson {
  private static final TypeReference<List<Kept>> KEPT = new TypeReference<>() {};
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private NotesJson() {}

  /**
   * A note as it is kept with a section.
   *
   * @param whole whether it concerns the document as a whole, and not the section alone
   */
  private record Kept(
      Note.Kind kind,
      String document,
      int line,
      int column,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String path,
      String what,
      String cure,
      boolean whole) {
    static Kept of(Note note) {
      Diagnostic place = note.place();
      return new Kept(
          note.kind(),
          place.document(),
          place.line(),
          place.column(),
          place.path(),
          place.what(),
          place.cure(),
          note.section() == null);
    }

    Note note(String section) {
      return new Note(
          kind, new Diagnostic(document, line, column, path, what, cure), whole ? null : section);
    }
  }

  /** The notes, or null where there are none. */
  static @Nullable String write(List<Note> notes) {
    if (notes.isEmpty()) {
      return null;
    }
    try {
      return JSON.writeValueAsString(notes.stream().map(Kept::of).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("notes have no JSON form", e);
    }
  }

  /** The notes that were kept with a section. */
  static List<Note> read(String section, @Nullable String json) {
    if (json == null) {
      return List.of();
    }
    try {
      return JSON.readValue(json, KEPT).stream().map(kept -> kept.note(section)).toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the notes on section " + section + " are damaged in the store", e);
    }
  }

  /**
   * Content of the notes without the name of the document; equal for files that differ in name
   * alone.
   */
  static List<Object> said(List<Note> notes) {
    return notes.stream()
        .<Object>map(
            note ->
                List.of(
                    note.kind(),
                    String.valueOf(note.place().path()),
                    note.place().what(),
                    note.place().cure()))
        .toList();
  }
}
