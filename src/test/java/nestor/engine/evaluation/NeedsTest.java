package nestor.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.dossier.Origin;
import nestor.engine.assessment.Assessment;
import nestor.evidence.SectionContent;
import nestor.rulebook.Section;
import nestor.rulebook.ShippedRulebook;
import nestor.workbench.OrganisationGenerator;
import nestor.workbench.ScenarioRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a rule that is not assessed says it needs, supplied: then it is judged. More by {@code mvn
 * -B test -Dtest=NeedsTest -DexcludedGroups= -Dorganisations=500}.
 */
@Tag("thorough")
class NeedsTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 21);
  private static final long SEED = Long.getLong("seed", 20261130);
  private static final int ORGANISATIONS = Integer.getInteger("organisations", 150);

  private final Assessor assessor = Assessor.unchecked(ShippedRulebook.get());
  private final OrganisationGenerator organisations =
      new ScenarioRunner(ShippedRulebook.compiled()).organisations(AS_OF, SEED);

  @Test
  void whatARuleNeedsSettlesIt() {
    int settled = 0;
    Map<String, List<String>> open = new TreeMap<>();
    for (int i = 0; i < ORGANISATIONS; i++) {
      Dossier gaps = organisations.withGaps(organisations.complete(), Set.of());
      Dossier whole = spokenFor(organisations.completed(gaps));
      Map<SortedSet<String>, List<String>> byNeeds = new HashMap<>();
      assessor
          .assess(gaps, AS_OF, List.of())
          .notAssessed()
          .forEach(
              one -> byNeeds.computeIfAbsent(one.needs(), n -> new ArrayList<>()).add(one.rule()));
      for (Map.Entry<SortedSet<String>, List<String>> asked : byNeeds.entrySet()) {
        Assessment then =
            assessor.assess(
                supplied(gaps, whole, asked.getKey()), AS_OF, List.of(), asked.getValue());
        for (String rule : asked.getValue()) {
          SortedSet<String> more =
              then.notAssessed().stream()
                  .filter(one -> one.rule().equals(rule))
                  .map(Assessment.NotAssessed::needs)
                  .findFirst()
                  .orElse(null);
          if (more == null || UnclearFields.of(assessor, whole, AS_OF).containsAll(more)) {
            settled++;
          } else {
            open.computeIfAbsent(rule, r -> new ArrayList<>())
                .add(asked.getKey() + " and then " + more + " in " + i);
          }
        }
      }
    }
    System.out.printf("%d rules were settled by what they need; not %s%n", settled, size(open));
    open.forEach((rule, ways) -> System.out.println(ways.size() + " " + rule + " " + ways.get(0)));
    assertThat(open).as("seed %d", SEED).isEmpty();
    assertThat(settled).isGreaterThan(ORGANISATIONS * 10);
  }

  /** The same organisation, all that speak in a section saying something. */
  private static Dossier spokenFor(Dossier whole) {
    TreeMap<String, DossierSection> sections = new TreeMap<>(whole.sections());
    for (Section section : ShippedRulebook.get().vocabulary().sections()) {
      String speaksFor = section.speaksFor();
      String among = section.among();
      if (speaksFor == null || among == null) {
        continue;
      }
      Section listed = ShippedRulebook.get().vocabulary().ofType(among).orElseThrow();
      List<Map<String, Object>> entries = new ArrayList<>(whole.entries(section.name()));
      Set<Object> silent = new LinkedHashSet<>();
      whole.entries(listed.name()).forEach(one -> silent.add(one.get(speaksFor)));
      entries.forEach(entry -> silent.remove(entry.get(speaksFor)));
      complete(section, entries);
      for (Object one : silent) {
        Map<String, Object> entry = new LinkedHashMap<>(SAID);
        entry.keySet().removeIf(field -> section.field(field).isEmpty());
        entry.put(speaksFor, one);
        entries.add(entry);
      }
      sections.put(
          section.name(),
          new DossierSection(
              new SectionContent(section.name(), entries),
              new Origin("generated.json", Instant.EPOCH, "")));
    }
    return new Dossier(whole.organisation(), sections);
  }

  /** Adds what is left of each whole that shares are of. */
  private static void complete(Section section, List<Map<String, Object>> entries) {
    String share = section.completeAtOne();
    if (share == null) {
      return;
    }
    Map<Object, BigDecimal> left = new LinkedHashMap<>();
    for (Map<String, Object> entry : entries) {
      left.merge(
          entry.get(section.speaksFor()),
          BigDecimal.ONE.subtract((BigDecimal) entry.get(share)),
          (a, b) -> a.add(b).subtract(BigDecimal.ONE));
    }
    left.forEach(
        (one, rest) -> {
          if (rest.signum() > 0) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put(section.speaksFor(), one);
            entry.put("activity", "other");
            entry.put(share, rest);
            entries.add(entry);
          }
        });
  }

  /** Something that any of those of whom a section speaks can say. */
  private static final Map<String, Object> SAID =
      Map.of(
          "metric", "uptime",
          "rank", 1,
          "topic", "growth",
          "activity", "strategy",
          "share", BigDecimal.ONE);

  private static int size(Map<String, List<String>> open) {
    return open.values().stream().mapToInt(List::size).sum();
  }

  /** The dossier with gaps, and of the whole one what is needed. */
  private static Dossier supplied(Dossier gaps, Dossier whole, Set<String> needs) {
    TreeMap<String, DossierSection> sections = new TreeMap<>(gaps.sections());
    for (String need : needs) {
      int dot = need.indexOf('.');
      String section = dot < 0 ? need : need.substring(0, dot);
      DossierSection held = whole.sections().get(section);
      if (held == null) {
        continue;
      }
      if (dot < 0) {
        sections.put(section, held);
        continue;
      }
      String field = need.substring(dot + 1);
      DossierSection before = sections.getOrDefault(section, held);
      List<Map<String, Object>> entries = new ArrayList<>();
      for (int i = 0; i < before.content().entries().size(); i++) {
        Map<String, Object> entry = new LinkedHashMap<>(before.content().entries().get(i));
        Object value = held.content().entries().get(i).get(field);
        if (value != null) {
          entry.putIfAbsent(field, value);
        }
        entries.add(entry);
      }
      sections.put(
          section, new DossierSection(new SectionContent(section, entries), held.origin()));
    }
    return new Dossier(gaps.organisation(), sections);
  }
}
