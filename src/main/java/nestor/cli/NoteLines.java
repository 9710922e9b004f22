package nestor.cli;

import java.io.PrintWriter;
import java.util.List;
import nestor.evidence.Note;
import nestor.evidence.report.NoteText;

/** Lines on the standard error that say how documents were read, questions first. */
final class NoteLines {
  private NoteLines() {}

  static void print(List<Note> notes, PrintWriter err) {
    for (Note.Kind kind : Note.Kind.values()) {
      NoteText.lines(notes.stream().filter(note -> note.kind() == kind).toList())
          .forEach(line -> err.println(prefix(kind) + line));
    }
  }

  private static String prefix(Note.Kind kind) {
    return switch (kind) {
      case ASKED -> "question: ";
      case DOUBTED -> "warning: ";
      case READ_AS, PASSED_OVER -> "note: ";
    };
  }
}
