package nestor.workbench;

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
import nestor.diagnostics.Diagnostic;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.EngineDifference;
import nestor.engine.assessment.Finding;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.drools.CompiledRulebook;
import org.jspecify.annotations.Nullable;

/**
 * Isolation check: each rule, compiled alone, must answer as it does among the others. Drools
 * shares what rules have in common, and a fault in that sharing can silence a rule.
 *
 * <p>Rules that look at recommendations are left out: without the other rules they have nothing to
 * look at.
 */
public final class IsolationCheck {
  private static final String CURE =
      "do not advise with this rulebook; write the rule's conditions in another order or way";

  private final CompiledRulebook compiled;
  private final List<Sample> subjects;

  /** A trial on some dossiers. */
  public IsolationCheck(CompiledRulebook compiled, List<Sample> subjects) {
    this.compiled = compiled;
    this.subjects = List.copyOf(subjects);
  }

  /** The rules that can be tried alone, in the order of their ids. */
  public List<String> rules() {
    TreeSet<String> rules = new TreeSet<>(compiled.rulebook().rules().keySet());
    rules.removeAll(new RuleDependencies(compiled.rulebook()).onRecommendations());
    return List.copyOf(rules);
  }

  /** Some of the rules that can be tried alone, by chance; the same for the same seed. */
  public List<String> some(int count, long seed) {
    List<String> shuffled = new ArrayList<>(rules());
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled.stream().limit(count).sorted().toList();
  }

  /** Faults of rules that answer otherwise alone than among the others, one a rule. */
  public List<Diagnostic> run(Collection<String> rules, Progress progress) {
    List<Diagnostic> faults = new ArrayList<>();
    Map<Sample, SortedMap<String, Object>> together = new LinkedHashMap<>();
    Assessor whole = new Assessor(compiled);
    for (Sample sample : subjects) {
      SortedMap<String, Object> answers = answers(whole, sample);
      together.put(sample, answers);
      for (Object answer : answers.values()) {
        if (answer instanceof EngineDifference difference) {
          faults.add(Diagnostic.in(sample.name(), null, words(difference), CURE));
        }
      }
    }
    int done = 0;
    for (String rule : rules) {
      CompiledRulebook alone = compiled.part(List.of(rule));
      try {
        difference(rule, alone, together, faults);
      } finally {
        alone.close();
      }
      progress.at(++done, rules.size());
    }
    return List.copyOf(faults);
  }

  private void difference(
      String rule,
      CompiledRulebook alone,
      Map<Sample, SortedMap<String, Object>> together,
      List<Diagnostic> faults) {
    Assessor assessor = new Assessor(alone);
    for (Map.Entry<Sample, SortedMap<String, Object>> answers : together.entrySet()) {
      Object among = answers.getValue().get(rule);
      Object byItself = answers(assessor, answers.getKey()).get(rule);
      if (among == null || !among.equals(byItself)) {
        faults.add(
            Diagnostic.in(
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

  /** Answers of the rules in a form that can be compared. */
  private static SortedMap<String, Object> answers(Assessor assessor, Sample sample) {
    Assessment assessment = assessor.assess(sample.dossier(), sample.asOf(), List.of());
    SortedMap<String, Object> answers = new TreeMap<>();
    assessment
        .recommended()
        .forEach(recommended -> answers.put(recommended.rule().metadata().id(), recommended));
    assessment.notAssessed().forEach(notAssessed -> answers.put(notAssessed.rule(), notAssessed));
    assessment.notApplicable().forEach(one -> answers.put(one.rule(), one));
    assessment.clear().forEach(rule -> answers.put(rule, "clear"));
    for (Assessment.Withheld withheld : assessment.withheld()) {
      EngineDifference difference = withheld.difference();
      answers.put(withheld.rule(), difference == null ? withheld : difference);
    }
    return answers;
  }

  private static String words(@Nullable Object answer) {
    if (answer instanceof Assessment.Recommended recommended) {
      return "recommended, "
          + recommended.findings().stream().map(Finding::reason).toList()
          + " on "
          + recommended.findings().stream().map(Finding::evidence).toList();
    }
    return answer instanceof Assessment.NotAssessed notAssessed
        ? "not assessed for want of " + notAssessed.needs()
        : answer instanceof Assessment.NotApplicable one
            ? "not applicable: " + one.because()
            : answer instanceof EngineDifference difference ? words(difference) : "clear";
  }

  private static String words(EngineDifference difference) {
    return "rule \""
        + difference.rule()
        + "\": certain are "
        + difference.evaluation()
        + ", and Drools matched "
        + (difference.failure() == null ? difference.drools() : difference.failure());
  }
}
