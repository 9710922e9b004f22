package nestor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.dossier.Origin;
import nestor.dossier.resolution.DossierResolver;
import nestor.engine.assessment.Assessment;
import nestor.engine.evaluation.Assessor;
import nestor.evidence.DisturbedDocuments.Disturbance;
import nestor.evidence.DisturbedDocuments.Kind;
import nestor.rulebook.ShippedRulebook;
import nestor.rulebook.Vocabulary;
import nestor.workbench.OrganisationGenerator;
import nestor.workbench.ScenarioRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers about organisations whose documents are written as people write them. */
@Tag("thorough")
class DisturbedDataTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 21);
  private static final long SEED = Long.getLong("seed", 20261121);
  private static final int ORGANISATIONS = Integer.getInteger("organisations", 1_000);
  private static final double MEANT = 0.95;

  private final Vocabulary vocabulary = ShippedRulebook.get().documents();
  private final DocumentReader reader = new DocumentReader(vocabulary);
  private final DossierResolver resolver = new DossierResolver(vocabulary);
  private final Assessor assessor = Assessor.unchecked(ShippedRulebook.get());
  private final OrganisationGenerator organisations =
      new ScenarioRunner(ShippedRulebook.compiled()).organisations(AS_OF, SEED);
  private final DisturbedDocuments disturbing =
      new DisturbedDocuments(vocabulary, Path.of("rules/names.yaml"), SEED);

  /** How many disturbances of a kind were tried alone, and how many of them changed no answer. */
  private static final class Count {
    int tried;
    int meant;
  }

  @Test
  void noAnswerChangesWithoutANoteAndMostAreReadAsMeant() {
    Map<Kind, Count> counts = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      counts.put(kind, new Count());
    }
    int meant = 0;
    List<String> swallowed = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (int i = 0; i < ORGANISATIONS; i++) {
      Dossier complete = organisations.complete();
      Reading plain = read(DisturbedDocuments.plain(complete, vocabulary));
      Map<String, String> expected = answers(plain);
      int count = 1 + i % 5;
      List<Kind> kinds =
          count == 1 ? List.of(List.of(Kind.values()).get(i / 5 % 5)) : List.of(Kind.values());
      Reading reading = read(disturbing.of(complete, count, kinds));
      List<Disturbance> done = disturbing.done();
      boolean same = reading.faults().isEmpty() && answers(reading).equals(expected);
      meant += same ? 1 : 0;
      List<String> told = new ArrayList<>(reading.told());
      told.removeAll(plain.told());
      if (!same) {
        others.add(i + " " + done + " " + told);
      }
      if (!same && told.isEmpty()) {
        swallowed.add(i + " " + done + " " + difference(expected, answers(reading)));
      }
      if (count == 1 && !done.isEmpty()) {
        Count ofKind = counts.get(done.get(0).kind());
        ofKind.tried++;
        ofKind.meant += same ? 1 : 0;
      }
    }
    System.out.println(report(counts, meant, others));
    assertThat(swallowed).as("answers that changed without a word, seed " + SEED).isEmpty();
    assertThat(meant)
        .as("read as meant, seed " + SEED)
        .isGreaterThan((int) (MEANT * ORGANISATIONS));
  }

  private static String report(Map<Kind, Count> counts, int meant, List<String> others) {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (kind, count) ->
            text.append(String.format("%n%-9s alone: %d of %d", kind, count.meant, count.tried)));
    text.append(String.format("%nread as meant: %d of %d", meant, ORGANISATIONS));
    others.stream().limit(Integer.getInteger("shown", 5)).forEach(o -> text.append('\n').append(o));
    return text.toString();
  }

  private record Reading(Dossier dossier, List<String> faults, List<String> notes) {
    List<String> told() {
      List<String> told = new ArrayList<>(faults);
      told.addAll(notes);
      return told;
    }
  }

  private Reading read(Map<String, byte[]> documents) {
    Dossier dossier = Dossier.empty("generated");
    List<String> faults = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Map.Entry<String, byte[]> document : documents.entrySet()) {
      ParseResult result = reader.read(new Document(document.getKey(), document.getValue(), null));
      if (result instanceof Rejection rejection) {
        rejection.faults().forEach(fault -> faults.add(fault.toString()));
      } else if (result instanceof ParsedDocument parsed) {
        dossier = dossier.with(parsed, new Origin(document.getKey(), Instant.EPOCH, ""));
        parsed.notes().forEach(note -> notes.add(note.toString()));
      }
    }
    resolver.resolve(dossier, AS_OF).all().forEach(note -> notes.add(note.toString()));
    return new Reading(dossier, faults, notes);
  }

  private Map<String, String> answers(Reading reading) {
    Map<String, String> answers = new TreeMap<>();
    Assessment assessment = assessor.assess(reading.dossier(), AS_OF, List.of());
    assessment.recommended().forEach(one -> answers.put(one.rule().metadata().id(), "recommended"));
    assessment.clear().forEach(id -> answers.put(id, "clear"));
    assessment.notAssessed().forEach(one -> answers.put(one.rule(), "not assessed"));
    return answers;
  }

  private static Map<String, String> difference(
      Map<String, String> expected, Map<String, String> answers) {
    Map<String, String> difference = new LinkedHashMap<>();
    expected.forEach(
        (rule, answer) -> {
          if (!answer.equals(answers.get(rule))) {
            difference.put(rule, answer + " -> " + answers.get(rule));
          }
        });
    return difference;
  }
}
