package nestor.dossier.resolution;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nestor.dossier.Dossier;
import nestor.evidence.Note;
import nestor.evidence.Unclear;

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
  /**
   * The field at the end of a place: {@code backups[2].lastRun}, or {@code Backups!C2 (lastRun)}.
   */
  private static final Pattern FIELD = Pattern.compile("(\\w+)\\)?$");

  /** All remarks that an advisory on the dossier rests on. */
  public List<Note> all() {
    return Stream.concat(unanswered.stream(), notes.stream()).toList();
  }

  /**
   * All remarks on how the data was read: those of the documents, and those of the resolution in
   * the place of questions that it found answered, or asks itself.
   *
   * @param given the dossier that was resolved
   */
  public List<Note> remarks(Dossier given) {
    return Stream.concat(
            given.notes().stream()
                .filter(note -> note.kind() != Note.Kind.ASKED || !isOfAValue(note, given)),
            all().stream())
        .toList();
  }

  /** Whether what a note asks is a value that is stored as unclear. */
  private static boolean isOfAValue(Note note, Dossier given) {
    Matcher field = FIELD.matcher(Objects.requireNonNullElse(note.place().path(), ""));
    return note.section() != null
        && field.find()
        && given.entries(note.section()).stream()
            .anyMatch(entry -> entry.get(field.group(1)) instanceof Unclear);
  }

  /** Notes that concern a document, for its reading report. */
  public List<Note> notes(String document) {
    return notes.stream().filter(note -> note.place().document().equals(document)).toList();
  }

  /** The questions that are open: what they ask for counts as unknown until it is answered. */
  public List<Note> questions() {
    return all().stream().filter(note -> note.kind() == Note.Kind.ASKED).toList();
  }
}
