package nestor.engine.explanation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nestor.dossier.Dossier;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.EvidenceRef;
import nestor.engine.assessment.Finding;
import nestor.engine.assessment.RuleAnswer;
import nestor.engine.assessment.Waiver;
import nestor.engine.evaluation.Assessor;
import nestor.engine.evaluation.FactBase;
import nestor.engine.evaluation.ReasonText;
import nestor.engine.wording.EntryNames;
import nestor.engine.wording.FactText;
import nestor.engine.wording.QuestionText;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Scope;
import nestor.rulebook.Section;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Conditions;
import org.jspecify.annotations.Nullable;

/**
 * Explainer of one dossier's answers, down to the organisation's own data.
 *
 * <pre>{@code
 * Explainer explainer = new Explainer(assessor, dossier, asOf);
 * Explanation explanation = explainer.explain("security/backup-unverified");
 * System.out.println(explanation.answer() + " because " + explanation.because());
 * }</pre>
 *
 * <p>Searching for changes can take a second; for the answers alone use {@code Assessor.assess}.
 */
public final class Explainer {
  private static final String NOWHERE = "";

  private final Rulebook rulebook;
  private final Assessor assessor;
  private final Dossier dossier;
  private final LocalDate asOf;
  private final FactBase factBase;
  private final ReasonText reasonText;

  /** Explains the answers for one dossier on one day. */
  public Explainer(Assessor assessor, Dossier dossier, LocalDate asOf) {
    this.rulebook = assessor.rulebook();
    this.assessor = assessor;
    this.dossier = dossier;
    this.asOf = asOf;
    this.factBase = assessor.factBase(dossier, asOf, true);
    this.reasonText = new ReasonText(rulebook.about().phrases(), asOf, dossier.currency());
  }

  /**
   * The explanation of a rule's answer.
   *
   * @throws IllegalArgumentException if there is no such rule
   */
  public Explanation explain(String id) {
    Rule rule = rulebook.rules().get(id);
    if (rule == null) {
      throw new IllegalArgumentException("no rule " + id);
    }
    Assessment assessment = assessor.assess(dossier, asOf, assessor.waivers(dossier, asOf));
    Optional<Assessment.Recommended> waived =
        assessment.waived().stream()
            .map(Assessment.Waived::recommended)
            .filter(recommended -> recommended.rule().metadata().id().equals(id))
            .findFirst();
    Optional<Assessment.Recommended> recommended =
        assessment.recommended().stream()
            .filter(one -> one.rule().metadata().id().equals(id))
            .findFirst()
            .or(() -> waived);
    SortedSet<String> needs = new TreeSet<>();
    assessment.notAssessed().stream()
        .filter(o -> o.rule().equals(id))
        .forEach(o -> needs.addAll(o.needs()));
    Optional<Assessment.Withheld> withheld =
        assessment.withheld().stream().filter(one -> one.rule().equals(id)).findFirst();
    RuleMetadata metadata = rule.metadata();
    ConditionTrace trace = new ConditionTrace(factBase, dossier, reasonText);
    RuleAnswer answer = answer(id, assessment);
    List<Explanation.Case> cases = cases(rule, answer, trace);
    CounterfactualText counterfactualText =
        new CounterfactualText(assessor, dossier, asOf, reasonText);
    if (withheld.isEmpty()) {
      counterfactualText.search(rule, cases, answer);
    }
    return new Explanation(
        id,
        metadata.title(),
        answer,
        waived(id),
        recommended.map(Assessment.Recommended::priority).orElse(metadata.priority()),
        recommended.map(Assessment.Recommended::owner).orElse(metadata.owner()),
        asOf,
        recommended
            .map(one -> one.findings().stream().map(f -> because(f, rule)).toList())
            .orElseGet(() -> instead(id, assessment)),
        limits(metadata, recommended),
        certain(cases, answer),
        new QuestionText(factBase).of(needs),
        counterfactualText.found(),
        counterfactualText.unfound());
  }

  /** The ways to satisfy the rule; of one that does not apply, the ways out of its scopes. */
  private static List<Explanation.Case> cases(Rule rule, RuleAnswer answer, ConditionTrace trace) {
    List<Explanation.Case> cases = new ArrayList<>();
    if (answer == RuleAnswer.NOT_APPLICABLE) {
      for (Scope scope : rule.scopes()) {
        scope.exclusion().cases().forEach(c -> cases.add(trace.of(c.name(), c.when())));
      }
    } else {
      rule.cases().forEach(c -> cases.add(trace.of(caseName(c), c.when())));
    }
    return cases;
  }

  /** Reasons for an answer that is not decided by the rule's own conditions. */
  private static List<Explanation.Because> instead(String id, Assessment assessment) {
    return Stream.concat(
            assessment.notApplicable().stream()
                .filter(one -> one.rule().equals(id))
                .map(Assessment.NotApplicable::because),
            assessment.withheld().stream()
                .filter(one -> one.rule().equals(id))
                .map(Assessment.Withheld::because))
        .map(words -> new Explanation.Because(words, List.of()))
        .toList();
  }

  private static RuleAnswer answer(String id, Assessment assessment) {
    if (assessment.clear().contains(id)) {
      return RuleAnswer.CLEAR;
    }
    if (assessment.waived().stream()
        .anyMatch(one -> one.recommended().rule().metadata().id().equals(id))) {
      return RuleAnswer.WAIVED;
    }
    if (assessment.recommended().stream().anyMatch(one -> one.rule().metadata().id().equals(id))) {
      return RuleAnswer.RECOMMENDED;
    }
    if (assessment.withheld().stream().anyMatch(one -> one.rule().equals(id))) {
      return RuleAnswer.WITHHELD;
    }
    return assessment.notApplicable().stream().anyMatch(one -> one.rule().equals(id))
        ? RuleAnswer.NOT_APPLICABLE
        : RuleAnswer.NOT_ASSESSED;
  }

  /** The cases, none of them open where the answer is certain whatever the missing data are. */
  private static List<Explanation.Case> certain(List<Explanation.Case> cases, RuleAnswer answer) {
    boolean recommended = answer == RuleAnswer.RECOMMENDED || answer == RuleAnswer.WAIVED;
    boolean holds = cases.stream().anyMatch(one -> one.answer() == StepState.HOLDS);
    if (answer != RuleAnswer.CLEAR && (!recommended || holds)) {
      return cases;
    }
    StepState certain = recommended ? StepState.HOLDS_EITHER_WAY : StepState.FAILS_EITHER_WAY;
    return cases.stream().map(one -> one.certain(certain)).toList();
  }

  /** The waiver of the rule that counts, else the one that ended last. */
  private Explanation.@Nullable Waived waived(String id) {
    return assessor.waivers(dossier, asOf).stream()
        .filter(waiver -> waiver.rule().equals(id))
        .min(
            Comparator.comparing((Waiver waiver) -> !waiver.counts(asOf))
                .thenComparing(Waiver::until, Comparator.reverseOrder()))
        .map(w -> new Explanation.Waived(w.by(), w.why(), w.until(), w.counts(asOf)))
        .orElse(null);
  }

  private static String caseName(Rule.Case ofRule) {
    int colon = ofRule.name().indexOf(':');
    return colon < 0 ? NOWHERE : ofRule.name().substring(colon + 1).strip();
  }

  // --- recommended -------------------------------------------------------------------------------

  private Explanation.Because because(Finding finding, Rule rule) {
    Map<String, Set<String>> read = new TreeMap<>();
    rule.cases().forEach(c -> fields(c.when(), read, 0));
    List<Explanation.Read> rests = new ArrayList<>();
    for (EvidenceRef ref : finding.evidence()) {
      rests.add(read(ref, read));
    }
    return new Explanation.Because(finding.reason(), rests);
  }

  private Explanation.Read read(EvidenceRef ref, Map<String, Set<String>> fields) {
    Section section = rulebook.vocabulary().section(ref.section()).orElseThrow();
    Integer entry = ref.entry();
    if (entry == null && !section.single()) {
      return new Explanation.Read(section.name(), searched(section));
    }
    int index = entry == null ? 0 : entry;
    FactText factText = new FactText(rulebook, reasonText);
    // An entry that names two things, such as a person with two roles, is two facts.
    String values =
        factBase.facts(section.type()).stream()
            .filter(f -> f.entry() == index)
            .map(f -> factText.values(f, fields.getOrDefault(section.type(), Set.of())))
            .distinct()
            .collect(Collectors.joining("; "));
    return new Explanation.Read(
        EntryNames.place(section, dossier, index), values.isEmpty() ? searched(section) : values);
  }

  private String searched(Section section) {
    int count = dossier.entries(section.name()).size();
    return count == 0
        ? "given, and empty"
        : section.single()
            ? "given"
            : "all of " + (count == 1 ? "1 entry" : count + " entries") + " looked through";
  }

  /** The fields that conditions read of each type, through the rules that derive facts too. */
  private void fields(List<Condition> conditions, Map<String, Set<String>> read, int depth) {
    for (Condition.Pattern pattern : Conditions.patterns(conditions)) {
      Set<String> of = read.computeIfAbsent(pattern.type(), t -> new LinkedHashSet<>());
      pattern.tests().forEach(test -> of.addAll(test.expression().fields()));
      if (depth < ConditionTrace.DEPTH) {
        rulebook.derivations().stream()
            .filter(d -> d.then().type().equals(pattern.type()))
            .forEach(d -> fields(d.when(), read, depth + 1));
      }
    }
  }

  // --- limits ------------------------------------------------------------------------------------

  private List<Explanation.Limit> limits(
      RuleMetadata metadata, Optional<Assessment.Recommended> recommended) {
    Map<String, List<Threshold.Choice>> used = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    recommended.ifPresent(
        one ->
            one.findings()
                .forEach(f -> f.thresholds().forEach(t -> names.add(t.threshold().name()))));
    names.addAll(metadata.thresholds());
    for (String name : names) {
      Threshold threshold = rulebook.thresholds().get(name);
      if (threshold != null) {
        used.put(name, List.copyOf(factBase.choices(threshold)));
      }
    }
    List<Explanation.Limit> limits = new ArrayList<>();
    used.forEach(
        (name, choices) -> {
          Threshold threshold = Optional.ofNullable(rulebook.thresholds().get(name)).orElseThrow();
          for (Threshold.Choice one : choices) {
            limits.add(
                new Explanation.Limit(
                    EntryNames.spaced(name),
                    reasonText.value(one.number(), threshold.unit()),
                    threshold.basis(),
                    threshold.source(),
                    threshold.why(),
                    chosen(threshold, choices.size())));
          }
        });
    return limits;
  }

  private @Nullable String chosen(Threshold threshold, int choices) {
    if (threshold.variants().isEmpty()) {
      return null;
    }
    Set<String> dimensions = new LinkedHashSet<>();
    List<String> others = new ArrayList<>();
    for (Threshold.Variant variant : threshold.variants()) {
      dimensions.add(variant.dimension());
      others.add(variant.value() + " " + reasonText.value(variant.number(), threshold.unit()));
    }
    others.add("otherwise " + reasonText.value(threshold.base(asOf).number(), threshold.unit()));
    List<String> said = new ArrayList<>();
    for (String dimension : dimensions) {
      String value = factBase.dimension(dimension);
      said.add(EntryNames.spaced(dimension) + " is " + (value == null ? "not known" : value));
    }
    return String.join(" and ", said)
        + (choices > 1 ? ", so each of these may hold" : "")
        + " ("
        + String.join(", ", others)
        + ")";
  }
}
