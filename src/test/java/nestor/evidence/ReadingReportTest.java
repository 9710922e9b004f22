package nestor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.diagnostics.Diagnostic;
import nestor.evidence.report.NoteText;
import nestor.evidence.report.ReadingReport;
import nestor.rulebook.NameTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report that says how a document was read. */
class ReadingReportTest {

  @Test
  void whatWasTakenIsCountedBySectionAndTheRestIsSaidByItsKind() {
    ReadingReport report =
        ReadingReport.of(
            document(
                note(Note.Kind.READ_AS, "executives[0].role", "'Chief' read as CTO", ""),
                note(Note.Kind.ASKED, "backups[2].system", "'crm-db' is no system", "is it CRM?"),
                note(Note.Kind.PASSED_OVER, "Notes", "is no section", ""),
                note(Note.Kind.DOUBTED, "backups[0]", "stands twice", "keep one")),
            List.of());
    assertThat(report.json())
        .isEqualTo(
            "{\"taken\":{\"backups\":2},"
                + "\"readAs\":[\"a.json: executives[0].role: 'Chief' read as CTO\"],"
                + "\"asked\":[\"a.json: backups[2].system: 'crm-db' is no system; is it CRM?\"],"
                + "\"passedOver\":[\"a.json: Notes: is no section\"],"
                + "\"doubted\":[\"a.json: backups[0]: stands twice; keep one\"]}");
    assertThat(ReadingReport.of(report.json())).isEqualTo(report);
    assertThat(report.remarks().get(0)).as("questions first").contains("crm-db");
  }

  @Test
  void alikeNotesOfOneColumnAreOneLine() {
    List<Note> notes = new ArrayList<>();
    for (int row = 2; row < 14; row++) {
      notes.add(note(Note.Kind.READ_AS, "Backups!C" + row, "'" + row + ".11.' read as a date", ""));
    }
    assertThat(NoteText.lines(notes))
        .containsExactly("a.json: Backups!C2: '2.11.' read as a date (and 11 more like this)");
    assertThat(NoteText.wordings(notes))
        .extracting(NoteText.Wordings::exact)
        .containsExactly("'2.11.' read as a date, and 11 more like this (Backups!C, a.json)");
  }

  @Test
  void questionsOfOneColumnAreAskedEachButTheSameOneOnce() {
    List<Note> notes = new ArrayList<>();
    for (int entry = 0; entry < 8; entry++) {
      String name = entry % 2 == 0 ? "crm-db" : "db-" + entry;
      notes.add(
          note(Note.Kind.ASKED, "backups[" + entry + "].system", "'" + name + "' is none", ""));
    }
    assertThat(NoteText.wordings(notes))
        .extracting(NoteText.Wordings::exact)
        .containsExactly(
            "'crm-db' is none (backups.system, 4 entries, a.json)",
            "'db-1' is none (backups[1].system, a.json)",
            "'db-3' is none (backups[3].system, a.json)",
            "'db-5' is none (backups[5].system, a.json)",
            "'db-7' is none (backups[7].system, a.json)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "executives[1].role | 'x' may be A | say so in `names` | 'x' may be A (role, the second of the executives, a.json)",
        "backups[11].lastRun | is late | write the day | is late; write the day (last run, the 12th of the backups, a.json)",
        "organisation.annualRevenue | is unclear | | is unclear (annual revenue of organisation, a.json)",
        "Backups!C2 (lastRun) | is unclear | write YYYY-MM-DD | is unclear; write YYYY-MM-DD (cell C2 of the sheet Backups, a.json)",
        "backups[0].system | 'lastRun' is no system | did you mean CRM? Write it so, or say in `names` what it is | 'lastRun' is no system; did you mean CRM? (system, the first of the backups, a.json)",
        "practices[0] | x stands in practices[0], practices[20], and contradicts in inPlace | | x stands in the first of the practices, the 21st of the practices, and contradicts in in place (the first of the practices, a.json)"
      })
  void peopleAreToldPlacesInWordsAndNoCodeOfDocuments(
      String path, String what, String cure, String told) {
    Note note = note(Note.Kind.ASKED, path, what, cure == null ? "" : cure);
    assertThat(NoteText.wordings(List.of(note)))
        .extracting(NoteText.Wordings::plain)
        .containsExactly(told);
  }

  @Test
  void aNoteConcernsTheSectionThatWasReadWhenItWasWritten() {
    ParseContext context = new ParseContext("a.xlsx", NameTable.EMPTY);
    context.readAs(Location.at("Backups!C2"), "read so", "");
    context.give(new SectionContent("backups", List.of()));
    context.ask(Location.at("Systems!C2"), "which?", "");
    context.give(new SectionContent("systems", List.of()));
    context.passOver(Location.WHOLE_DOCUMENT, "has a preamble", "");
    ParsedDocument document = (ParsedDocument) context.finish("acme");
    assertThat(document.notesOn("backups"))
        .extracting(note -> note.place().what())
        .containsExactly("read so", "has a preamble");
    assertThat(document.notesOn("systems"))
        .extracting(note -> note.place().what())
        .containsExactly("which?", "has a preamble");
  }

  @Test
  void manyWarningsNeverCrowdOutAQuestion() {
    ParseContext context = new ParseContext("a.csv", NameTable.EMPTY);
    for (int line = 2; line < 500; line++) {
      context.warn(Location.line(line), "looks odd " + line, "");
    }
    context.ask(Location.line(500), "which?", "");
    ParsedDocument document = (ParsedDocument) context.finish("acme");
    assertThat(document.notes())
        .extracting(note -> note.place().what())
        .contains("which?", "holds 448 more warnings");
  }

  @Test
  void strictlyWhatIsNotAsTheVocabularyHasItIsAFault() {
    Note doubted = note(Note.Kind.DOUBTED, "backups[0]", "stands twice", "keep one");
    Note readAs = note(Note.Kind.READ_AS, "backups[0].lastRun", "read so", "");
    ParsedDocument odd = document(doubted);
    assertThat(odd.strictly()).isSameAs(odd);
    assertThat(document(doubted, readAs).strictly())
        .isEqualTo(new Rejection(List.of(readAs.place())));
  }

  private static ParsedDocument document(Note... notes) {
    TreeMap<String, SectionContent> sections = new TreeMap<>();
    sections.put("backups", new SectionContent("backups", List.of(Map.of(), Map.of())));
    return new ParsedDocument("acme", sections, List.of(notes));
  }

  private static Note note(Note.Kind kind, String path, String what, String cure) {
    return new Note(kind, Diagnostic.in("a.json", path, what, cure));
  }
}
