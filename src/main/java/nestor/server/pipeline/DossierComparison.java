package nestor.server.pipeline;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nestor.diagnostics.Diagnostic;
import nestor.dossier.AdvisoryState;
import nestor.dossier.Dossier;
import nestor.dossier.DossierRepository;
import nestor.dossier.DossierSection;
import nestor.dossier.Origin;
import nestor.dossier.Statement;
import nestor.evidence.Note;
import nestor.evidence.ParsedDocument;
import nestor.rulebook.NameTable;
import nestor.store.Transaction;

/**
 * Comparison of a new document with what is known of its organisation, and of others. Faults within
 * one document are found by its reader.
 */
final class DossierComparison {
  /** Files that come within this time were put in together. */
  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  private final DossierRepository dossiers;
  private final DocumentParser parser;

  DossierComparison(DossierRepository dossiers, DocumentParser parser) {
    this.dossiers = dossiers;
    this.parser = parser;
  }

  /**
   * Returns another organisation that bears the name of the folder where a document was put.
   *
   * @param placed the name of the folder
   * @param organisation the organisation of the document
   */
  Optional<String> namesake(Transaction tx, String placed, String organisation) {
    String name = NameTable.key(placed);
    return dossiers.standings(tx).stream()
        .map(AdvisoryState::organisation)
        .filter(other -> !other.equals(organisation))
        .filter(
            other ->
                name.equals(NameTable.key(dossiers.load(tx, other, parser.vocabulary()).name())))
        .findFirst();
  }

  /** Returns what is to be said of a document beside the others of its organisation. */
  List<Note> notes(Transaction tx, ParsedDocument evidence, Origin origin) {
    Dossier former = dossiers.load(tx, evidence.organisation(), parser.vocabulary());
    LocalDate day = LocalDate.ofInstant(origin.received(), ZoneOffset.UTC);
    List<Note> notes = new ArrayList<>(replaced(former, evidence, origin));
    notes.addAll(withdrawn(former, evidence, origin));
    parser.resolve(former.with(evidence, origin), day).notes().stream()
        // What contradicts another source stands in one document, and names both.
        .filter(
            note ->
                note.place().document().equals(origin.document())
                    || note.place().what().contains(" in " + origin.document()))
        .filter(note -> isOf(note, evidence))
        .forEach(notes::add);
    return notes;
  }

  /** Notes on what a document takes back. */
  private static List<Note> withdrawn(Dossier former, ParsedDocument evidence, Origin origin) {
    List<Note> notes = new ArrayList<>();
    for (String section : evidence.withdrawn()) {
      Optional<Statement> held =
          Optional.ofNullable(former.sections().get(section))
              .flatMap(of -> of.statement(evidence.source()));
      notes.add(
          new Note(
              Note.Kind.DOUBTED,
              Diagnostic.in(
                  origin.document(),
                  section,
                  held.map(of -> "takes back what " + of.origin().document() + " stated")
                      .orElse("is taken back, and " + evidence.source() + " stated nothing of it"),
                  held.isPresent() ? "send that again if it holds after all" : "name its source"),
              section));
    }
    return notes;
  }

  /**
   * Notes on a section that another file gave just before: a person who puts in both at once may
   * not know that only one counts.
   */
  private static List<Note> replaced(Dossier former, ParsedDocument evidence, Origin origin) {
    List<Note> notes = new ArrayList<>();
    evidence
        .sections()
        .forEach(
            (section, content) -> {
              DossierSection all = former.sections().get(section);
              Statement held = all == null ? null : all.statement(evidence.source()).orElse(null);
              if (held != null
                  && !held.origin().document().equals(origin.document())
                  && !held.content().entries().equals(content.entries())
                  && held.origin().received().plus(AT_ONCE).isAfter(origin.received())) {
                notes.add(
                    new Note(
                        Note.Kind.DOUBTED,
                        Diagnostic.in(
                            origin.document(),
                            section,
                            "stands in the place of what "
                                + held.origin().document()
                                + " gave just before",
                            "put all entries into one file, or name the `source` of one, if both should"
                                + " count"),
                        section));
              }
            });
    return notes;
  }

  /** Whether a note is on a section that the document gives, and not on one of its former self. */
  private static boolean isOf(Note note, ParsedDocument evidence) {
    String path = String.valueOf(note.place().path());
    return evidence.sections().keySet().stream()
        .anyMatch(
            section ->
                path.equals(section)
                    || path.startsWith(section + "[")
                    || path.startsWith(section + "."));
  }
}
