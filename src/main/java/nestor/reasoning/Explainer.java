package nestor.reasoning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.dossier.Dossier;
import nestor.dossier.HeldSection;
import nestor.rulebook.EngineFacts;
import nestor.rulebook.Field;
import nestor.rulebook.Guidance;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.Threshold;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Condition.Absence;
import nestor.rulebook.language.Condition.Aggregate;
import nestor.rulebook.language.Condition.Pattern;
import nestor.rulebook.language.Condition.Presence;
import nestor.rulebook.language.Expression;
import org.jspecify.annotations.Nullable;

/** Explains why a rule has its answer, down to the organisation's own data. */
public final class Explainer {
  static final String HOLDS = "holds";
  static final String OPEN = "open";
  static final String FAILS = "fails";
  static final String NOT_REACHED = "not reached";

  private static final String RECOMMENDED = "recommended";
  private static final String WAIVED = "waived";
  private static final int SHOWN = 4;
  private static final int NEAR = 3;
  private static final int WAYS = 60;
  private static final int DEPTH = 3;
  private static final String NOWHERE = "";

  private final Rulebook rulebook;
  private final Assessor assessor;
  private final Dossier dossier;
  private final LocalDate asOf;
  private final Knowledge knowledge;
  private final Phrasing phrasing;

  /** Explains the answers for one dossier on one day. */
  public Explainer(Assessor assessor, Dossier dossier, LocalDate asOf) {
    this.rulebook = assessor.rulebook();
    this.assessor = assessor;
    this.dossier = dossier;
    this.asOf = asOf;
    this.knowledge = assessor.knowledge(dossier, asOf, true);
    this.phrasing = new Phrasing(asOf, dossier.currency());
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
    Assessment assessment = assessor.assess(dossier, asOf, Waiver.in(dossier));
    Optional<Assessment.Due> aside =
        assessment.waived().stream()
            .map(Assessment.SetAside::due)
            .filter(d -> d.rule().guidance().id().equals(id))
            .findFirst();
    Optional<Assessment.Due> due =
        assessment.due().stream()
            .filter(d -> d.rule().guidance().id().equals(id))
            .findFirst()
            .or(() -> aside);
    SortedSet<String> needs = new TreeSet<>();
    assessment.open().stream()
        .filter(o -> o.rule().equals(id))
        .forEach(o -> needs.addAll(o.needs()));
    boolean clear = assessment.clear().contains(id);
    Guidance guidance = rule.guidance();
    List<Explanation.Case> cases = new ArrayList<>();
    for (Rule.Case ofRule : rule.cases()) {
      cases.add(explain(caseName(ofRule), ofRule.when(), 0));
    }
    String answer =
        clear
            ? "clear"
            : aside.isPresent() ? WAIVED : due.isPresent() ? RECOMMENDED : "not assessed";
    List<Explanation.Flip> changes = new ArrayList<>();
    List<Explanation.NoChange> unfound = new ArrayList<>();
    changes(rule, cases, answer, changes, unfound);
    return new Explanation(
        id,
        guidance.title(),
        answer,
        waived(id),
        due.map(Assessment.Due::priority).orElse(guidance.priority()),
        due.map(Assessment.Due::owner).orElse(guidance.owner()),
        asOf,
        due.map(d -> d.findings().stream().map(f -> because(f, rule)).toList()).orElse(List.of()),
        limits(guidance, due),
        cases,
        new Asking(knowledge).of(needs),
        changes,
        unfound);
  }

  /** The waiver of the rule that counts, else the one that ended last. */
  private Explanation.@Nullable Waived waived(String id) {
    return Waiver.in(dossier).stream()
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
    Words words = new Words(knowledge, phrasing);
    String values =
        knowledge.facts(section.type()).stream()
            .filter(f -> f.key().equals(section.name() + "#" + index))
            .map(f -> words.read(f, fields.getOrDefault(section.type(), Set.of())))
            .findFirst()
            .orElse(searched(section));
    return new Explanation.Read(Labels.place(section, dossier, index), values);
  }

  private String searched(Section section) {
    int count = entries(section);
    return count == 0
        ? "given, and empty"
        : section.single()
            ? "given"
            : "all of " + (count == 1 ? "1 entry" : count + " entries") + " looked through";
  }

  private int entries(Section section) {
    HeldSection held = dossier.sections().get(section.name());
    return held == null ? 0 : held.content().entries().size();
  }

  /** The fields that conditions read of each type, through the rules that derive facts too. */
  private void fields(List<Condition> conditions, Map<String, Set<String>> read, int depth) {
    for (Condition condition : conditions) {
      if (condition instanceof Pattern pattern) {
        Set<String> of = read.computeIfAbsent(pattern.type(), t -> new LinkedHashSet<>());
        pattern.tests().forEach(test -> of.addAll(fields(test.expression())));
        if (depth < DEPTH) {
          rulebook.derivations().stream()
              .filter(d -> d.then().type().equals(pattern.type()))
              .forEach(d -> fields(d.when(), read, depth + 1));
        }
      } else if (condition instanceof Absence absence) {
        fields(absence.of(), read, depth);
      } else if (condition instanceof Presence presence) {
        fields(presence.of(), read, depth);
      } else if (condition instanceof Aggregate aggregate) {
        fields(aggregate.over(), read, depth);
      }
    }
  }

  private static Set<String> fields(Expression expression) {
    Set<String> fields = new LinkedHashSet<>();
    new Rewriting() {
      @Override
      Expression leaf(Expression leaf) {
        if (leaf instanceof Expression.FieldOf field && !field.field().equals("this")) {
          fields.add(field.field());
        }
        return leaf;
      }

      @Override
      String binding(String variable) {
        return variable;
      }
    }.of(expression);
    return fields;
  }

  // --- limits ------------------------------------------------------------------------------------

  private List<Explanation.Limit> limits(Guidance guidance, Optional<Assessment.Due> due) {
    Map<String, List<Threshold.Choice>> used = new LinkedHashMap<>();
    ThresholdChoice choice = new ThresholdChoice(knowledge, asOf);
    Set<String> names = new LinkedHashSet<>();
    due.ifPresent(
        d ->
            d.findings()
                .forEach(f -> f.thresholds().forEach(t -> names.add(t.threshold().name()))));
    names.addAll(guidance.thresholds());
    for (String name : names) {
      Threshold threshold = rulebook.thresholds().get(name);
      if (threshold != null) {
        used.put(name, List.copyOf(choice.choices(threshold, new TreeSet<>())));
      }
    }
    List<Explanation.Limit> limits = new ArrayList<>();
    used.forEach(
        (name, choices) -> {
          Threshold threshold = Optional.ofNullable(rulebook.thresholds().get(name)).orElseThrow();
          for (Threshold.Choice one : choices) {
            limits.add(
                new Explanation.Limit(
                    Labels.spaced(name),
                    phrasing.value(one.number(), threshold.unit()),
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
      others.add(variant.value() + " " + phrasing.value(variant.number(), threshold.unit()));
    }
    others.add("otherwise " + phrasing.value(threshold.base(asOf).number(), threshold.unit()));
    List<String> said = new ArrayList<>();
    for (String dimension : dimensions) {
      String value = knowledge.dimension(dimension);
      said.add(Labels.spaced(dimension) + " is " + (value == null ? "not known" : value));
    }
    return String.join(" and ", said)
        + (choices > 1 ? ", so each of these may hold" : "")
        + " ("
        + String.join(", ", others)
        + ")";
  }

  // --- condition by condition --------------------------------------------------------------------

  private Explanation.Case explain(String name, List<Condition> conditions, int depth) {
    Words words = new Words(knowledge, phrasing);
    words.learn(conditions);
    List<Evaluation.Solution> ways =
        List.of(new Evaluation.Solution(Bindings.NONE, Truth.YES, List.of()));
    List<Explanation.Step> steps = new ArrayList<>();
    String state = HOLDS;
    for (Condition condition : conditions) {
      List<Bindings> bindings = ways.stream().map(Evaluation.Solution::bindings).toList();
      String said = words.of(condition, bindings);
      if (state.equals(FAILS)) {
        if (!isQuiet(condition)) {
          steps.add(new Explanation.Step(said, NOT_REACHED, NOWHERE, List.of(), List.of()));
        }
        continue;
      }
      List<Evaluation.Solution> next = next(condition, ways);
      state = state(next);
      if (state.equals(FAILS)) {
        steps.add(failed(condition, said, ways, words, depth));
      } else if (!isQuiet(condition)) {
        steps.add(
            new Explanation.Step(said, state, found(condition, next, words), List.of(), List.of()));
      }
      ways = next;
    }
    return new Explanation.Case(name, state, steps);
  }

  /** The day of the advice is no condition that anybody could fail. */
  private static boolean isQuiet(Condition condition) {
    return condition instanceof Pattern pattern && pattern.type().equals(EngineFacts.TODAY);
  }

  private List<Evaluation.Solution> next(Condition condition, List<Evaluation.Solution> ways) {
    List<Evaluation.Solution> next = new ArrayList<>();
    for (Evaluation.Solution way : ways) {
      for (Evaluation.Solution more :
          knowledge.evaluation().solve(List.of(condition), way.bindings())) {
        next.add(
            new Evaluation.Solution(
                more.bindings(), way.truth().and(more.truth()), more.matched()));
      }
    }
    return next;
  }

  private static String state(List<Evaluation.Solution> ways) {
    return ways.isEmpty() ? FAILS : ways.stream().anyMatch(w -> w.truth().isYes()) ? HOLDS : OPEN;
  }

  private String found(Condition condition, List<Evaluation.Solution> ways, Words words) {
    if (condition instanceof Pattern pattern && words.threshold(pattern) != null) {
      Threshold threshold = words.threshold(pattern);
      List<Fact> facts = ways.get(0).facts();
      return threshold == null || facts.isEmpty()
          ? NOWHERE
          : words.said(facts.get(facts.size() - 1).value("value"), threshold.unit());
    }
    if (condition instanceof Aggregate aggregate) {
      return results(aggregate, ways.get(0).bindings(), words);
    }
    boolean sure = state(ways).equals(HOLDS);
    Map<String, String> names = new LinkedHashMap<>();
    SortedSet<String> needs = new TreeSet<>();
    for (Evaluation.Solution way : ways) {
      needs.addAll(way.truth().needs());
      if (way.truth().isYes() == sure && condition instanceof Pattern pattern) {
        for (Object matched : way.matched()) {
          if (!(matched instanceof Fact fact)) {
            names.put(String.valueOf(matched), String.valueOf(matched));
          } else if (!fact.isOpen()) {
            names.put(fact.key(), told(pattern, fact, words));
          }
        }
      }
    }
    String list = some(List.copyOf(names.values()));
    return sure
        ? list
        : (list.isEmpty() ? "" : list + "; ") + "depends on " + some(List.copyOf(needs));
  }

  private String results(Aggregate aggregate, Bindings bindings, Words words) {
    List<String> results = new ArrayList<>();
    for (Condition.Function function : aggregate.functions()) {
      results.add(
          words.function(function)
              + " is "
              + words.said(bindings.get(function.binding()), words.unitOf(function.binding())));
    }
    return String.join("; ", results);
  }

  private static String some(List<String> all) {
    if (all.size() <= SHOWN + 1) {
      return String.join("; ", all);
    }
    return String.join("; ", all.subList(0, SHOWN)) + "; and " + (all.size() - SHOWN) + " more";
  }

  /** A fact by its name, with what the pattern reads of it. */
  private String told(Pattern pattern, Fact fact, Words words) {
    if (rulebook.vocabulary().ofType(fact.type()).isEmpty()) {
      return words.name(fact) + from(fact);
    }
    Set<String> fields = new LinkedHashSet<>();
    pattern.tests().forEach(test -> fields.addAll(fields(test.expression())));
    String name = words.name(fact);
    fields.removeIf(f -> fact.value(f) instanceof String text && name.contains(text));
    String read = words.read(fact, fields);
    return read.isEmpty() ? name : name + ": " + read;
  }

  /** Of which entries a derived fact was made. */
  private String from(Fact fact) {
    List<String> places = new ArrayList<>();
    for (EvidenceRef ref : fact.evidence()) {
      Section section = rulebook.vocabulary().section(ref.section()).orElseThrow();
      Integer entry = ref.entry();
      if (entry != null || section.single()) {
        places.add(Labels.place(section, dossier, entry == null ? 0 : entry));
      }
    }
    return places.isEmpty()
        ? ""
        : " (from "
            + String.join(", ", places.subList(0, Math.min(SHOWN, places.size())))
            + (places.size() > SHOWN ? " and " + (places.size() - SHOWN) + " more" : "")
            + ")";
  }

  // --- what failed, and how nearly ---------------------------------------------------------------

  private Explanation.Step failed(
      Condition condition, String said, List<Evaluation.Solution> ways, Words words, int depth) {
    List<String> near = new ArrayList<>();
    List<Explanation.Case> through = new ArrayList<>();
    String found = NOWHERE;
    if (condition instanceof Pattern pattern) {
      found = nothing(pattern);
      near = nearest(pattern, ways, words);
      through = through(pattern, depth);
    } else if (condition instanceof Absence absence) {
      found = "there is";
      near = blockers(absence, ways, words);
    } else if (condition instanceof Presence presence) {
      Explanation.Case inner = inner(presence.of(), ways, depth);
      found = "there is none";
      through = List.of(inner);
    } else if (condition instanceof Aggregate aggregate) {
      found = worked(aggregate, ways, words);
      near = counted(aggregate, ways, words);
    }
    return new Explanation.Step(said, FAILS, found, near, through);
  }

  private Explanation.Case inner(
      List<Condition> conditions, List<Evaluation.Solution> ways, int depth) {
    if (ways.isEmpty() || ways.get(0).bindings().name().isEmpty()) {
      return explain(NOWHERE, conditions, depth + 1);
    }
    Words words = new Words(knowledge, phrasing);
    words.learn(conditions);
    List<Explanation.Step> steps = new ArrayList<>();
    List<Evaluation.Solution> at = ways;
    for (Condition condition : conditions) {
      List<Bindings> bindings = at.stream().map(Evaluation.Solution::bindings).toList();
      String said = words.of(condition, bindings);
      List<Evaluation.Solution> next = next(condition, at);
      if (next.isEmpty()) {
        steps.add(failed(condition, said, at, words, depth + 1));
        break;
      }
      steps.add(
          new Explanation.Step(
              said, state(next), found(condition, next, words), List.of(), List.of()));
      at = next;
    }
    return new Explanation.Case(NOWHERE, FAILS, steps);
  }

  private String nothing(Pattern pattern) {
    Section section = rulebook.vocabulary().ofType(pattern.type()).orElse(null);
    if (section == null) {
      return pattern.type().equals(EngineFacts.GIVEN) ? "it is not given" : "there is none";
    }
    int entries = entries(section);
    if (entries == 0 && knowledge.holds(section.name())) {
      return "there is none: " + section.name() + " is given, and empty";
    }
    if (section.single()) {
      return NOWHERE;
    }
    return "none of " + entries;
  }

  /** An entry of another name or kind is not near, however well the rest fits. */
  private boolean isAnother(Pattern pattern, Fact fact, Bindings bindings) {
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null
          && test.expression() instanceof Expression.Comparison comparison
          && comparison.operator() == Expression.Comparator.EQUAL
          && comparison.left() instanceof Expression.FieldOf field
          && fact.value(field.field()) instanceof String
          && !(comparison.right() instanceof Expression.Variable)
          && knowledge.evaluation().truth(comparison, fact, bindings).isNo()) {
        return true;
      }
    }
    return false;
  }

  private record Near(double far, int failing, String text) {}

  private List<String> nearest(Pattern pattern, List<Evaluation.Solution> ways, Words words) {
    if (pattern.from() != null || rulebook.tables().containsKey(pattern.type())) {
      return List.of();
    }
    Map<String, Near> best = new LinkedHashMap<>();
    for (Evaluation.Solution way : ways.subList(0, Math.min(WAYS, ways.size()))) {
      for (Fact fact : knowledge.facts(pattern.type())) {
        if (!fact.isOpen() && !isAnother(pattern, fact, way.bindings())) {
          Near near = near(pattern, fact, way.bindings(), words);
          best.merge(fact.key(), near, (a, b) -> NEAREST.compare(a, b) <= 0 ? a : b);
        }
      }
    }
    return best.values().stream().sorted(NEAREST).limit(NEAR).map(Near::text).toList();
  }

  private static final Comparator<Near> NEAREST =
      Comparator.comparingInt(Near::failing).thenComparingDouble(Near::far);

  private Near near(Pattern pattern, Fact fact, Bindings before, Words words) {
    Bindings bindings = before;
    int failing = 0;
    double far = 0;
    Set<String> fields = new LinkedHashSet<>();
    List<String> limits = new ArrayList<>();
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() != null) {
        bindings =
            bindings.with(
                test.binding(), knowledge.evaluation().value(test.expression(), fact, bindings));
      } else if (!knowledge.evaluation().truth(test.expression(), fact, bindings).isYes()) {
        failing++;
        fields.addAll(fields(test.expression()));
        far += far(test.expression(), fact, bindings);
        limits.add(words.test(test.expression(), pattern.type(), List.of(bindings)));
      }
    }
    return new Near(
        far,
        failing,
        words.name(fact) + ": " + words.read(fact, fields) + "; not: " + String.join(", ", limits));
  }

  /** How far a value is from its limit, as a part of the limit. */
  private double far(Expression test, Fact fact, Bindings bindings) {
    if (!(test instanceof Expression.Comparison comparison)) {
      return 1;
    }
    Object left = knowledge.evaluation().value(comparison.left(), fact, bindings);
    Object right = knowledge.evaluation().value(comparison.right(), fact, bindings);
    if (left instanceof LocalDate a && right instanceof LocalDate b) {
      return Math.abs(a.toEpochDay() - b.toEpochDay()) / 3650.0;
    }
    if (left instanceof Number && right instanceof Number) {
      double limit = Comparisons.number(right).doubleValue();
      double off = Math.abs(Comparisons.number(left).doubleValue() - limit);
      return Math.min(1, off / Math.max(1e-9, Math.abs(limit)));
    }
    return 1;
  }

  private List<String> blockers(Absence absence, List<Evaluation.Solution> ways, Words words) {
    Set<String> blockers = new LinkedHashSet<>();
    for (Evaluation.Solution way : ways.subList(0, Math.min(WAYS, ways.size()))) {
      for (Evaluation.Solution blocker :
          knowledge.evaluation().solve(absence.of(), way.bindings())) {
        List<String> told = new ArrayList<>();
        for (Fact fact : blocker.facts()) {
          absence.of().stream()
              .filter(Pattern.class::isInstance)
              .map(Pattern.class::cast)
              .filter(p -> p.type().equals(fact.type()))
              .findFirst()
              .ifPresent(p -> told.add(told(p, fact, words)));
        }
        if (blocker.truth().isYes() && !told.isEmpty()) {
          blockers.add(String.join(" with ", told));
        }
      }
    }
    List<String> all = List.copyOf(blockers);
    List<String> shown = new ArrayList<>(all.subList(0, Math.min(SHOWN, all.size())));
    if (all.size() > SHOWN) {
      shown.add("and " + (all.size() - SHOWN) + " more");
    }
    return shown;
  }

  private String worked(Aggregate aggregate, List<Evaluation.Solution> ways, Words words) {
    Set<String> worked = new LinkedHashSet<>();
    for (Evaluation.Solution way : ways) {
      List<Evaluation.Solution> over =
          knowledge.evaluation().solve(aggregate.over(), way.bindings());
      Bindings bindings = way.bindings();
      boolean none = false;
      for (Condition.Function function : aggregate.functions()) {
        Object result = Aggregation.of(function, over);
        none |= result == null;
        bindings = bindings.with(function.binding(), result);
      }
      if (none) {
        worked.add("there is nothing to work it out from");
        continue;
      }
      List<String> failing = new ArrayList<>();
      for (Expression test : aggregate.tests()) {
        if (knowledge.evaluation().truth(test, null, bindings).isNo()) {
          failing.add(words.test(test, null, List.of(bindings)));
        }
      }
      worked.add(
          results(aggregate, bindings, words)
              + (failing.isEmpty() ? "" : "; not: " + String.join(", ", failing)));
    }
    return some(List.copyOf(worked));
  }

  /** What an aggregate was worked out from. */
  private List<String> counted(Aggregate aggregate, List<Evaluation.Solution> ways, Words words) {
    Set<String> counted = new LinkedHashSet<>();
    for (Evaluation.Solution way : ways.subList(0, Math.min(WAYS, ways.size()))) {
      for (Evaluation.Solution one :
          knowledge.evaluation().solve(aggregate.over(), way.bindings())) {
        for (Fact fact : one.facts()) {
          if (!fact.isOpen() && !rulebook.tables().containsKey(fact.type())) {
            aggregate.over().stream()
                .filter(Pattern.class::isInstance)
                .map(Pattern.class::cast)
                .filter(p -> p.type().equals(fact.type()))
                .findFirst()
                .ifPresent(p -> counted.add(told(p, fact, words)));
          }
        }
      }
    }
    List<String> all = List.copyOf(counted);
    return all.isEmpty() ? List.of() : List.of("counted: " + some(all));
  }

  /** How a derived fact could have come about. */
  private List<Explanation.Case> through(Pattern pattern, int depth) {
    if (depth >= DEPTH) {
      return List.of();
    }
    List<Explanation.Case> through = new ArrayList<>();
    for (Rule.Derivation derivation : rulebook.derivations()) {
      if (derivation.then().type().equals(pattern.type())) {
        through.add(explain(derivation.name(), derivation.when(), depth + 1));
      }
    }
    return through;
  }

  // --- what would change it ----------------------------------------------------------------------

  /** Puts the change to each other answer into one list, or why there is none into the other. */
  private void changes(
      Rule rule,
      List<Explanation.Case> cases,
      String answer,
      List<Explanation.Flip> found,
      List<Explanation.NoChange> unfound) {
    for (Flips.Goal goal : Flips.Goal.values()) {
      String to = goal.name().toLowerCase(Locale.ROOT);
      boolean already = goal == Flips.Goal.RECOMMENDED && answer.equals(WAIVED);
      if (!to.equals(answer) && !already) {
        Optional<List<Edit>> edits = Flips.find(assessor, asOf, dossier, rule, goal);
        if (edits.isPresent()) {
          found.add(flip(to, edits.get()));
        } else {
          unfound.add(new Explanation.NoChange(to, whyNone(goal, cases)));
        }
      }
    }
  }

  /** What stands in the way of an answer to which no change was found. */
  private static String whyNone(Flips.Goal goal, List<Explanation.Case> cases) {
    String tried =
        "many entries would have to change together, and of those tried, up to "
            + Flips.STEPS
            + " one after another, none did it";
    if (goal == Flips.Goal.CLEAR) {
      long ways = cases.stream().filter(c -> !c.answer().equals(FAILS)).count();
      return (ways == 1 ? "what makes it due" : "each of the " + ways + " ways that make it due")
          + " would have to end: "
          + tried;
    }
    Explanation.Step wall = null;
    int farthest = -1;
    for (Explanation.Case one : cases) {
      List<Explanation.Step> steps = one.steps();
      for (int i = 0; i < steps.size(); i++) {
        if (!steps.get(i).state().equals(HOLDS)) {
          if (i > farthest) {
            farthest = i;
            wall = steps.get(i);
          }
          break;
        }
      }
    }
    if (wall == null) {
      return tried;
    }
    return wall.found().contains("; not: ")
        // What was counted says it better than the condition on it.
        ? "as it is, " + wall.found().replace("; not: ", "; what fails: ") + "; " + tried
        : "what is missing is "
            + wall.condition()
            + (wall.found().isEmpty() ? "" : " (" + wall.found() + ")")
            + ": "
            + tried;
  }

  private Explanation.Flip flip(String to, List<Edit> edits) {
    List<Explanation.Changed> data = new ArrayList<>();
    Map<String, Integer> added = new LinkedHashMap<>();
    for (Edit edit : edits) {
      data.add(changed(edit, added));
    }
    return new Explanation.Flip(to, data);
  }

  private Explanation.Changed changed(Edit edit, Map<String, Integer> added) {
    Section section = rulebook.vocabulary().section(edit.section()).orElseThrow();
    if (edit instanceof Edit.Add add) {
      int number = added.merge(section.name(), 1, Integer::sum);
      String place = section.single() ? section.name() : section.name() + "[+" + number + "]";
      List<String> arguments = new ArrayList<>();
      List<String> said = new ArrayList<>();
      add.values()
          .forEach(
              (field, value) -> {
                arguments.add("--set " + place + "." + field + "=" + Written.plain(value));
                said.add(Labels.spaced(field) + " " + said(section, field, value));
              });
      return new Explanation.Changed(
          "add to " + section.name() + ": " + String.join(", ", said), arguments);
    }
    if (edit instanceof Edit.Put put) {
      boolean fresh = put.entry() >= entries(section);
      String place =
          fresh && !section.single()
              ? section.name() + "[+" + (put.entry() - entries(section) + 1) + "]"
              : Labels.place(section, dossier, put.entry());
      String path = place + "." + put.field();
      String now = now(section, put);
      Object value = put.value();
      return value == null
          ? new Explanation.Changed(
              path + ": nothing instead of " + now, List.of("--unset " + path))
          : new Explanation.Changed(
              path
                  + ": "
                  + said(section, put.field(), value)
                  + (now.isEmpty() ? "" : " instead of " + now),
              List.of("--set " + path + "=" + Written.plain(value)));
    }
    if (edit instanceof Edit.Remove remove) {
      String place = Labels.place(section, dossier, remove.entry());
      return new Explanation.Changed("without " + place, List.of("--unset " + place));
    }
    return edit instanceof Edit.Empty
        ? new Explanation.Changed(
            section.name() + ": given as empty", List.of("--set " + section.name() + "=[]"))
        : new Explanation.Changed(
            section.name() + ": not given", List.of("--unset " + section.name()));
  }

  private String now(Section section, Edit.Put put) {
    HeldSection held = dossier.sections().get(section.name());
    if (held == null || put.entry() >= held.content().entries().size()) {
      return NOWHERE;
    }
    Object now = held.content().entries().get(put.entry()).get(put.field());
    return now == null ? NOWHERE : said(section, put.field(), now);
  }

  private String said(Section section, String field, Object value) {
    if (value instanceof List<?> list && list.isEmpty()) {
      return "an empty list";
    }
    boolean any = Spot.isFiller(value instanceof List<?> list ? list.get(0) : value);
    return any
        // Which one does not matter; the same word twice is the same one.
        ? "any (" + phrasing.value(value, null) + ")"
        : phrasing.value(value, section.field(field).map(Field::unit).orElse(null));
  }
}
