package nestor.evidence;

import java.util.List;
import nestor.diagnostics.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Remark on how a document was read where it does not say a thing as the vocabulary has it. Notes
 * stand in the reading report of a document, and in the advisories that rest on it; what makes a
 * document useless is a fault of a {@link Rejection} instead.
 *
 * @param place where, what was read, and what to write instead; the cure may be empty
 * @param section the section that it concerns, or null where it concerns the document as a whole
 */
public record Note(Kind kind, Diagnostic place, @Nullable String section) {

  /** Notes that are faults where data must be as the vocabulary has it. */
  public static List<Diagnostic> faultsWhenStrict(List<Note> notes) {
    return notes.stream().filter(note -> note.kind() != Kind.DOUBTED).map(Note::place).toList();
  }

  /** A note on a document as a whole. */
  public Note(Kind kind, Diagnostic place) {
    this(kind, place, null);
  }

  /** This note, concerning that section, unless it concerns one already. */
  Note on(String name) {
    return section == null ? new Note(kind, place, name) : this;
  }

  /** Treatment of what the document says, in the order of reports. */
  public enum Kind {
    /** Asked, because it can be read in several ways; unknown until somebody answers. */
    ASKED,
    /** Taken as written, though it looks like a slip. */
    DOUBTED,
    /** Taken for something else than what is written, which it surely means. */
    READ_AS,
    /** Not taken at all. */
    PASSED_OVER
  }

  @Override
  public String toString() {
    return place.toString();
  }
}
