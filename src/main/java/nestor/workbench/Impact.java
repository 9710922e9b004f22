package nestor.workbench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.RuleAnswer;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompiledRulebook;

/**
 * Impact of a rulebook edit on organisations: which rules answer otherwise, and for whom. For one
 * organisation and other data use {@link WhatIf}.
 *
 * @param subjects number of organisations that were compared
 * @param otherwise number of organisations for which some answer changed
 * @param rules the rules that answer otherwise for at least one organisation, by id
 */
public record Impact(int subjects, int otherwise, SortedMap<String, Change> rules) {

  /**
   * Organisation as each of the two rulebooks reads it.
   *
   * @param name its name in messages
   */
  public record Compared(String name, Sample before, Sample after) {}

  /**
   * Change in the answers of one rule.
   *
   * @param title of the rule, of the former one where it is gone
   * @param kinds what changed, in the order of its weight, each with the organisations, sorted
   */
  public record Change(String title, SortedMap<Kind, List<String>> kinds) {}

  /** Kind of change in the answer of a rule for one organisation. */
  public enum Kind {
    /** It is recommended now. */
    APPEARS,
    /** It was recommended. */
    VANISHES,
    /** It is recommended with a higher priority. */
    MORE_URGENT,
    /** It is recommended with a lower priority. */
    LESS_URGENT,
    /** It is recommended for other reasons or to another owner. */
    SAYS_OTHERWISE,
    /** It was not recommended, and would be now if it were not waived. */
    NOW_WAIVED,
    /** It was not assessed, or waived, and is clear. */
    NOW_CLEAR,
    /** It was clear, or waived, and cannot be judged any more. */
    NOW_NOT_ASSESSED,
    /** It was clear, waived or not assessed, and does not apply any more. */
    NOW_NOT_APPLICABLE,
    /** It cannot be judged any more by a fault of Nestor. */
    NOW_WITHHELD
  }

  /**
   * Answers, by both rulebooks and for every organisation, the rules that the edit can touch, on
   * all processors, and compares.
   */
  public static Impact of(
      CompiledRulebook before,
      CompiledRulebook after,
      List<Compared> organisations,
      Progress progress) {
    return of(
        before,
        after,
        AffectedRules.by(before.rulebook(), after.rulebook()),
        organisations,
        progress);
  }

  static Impact of(
      CompiledRulebook before,
      CompiledRulebook after,
      AffectedRules affected,
      List<Compared> organisations,
      Progress progress) {
    Assessor then = new Assessor(before);
    Assessor now = new Assessor(after);
    AtomicInteger done = new AtomicInteger();
    List<SortedMap<String, Kind>> kinds =
        IntStream.range(0, organisations.size())
            .parallel()
            .mapToObj(
                i -> {
                  Compared compared = organisations.get(i);
                  SortedMap<String, Kind> changed = changed(then, now, compared, affected);
                  progress.at(done.incrementAndGet(), organisations.size());
                  return changed;
                })
            .toList();
    SortedMap<String, SortedMap<Kind, List<String>>> byRule = new TreeMap<>();
    int otherwise = 0;
    for (int i = 0; i < organisations.size(); i++) {
      otherwise += kinds.get(i).isEmpty() ? 0 : 1;
      for (Map.Entry<String, Kind> of : kinds.get(i).entrySet()) {
        byRule
            .computeIfAbsent(of.getKey(), r -> new TreeMap<>())
            .computeIfAbsent(of.getValue(), k -> new ArrayList<>())
            .add(organisations.get(i).name());
      }
    }
    SortedMap<String, Change> rules = new TreeMap<>();
    byRule.forEach(
        (id, byKind) ->
            rules.put(id, new Change(title(id, before.rulebook(), after.rulebook()), byKind)));
    return new Impact(organisations.size(), otherwise, rules);
  }

  private static String title(String id, Rulebook before, Rulebook after) {
    Rule rule = after.rules().get(id);
    return Objects.requireNonNull(rule == null ? before.rules().get(id) : rule).metadata().title();
  }

  private static SortedMap<String, Kind> changed(
      Assessor then, Assessor now, Compared compared, AffectedRules affected) {
    SortedSet<String> first = new TreeSet<>(affected.first());
    first.addAll(affected.reworded());
    SortedMap<String, RuleOutcome> before = answers(then, compared.before(), first);
    SortedMap<String, RuleOutcome> after = answers(now, compared.after(), first);
    if (!affected.last().isEmpty() && !RuleOutcome.lookAlike(before, after)) {
      before.putAll(answers(then, compared.before(), affected.last()));
      after.putAll(answers(now, compared.after(), affected.last()));
    }
    return changed(before, after);
  }

  private static SortedMap<String, RuleOutcome> answers(
      Assessor assessor, Sample sample, Collection<String> wanted) {
    return RuleOutcome.of(
        assessor.assess(
            sample.dossier(),
            sample.asOf(),
            assessor.waivers(sample.dossier(), sample.asOf()),
            wanted));
  }

  private static SortedMap<String, Kind> changed(
      SortedMap<String, RuleOutcome> before, SortedMap<String, RuleOutcome> after) {
    SortedSet<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    SortedMap<String, Kind> changed = new TreeMap<>();
    for (String id : ids) {
      // A rule that is not there recommends nothing, and nobody misses its silence.
      RuleOutcome then = before.getOrDefault(id, RuleOutcome.CLEAR);
      RuleOutcome now = after.getOrDefault(id, RuleOutcome.CLEAR);
      boolean inBoth = before.containsKey(id) && after.containsKey(id);
      if (then.recommended() != null && now.recommended() != null) {
        int urgency = now.recommended().priority().compareTo(then.recommended().priority());
        if (urgency != 0) {
          changed.put(id, urgency < 0 ? Kind.MORE_URGENT : Kind.LESS_URGENT);
        } else if (!says(then.recommended()).equals(says(now.recommended()))) {
          changed.put(id, Kind.SAYS_OTHERWISE);
        }
      } else if (now.recommended() != null) {
        changed.put(id, Kind.APPEARS);
      } else if (then.recommended() != null) {
        changed.put(id, Kind.VANISHES);
      } else if (then.answer() != now.answer() && (inBoth || now.answer() == RuleAnswer.WAIVED)) {
        changed.put(
            id,
            switch (now.answer()) {
              case WAIVED -> Kind.NOW_WAIVED;
              case CLEAR -> Kind.NOW_CLEAR;
              case NOT_ASSESSED -> Kind.NOW_NOT_ASSESSED;
              case NOT_APPLICABLE -> Kind.NOW_NOT_APPLICABLE;
              case WITHHELD -> Kind.NOW_WITHHELD;
              case RECOMMENDED -> throw new IllegalStateException("recommended: " + id);
            });
      }
    }
    return changed;
  }

  private static List<Object> says(Assessment.Recommended recommended) {
    List<Object> says =
        new ArrayList<>(
            List.of(
                recommended.owner(),
                recommended.rule().metadata().title(),
                recommended.rule().metadata().action()));
    recommended.findings().forEach(f -> says.add(f.reason()));
    return says;
  }
}
