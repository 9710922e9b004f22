package nestor.bench.byhand;

import static nestor.bench.byhand.Compare.atMost;
import static nestor.bench.byhand.Compare.before;
import static nestor.bench.byhand.Compare.less;
import static nestor.bench.byhand.Compare.more;
import static nestor.bench.byhand.Compare.no;
import static nestor.bench.byhand.Compare.upTo;
import static nestor.bench.byhand.Compare.yes;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The people who know and lead. */
final class PeopleRules {
  private PeopleRules() {}

  static void find(Data data, Shared shared, Limits limits, Found found) {
    knowledge(data, shared, limits, found);
    LocalDate opened = limits.since("vacancy-days");
    for (Data.Vacancy vacancy : data.vacancies) {
      if (yes(vacancy.technical()) && before(vacancy.openedOn(), opened)) {
        found.add("people/open-vacancies", vacancy);
      }
    }
    if (shared.practices("skills-plan").isEmpty()) {
      found.add("people/skills-plan");
    } else if (shared.notInPlace("skills-plan")) {
      found.add("people/skills-plan: not in place");
    }
    for (Data.Workforce workforce : data.workforce) {
      if (more(workforce.annualAttrition(), limits.of("attrition"))) {
        found.add("people/attrition", workforce);
      }
      if (less(workforce.trainedLastYear(), limits.of("trained-share"))) {
        found.add("people/skills-plan: too few trained", workforce);
      }
    }
    for (Data.Executive executive : data.executives) {
      if ("CTO".equals(executive.role())) {
        if (atMost(executive.communicationScore(), limits.of("communication-score"))) {
          found.add("people/communication", executive);
        }
        if (no(executive.leadershipCoaching())) {
          found.add("people/cto-development", executive);
        }
      }
    }
    disruptive(data, found);
    for (Data.Initiative initiative : data.initiatives) {
      if (no(initiative.skillsReady()) && upTo(initiative.startedOn(), limits.today)) {
        found.add("people/unready-for-initiative", initiative);
      }
    }
  }

  private static void knowledge(Data data, Shared shared, Limits limits, Found found) {
    int people = limits.of("knowledge-people").intValue();
    Map<String, Set<String>> reliance = new HashMap<>();
    shared.knownBy.forEach(
        (system, by) -> {
          if (by.size() <= people) {
            found.add("people/key-person", system);
            reliance.computeIfAbsent(system, s -> new HashSet<>()).addAll(by);
          }
        });
    for (Data.Knowledge knowledge : data.knowledge) {
      String system = String.valueOf(knowledge.system());
      if (more(knowledge.share(), limits.of("knowledge-share"))) {
        reliance
            .computeIfAbsent(system, s -> new HashSet<>())
            .add(String.valueOf(knowledge.person()));
        Set<String> by = shared.knownBy.get(system);
        if (by != null && by.size() > people) {
          found.add("people/key-person: one holds most of it", knowledge);
        }
      }
    }
    Set<String> disruptive = new HashSet<>();
    for (Data.Person person : data.staff) {
      if (yes(person.disruptive())) {
        disruptive.add(String.valueOf(person.name()));
      }
    }
    reliance.forEach(
        (system, on) -> {
          for (String person : on) {
            if (disruptive.contains(person)) {
              found.add("people/disruptive-key-person", system);
              return;
            }
          }
        });
  }

  private static void disruptive(Data data, Found found) {
    boolean nowhere = false;
    for (Data.Person person : data.staff) {
      if (yes(person.disruptive()) && person.actionOn() == null) {
        if (person.team() != null) {
          found.add("people/disruptive-unmanaged", person);
        } else {
          nowhere = true;
        }
      }
    }
    if (nowhere) {
      found.add("people/disruptive-unmanaged: team not on record");
    }
  }
}
