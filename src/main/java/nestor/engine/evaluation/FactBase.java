package nestor.engine.evaluation;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.engine.budget.EvaluationBudget;
import nestor.engine.budget.EvaluationLimits;
import nestor.engine.ternary.Ternary;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * Facts of one dossier on one day: what is on record, what follows from it, and, for each absent
 * section (or role that a section does not cover), one fact that stands for everything that it
 * could hold. It is for one thread.
 */
public final class FactBase implements FactSource {
  /** So many facts are looked through sooner than an index of them is made. */
  private static final int FEW = 6;

  private final @Nullable FactBase unsupposed;
  private final @Nullable Supposition supposition;
  private final Doubts.@Nullable View view;
  private final Map<String, Boolean> supposedOtherwise = new HashMap<>();
  private final Rulebook rulebook;
  private final RulebookFacts lasting;
  private final Setting setting;
  private final Dossier dossier;
  private final LocalDate asOf;
  private final EvaluationBudget budget;
  private final SectionFacts sectionFacts;
  private final DerivedFacts derivedFacts = new DerivedFacts(this);
  private final SubconditionResults subconditionResults;
  private final RulebookFacts.Day day;
  private final Map<String, List<Fact>> facts = new HashMap<>();
  private final Map<String, Map<String, FactIndex>> indexes = new HashMap<>();
  private final Map<String, Map<Object, SortedFactIndex>> orders = new HashMap<>();
  private final Map<String, List<Fact>> thresholds = new HashMap<>();
  private final Map<String, Set<Threshold.Choice>> choices = new HashMap<>();
  private final Map<String, List<String>> texts = new HashMap<>();
  private @Nullable Doubts doubts;

  FactBase(
      Rulebook rulebook,
      RulebookFacts lasting,
      EvaluationLimits limits,
      Dossier dossier,
      LocalDate asOf) {
    this(rulebook, lasting, new Setting(limits, dossier, asOf), null, null, null);
  }

  /** Dossier, day and limits under which facts are found. */
  private record Setting(EvaluationLimits limits, Dossier dossier, LocalDate asOf) {}

  private FactBase(
      Rulebook rulebook,
      RulebookFacts lasting,
      Setting setting,
      @Nullable FactBase unsupposed,
      @Nullable Supposition supposition,
      Doubts.@Nullable View view) {
    this.setting = setting;
    this.view = view;
    this.unsupposed = unsupposed;
    this.supposition = supposition;
    this.rulebook = rulebook;
    this.lasting = lasting;
    this.dossier = setting.dossier();
    this.subconditionResults = new SubconditionResults(this, dossier);
    this.asOf = setting.asOf();
    this.budget = new EvaluationBudget(setting.limits());
    this.day = lasting.day(asOf);
    this.sectionFacts = new SectionFacts(rulebook, lasting, dossier, supposition, view != null);
    facts.put(BuiltInTypes.RECOMMENDATION, List.of());
  }

  /** The same facts, with values supposed that entries on record leave open. */
  FactBase supposing(Supposition supposition, EvaluationLimits limits) {
    FactBase supposed =
        new FactBase(
            rulebook, lasting, new Setting(limits, dossier, asOf), this, supposition, view);
    supposed.facts.put(
        BuiltInTypes.RECOMMENDATION,
        Objects.requireNonNull(facts.get(BuiltInTypes.RECOMMENDATION)));
    return supposed;
  }

  /** The same facts, with what is not on record doubted. */
  FactBase doubting(Doubts.View view) {
    return new FactBase(rulebook, lasting, setting, null, null, view);
  }

  /** Doubts about answers that rest on something not being on record. */
  Doubts doubts() {
    Doubts known = doubts;
    if (known == null) {
      known = new Doubts(this, lasting.onRecordTests());
      doubts = known;
    }
    return known;
  }

  /** View that doubts what is not on record; null where nothing is doubted. */
  Doubts.@Nullable View view() {
    return view;
  }

  /** Whether each fact exists that a derivation derives, by its key. */
  Map<String, Ternary> existences(CompiledRules.Deriving deriving, String type) {
    return derivedFacts.existences(
        deriving, Objects.requireNonNull(rulebook.factTypes().get(type)));
  }

  /** Fields that the conditions of a rule read more than once. */
  RepeatedReads repeatedReads(Rule rule) {
    return lasting.repeatedReads(rule);
  }

  @Override
  public EvaluationBudget budget() {
    return budget;
  }

  @Override
  public SubconditionResults subconditionResults() {
    return subconditionResults;
  }

  /** The conditions of the rulebook's DRL rules. */
  public CompiledRules compiledRules() {
    return lasting.compiledRules();
  }

  @Override
  public List<Fact> facts(String type) {
    List<Fact> known = facts.get(type);
    if (known == null) {
      known = find(type);
      facts.put(type, known);
    }
    return known;
  }

  @Override
  public List<Fact> facts(String type, String field, Object value) {
    if (type.equals(BuiltInTypes.THRESHOLD)
        && field.equals("name")
        && value instanceof String name) {
      return threshold(name);
    }
    List<Fact> all = facts(type);
    if (all.size() <= FEW) {
      return all;
    }
    FactIndex lastingIndex = lasting.index(type, field);
    if (lastingIndex != null) {
      return lastingIndex.with(value);
    }
    if (unsupposed != null && !isSupposedOtherwise(type)) {
      return unsupposed.facts(type, field, value);
    }
    return indexes
        .computeIfAbsent(type, t -> new HashMap<>())
        .computeIfAbsent(field, f -> FactIndex.of(all, f))
        .with(value);
  }

  @Override
  public List<Fact> beyond(
      String type,
      @Nullable String equal,
      Object value,
      String field,
      boolean greater,
      Object than) {
    String name = type + "." + equal + "." + field + greater;
    return orders
        .computeIfAbsent(name, n -> new HashMap<>())
        .computeIfAbsent(
            equal == null ? name : value,
            v ->
                SortedFactIndex.of(
                    equal == null ? facts(type) : facts(type, equal, v), field, greater))
        .beyond(than);
  }

  /** The fact of one threshold, or none. */
  private List<Fact> threshold(String name) {
    List<Fact> known = day.thresholds().get(name);
    if (known == null) {
      known = thresholds.get(name);
    }
    if (known == null) {
      Threshold threshold = rulebook.thresholds().get(name);
      known =
          threshold == null ? List.of() : List.of(new ThresholdChoice(this, asOf).fact(threshold));
      thresholds.put(name, known);
    }
    return known;
  }

  /** The values of a threshold that could apply. */
  public Set<Threshold.Choice> choices(Threshold threshold) {
    return choices.computeIfAbsent(
        threshold.name(), n -> new ThresholdChoice(this, asOf).choices(threshold, new TreeSet<>()));
  }

  /** Makes recommendations known, for the rules that look at them. */
  void recommendations(List<Fact> recommendations) {
    facts.put(BuiltInTypes.RECOMMENDATION, List.copyOf(recommendations));
    indexes.remove(BuiltInTypes.RECOMMENDATION);
    orders.keySet().removeIf(name -> name.startsWith(BuiltInTypes.RECOMMENDATION + "."));
    subconditionResults.clear();
  }

  /** Recommendations of other rules, as far as they were made known. */
  List<Fact> recommendations() {
    return facts(BuiltInTypes.RECOMMENDATION);
  }

  /** The value of a dimension, where it is certain. */
  @Nullable
  public String dimension(String name) {
    for (Fact fact : facts(BuiltInTypes.DIMENSION)) {
      if (fact.existence().isYes()
          && name.equals(fact.value("name"))
          && fact.value("value") instanceof String value) {
        return value;
      }
    }
    return null;
  }

  /** Whether facts of a type are others than those without the supposition. */
  private boolean isSupposedOtherwise(String type) {
    if (unsupposed == null || supposition == null) {
      return true;
    }
    Boolean known = supposedOtherwise.get(type);
    if (known != null) {
      return known;
    }
    // Until it is known better: rules cannot derive what they read themselves.
    supposedOtherwise.put(type, false);
    Section section = rulebook.vocabulary().ofType(type).orElse(null);
    boolean otherwise =
        section != null
            ? supposition.changes(section, unsupposed.facts(type))
            : type.equals(BuiltInTypes.THRESHOLD)
                ? isSupposedOtherwise(BuiltInTypes.DIMENSION)
                : supposition.isAbout(type)
                    || lasting.readBy(type).stream().anyMatch(this::isSupposedOtherwise);
    supposedOtherwise.put(type, otherwise);
    return otherwise;
  }

  private List<Fact> find(String type) {
    if (unsupposed != null && !isSupposedOtherwise(type)) {
      return unsupposed.facts(type);
    }
    if (unsupposed == null && view != null && !view.changes(type)) {
      return view.assuming().facts(type);
    }
    FactType factType = rulebook.factTypes().get(type);
    if (factType == null) {
      throw new IllegalStateException("no type " + type);
    }
    return switch (factType.kind()) {
      case SECTION -> sectionFacts.of(rulebook.vocabulary().ofType(type).orElseThrow());
      case TABLE -> lasting.table(type);
      case DERIVED ->
          supposition == null
              ? derivedFacts.of(factType)
              : supposition.of(type, derivedFacts.of(factType));
      case ENGINE ->
          switch (type) {
            case BuiltInTypes.TODAY -> day.today();
            case BuiltInTypes.GIVEN -> sectionFacts.given();
            default ->
                rulebook.thresholds().keySet().stream()
                    .flatMap(name -> threshold(name).stream())
                    .toList();
          };
    };
  }

  /** The texts that entries have in a field, those of most entries first. */
  public List<String> texts(Section section, Field field) {
    return texts.computeIfAbsent(section.name() + "." + field.name(), n -> find(section, field));
  }

  private List<String> find(Section section, Field field) {
    Map<String, Integer> counts = new TreeMap<>();
    DossierSection held = dossier.sections().get(section.name());
    if (held != null) {
      for (Map<String, Object> entry : held.content().entries()) {
        Object value = entry.get(field.name());
        if (value instanceof String text) {
          counts.merge(text, 1, Integer::sum);
        } else if (value instanceof List<?> list) {
          list.forEach(text -> counts.merge(String.valueOf(text), 1, Integer::sum));
        }
      }
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the roles that sections list, or where there are none the owners of rules. */
  public List<String> roles() {
    Set<String> roles = new LinkedHashSet<>();
    for (Section section : rulebook.vocabulary().sections()) {
      String among = section.among();
      String speaksFor = section.speaksFor();
      if (among != null && speaksFor != null) {
        rulebook
            .vocabulary()
            .ofType(among)
            .ifPresent(
                listed -> listed.field(speaksFor).ifPresent(f -> roles.addAll(texts(listed, f))));
      }
    }
    if (roles.isEmpty()) {
      rulebook.rules().values().forEach(rule -> roles.add(rule.metadata().owner()));
    }
    return List.copyOf(roles);
  }

  /**
   * Returns whether a field has the name of a field by which sections name the role of an entry.
   */
  public boolean namesRoles(Field field) {
    return rulebook.vocabulary().sections().stream()
        .anyMatch(section -> field.name().equals(section.speaksFor()));
  }

  @Override
  public boolean holds(String section) {
    return dossier.sections().containsKey(section);
  }

  /** Whether the section is given and may lack some of what there is. */
  public boolean isPartial(String section) {
    DossierSection held = dossier.sections().get(section);
    return held != null && held.content().partial();
  }

  Dossier dossier() {
    return dossier;
  }

  public LocalDate asOf() {
    return asOf;
  }

  public RuleDependencies ruleDependencies() {
    return lasting.ruleDependencies();
  }

  public Rulebook rulebook() {
    return rulebook;
  }
}
