package nestor.dossier.resolution;

import java.util.List;
import java.util.stream.Stream;
import nestor.dossier.Dossier;
import nestor.evidence.Note;

/**
 * Dossier as it is meant, and remarks on where that differs from what is written.
 *
 * @param dossier the dossier that rules are held against; the very one that was given where nothing
 *     differs
 * @param notes what was found when the sections were held against each other, the rulebook's names
 *     and the day; each with its place and the document of its section
 * @param unanswered the questions that reading the documents left open, and that nobody has
 *     answered; the reading reports of these documents have them already
 */
public record Resolution(Dossier dossier, List<Note> notes, List<Note> unanswered) {

  /** All remarks that an advisory on the dossier rests on. */
  public List<Note> all() {
    return Stream.concat(unanswered.stream(), notes.stream()).toList();
  }

  /** Those of the notes that concern a document, for its reading report. */
  public List<Note> notes(String document) {
    return notes.stream().filter(note -> note.place().document().equals(document)).toList();
  }

  /** The questions that are open: what they ask for counts as unknown until it is answered. */
  public List<Note> questions() {
    return all().stream().filter(note -> note.kind() == Note.Kind.ASKED).toList();
  }
}
