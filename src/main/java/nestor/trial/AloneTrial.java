package nestor.trial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.reasoning.Assessment;
import nestor.reasoning.Assessor;
import nestor.reasoning.EngineDisagreement;
import nestor.reasoning.Finding;
import nestor.rulebook.Dependence;
import nestor.rulebook.Fault;
import nestor.rulebook.Rulebook;
import org.jspecify.annotations.Nullable;

/**
 * Tries rules alone: compiled without the others, a rule must answer as it does among them. Drools
 * shares what rules have in common, and a fault in that sharing can make a rule fall silent.
 *
 * <p>Rules that look at recommendations are left out: without the other rules they have nothing to
 * look at.
 */
public final class AloneTrial {
  private static final String CURE =
      "do not advise with this rulebook; write the rule's conditions in another order or way";

  private final Rulebook rulebook;
  private final List<Subject> subjects;

  /** A trial on some dossiers. */
  public AloneTrial(Rulebook rulebook, List<Subject> subjects) {
    this.rulebook = rulebook;
    this.subjects = List.copyOf(subjects);
  }

  /** The rules that can be tried alone, in the order of their ids. */
  public List<String> rules() {
    TreeSet<String> rules = new TreeSet<>(rulebook.rules().keySet());
    rules.removeAll(new Dependence(rulebook).onRecommendations());
    return List.copyOf(rules);
  }

  /** Some of the rules that can be tried alone, by chance; the same for the same seed. */
  public List<String> some(int count, long seed) {
    List<String> shuffled = new ArrayList<>(rules());
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled.stream().limit(count).sorted().toList();
  }

  /** Where rules answer otherwise alone than among the others; one fault a rule. */
  public List<Fault> run(Collection<String> rules, Progress progress) {
    List<Fault> faults = new ArrayList<>();
    Map<Subject, SortedMap<String, Object>> together = new LinkedHashMap<>();
    Assessor whole = Assessor.thorough(rulebook);
    for (Subject subject : subjects) {
      try {
        together.put(subject, answers(whole, subject));
      } catch (EngineDisagreement e) {
        faults.add(Fault.in(subject.name(), null, String.valueOf(e.getMessage()), CURE));
      }
    }
    int done = 0;
    for (String rule : rules) {
      Rulebook alone = rulebook.part(List.of(rule));
      try {
        difference(rule, alone, together, faults);
      } finally {
        alone.compilation().close();
      }
      progress.at(++done, rules.size());
    }
    return List.copyOf(faults);
  }

  private void difference(
      String rule,
      Rulebook alone,
      Map<Subject, SortedMap<String, Object>> together,
      List<Fault> faults) {
    Assessor assessor = Assessor.thorough(alone);
    for (Map.Entry<Subject, SortedMap<String, Object>> answers : together.entrySet()) {
      Object among = answers.getValue().get(rule);
      Object byItself;
      try {
        byItself = answers(assessor, answers.getKey()).get(rule);
      } catch (EngineDisagreement e) {
        byItself = e;
      }
      if (among == null || !among.equals(byItself)) {
        faults.add(
            Fault.in(
                answers.getKey().name(),
                null,
                "rule \""
                    + rule
                    + "\" is "
                    + words(among)
                    + " in the whole rulebook and alone "
                    + words(byItself),
                CURE));
        return;
      }
    }
  }

  /** What came of each rule, as something to compare. */
  private static SortedMap<String, Object> answers(Assessor assessor, Subject subject) {
    Assessment assessment = assessor.assess(subject.dossier(), subject.asOf(), List.of());
    SortedMap<String, Object> answers = new TreeMap<>();
    assessment.due().forEach(due -> answers.put(due.rule().guidance().id(), due));
    assessment.open().forEach(open -> answers.put(open.rule(), open));
    assessment.clear().forEach(rule -> answers.put(rule, "clear"));
    return answers;
  }

  private static String words(@Nullable Object answer) {
    if (answer instanceof Assessment.Due due) {
      return "recommended, "
          + due.findings().stream().map(Finding::reason).toList()
          + " on "
          + due.findings().stream().map(Finding::evidence).toList();
    }
    return answer instanceof Assessment.Open open
        ? "not assessed for want of " + open.needs()
        : answer instanceof EngineDisagreement e ? "undecided: " + e.getMessage() : "clear";
  }
}
