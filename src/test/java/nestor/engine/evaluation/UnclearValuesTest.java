package nestor.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.engine.assessment.Assessment;
import nestor.evidence.SectionContent;
import nestor.evidence.Unclear;
import nestor.rulebook.Field;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.ShippedRulebook;
import nestor.workbench.OrganisationGenerator;
import nestor.workbench.ScenarioRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What values that can be read in several ways do to the answers, by chance. */
@Tag("thorough")
class UnclearValuesTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 21);
  private static final long SEED = Long.getLong("seed", 20261130);
  private static final int ORGANISATIONS = Integer.getInteger("organisations", 150);

  private final Rulebook rulebook = ShippedRulebook.get();
  private final Assessor assessor = new Assessor(ShippedRulebook.compiled());
  private final Assessor unchecked = Assessor.unchecked(rulebook);
  private final OrganisationGenerator organisations =
      new ScenarioRunner(ShippedRulebook.compiled()).organisations(AS_OF, SEED);
  private final Random random = new Random(SEED);

  @Test
  void whateverAnUnclearValueMeansTheAnswerIsTheSameOrOpen() {
    int settled = 0;
    int opened = 0;
    for (int i = 0; i < ORGANISATIONS; i++) {
      Dossier complete = organisations.complete();
      Dossier unclear = withUnclearValues(complete);
      Map<String, String> known = answers(assessor, complete);
      Map<String, String> doubtful = answers(assessor, unclear);
      assertThat(answers(unchecked, unclear)).isEqualTo(doubtful);
      for (Map.Entry<String, String> answer : doubtful.entrySet()) {
        if (answer.getValue().equals("open")) {
          opened += "open".equals(known.get(answer.getKey())) ? 0 : 1;
        } else {
          settled++;
          assertThat(known.get(answer.getKey()))
              .as(
                  "seed %d, organisation %d, %s: %s, unclear %s",
                  SEED, i, answer, complete, unclear)
              .isEqualTo(answer.getValue());
        }
      }
    }
    assertThat(settled).isGreaterThan(ORGANISATIONS * 10);
    assertThat(opened).isPositive();
  }

  private Dossier withUnclearValues(Dossier complete) {
    double share = random.nextDouble() * 0.2;
    TreeMap<String, DossierSection> sections = new TreeMap<>();
    complete
        .sections()
        .forEach(
            (name, held) -> {
              Section section = rulebook.vocabulary().section(name).orElseThrow();
              List<Map<String, Object>> entries = new ArrayList<>();
              for (Map<String, Object> entry : held.content().entries()) {
                Map<String, Object> values = new LinkedHashMap<>(entry);
                for (Field field : section.fields()) {
                  Object value = entry.get(field.name());
                  boolean isName = field.name().equals(OrganisationSection.NAME);
                  if (value != null && !isName && random.nextDouble() < share) {
                    values.put(field.name(), unclear(value, held.content().entries(), field));
                  }
                }
                entries.add(values);
              }
              sections.put(
                  name,
                  new DossierSection(
                      new SectionContent(name, entries, held.content().partial()), held.origin()));
            });
    return new Dossier(complete.organisation(), sections);
  }

  /** A value that is what it was before, or something else. */
  private Unclear unclear(Object value, List<Map<String, Object>> entries, Field field) {
    Object other = entries.get(random.nextInt(entries.size())).get(field.name());
    if (value instanceof List<?> list) {
      List<String> certain = new ArrayList<>();
      List<String> readings = new ArrayList<>(List.of("something else"));
      for (Object element : list) {
        (random.nextBoolean() ? certain : readings).add(String.valueOf(element));
      }
      return new Unclear("what", readings, certain);
    }
    List<String> readings = new ArrayList<>();
    if (random.nextDouble() < 0.8) {
      readings.add(text(value));
      if (other != null && !(other instanceof List<?>)) {
        readings.add(text(other));
      }
      java.util.Collections.shuffle(readings, random);
    }
    return new Unclear("something doubtful", readings.stream().distinct().toList(), List.of());
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
  }

  private static Map<String, String> answers(Assessor assessor, Dossier dossier) {
    Assessment assessment = assessor.assess(dossier, AS_OF, List.of());
    Map<String, String> answers = new TreeMap<>();
    assessment.recommended().forEach(d -> answers.put(d.rule().metadata().id(), "recommended"));
    assessment.clear().forEach(rule -> answers.put(rule, "clear"));
    assessment.notAssessed().forEach(o -> answers.put(o.rule(), "open"));
    return answers;
  }
}
