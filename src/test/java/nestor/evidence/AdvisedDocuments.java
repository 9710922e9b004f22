package nestor.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.diagnostics.Diagnostic;
import nestor.dossier.Dossier;
import nestor.dossier.Origin;
import nestor.dossier.resolution.DossierResolver;
import nestor.dossier.resolution.Resolution;
import nestor.engine.assessment.Assessment;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.ShippedRulebook;
import nestor.rulebook.Vocabulary;

/**
 * Documents of one organisation, read and advised under the shipped rulebook without a command in
 * between. Use it for what becomes of data as people write it.
 *
 * @param faults of the documents that were not taken
 * @param notes how the others were read, by documents and by the resolution of the dossier
 * @param dossier what all of them say, resolved
 * @param answers of the rules, by their ids: recommended, clear or not assessed
 */
record AdvisedDocuments(
    List<String> faults, List<String> notes, Dossier dossier, Map<String, String> answers) {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 30);
  private static final Vocabulary VOCABULARY = ShippedRulebook.get().documents();
  private static final DocumentReader READER = new DocumentReader(VOCABULARY);
  private static final DossierResolver RESOLVER = new DossierResolver(VOCABULARY);
  private static final Assessor ASSESSOR = Assessor.unchecked(ShippedRulebook.get());

  /** Advice on documents, each given as a name and a text. */
  static AdvisedDocuments of(String... namesAndTexts) {
    Dossier dossier = Dossier.empty("acme");
    List<String> faults = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      byte[] content = namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8);
      ParseResult result = READER.read(new Document(namesAndTexts[i], content, null));
      if (result instanceof Rejection rejection) {
        rejection.faults().stream().map(Diagnostic::toString).forEach(faults::add);
      } else if (result instanceof ParsedDocument parsed) {
        dossier = dossier.with(parsed, new Origin(namesAndTexts[i], Instant.EPOCH, ""));
        parsed.notes().forEach(note -> notes.add(note.kind() + " " + note.place()));
      }
    }
    Resolution resolution = RESOLVER.resolve(dossier, AS_OF);
    resolution.all().forEach(note -> notes.add(note.kind() + " " + note.place()));
    Map<String, String> answers = new TreeMap<>();
    Assessment assessment = ASSESSOR.assess(dossier, AS_OF, List.of());
    assessment.recommended().forEach(one -> answers.put(one.rule().metadata().id(), "recommended"));
    assessment.clear().forEach(id -> answers.put(id, "clear"));
    assessment.notAssessed().forEach(one -> answers.put(one.rule(), "not assessed"));
    return new AdvisedDocuments(faults, notes, resolution.dossier(), answers);
  }

  /** The entries of a section, as they were understood. */
  List<Map<String, Object>> entries(String section) {
    return dossier.entries(section);
  }

  /** The values of one field in all entries of a section, as text. */
  List<String> values(String section, String field) {
    return entries(section).stream().map(entry -> String.valueOf(entry.get(field))).toList();
  }

  /** The notes that ask something. */
  List<String> questions() {
    return notes.stream().filter(note -> note.startsWith("ASKED")).toList();
  }
}
