package nestor.reasoning;

import java.math.BigDecimal;
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
import java.util.TreeSet;
import java.util.stream.Stream;
import nestor.dossier.Dossier;
import nestor.dossier.HeldSection;
import nestor.evidence.SectionContent;
import nestor.reasoning.Unknown.Between;
import nestor.reasoning.Unknown.OneOf;
import nestor.rulebook.Dependence;
import nestor.rulebook.EngineFacts;
import nestor.rulebook.EngineWords;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Everything that conditions can match for one dossier on one day: what is on record, what follows
 * from it, and for each absent section (or each role of which a section does not speak) one fact
 * that stands for all that it could hold.
 */
final class Knowledge {
  private final Rulebook rulebook;
  private final LastingFacts lasting;
  private final Dossier dossier;
  private final LocalDate asOf;
  private final Evaluation evaluation;
  private final Map<String, List<Fact>> facts = new HashMap<>();
  private final Map<String, Map<String, FactIndex>> indexes = new HashMap<>();
  private final Map<String, List<String>> texts = new HashMap<>();

  Knowledge(
      Rulebook rulebook, LastingFacts lasting, Limits limits, Dossier dossier, LocalDate asOf) {
    this.rulebook = rulebook;
    this.lasting = lasting;
    this.dossier = dossier;
    this.asOf = asOf;
    this.evaluation = new Evaluation(this, limits);
    facts.put(EngineFacts.RECOMMENDATION, List.of());
  }

  Evaluation evaluation() {
    return evaluation;
  }

  /** All facts of a type, found when first asked for. */
  List<Fact> facts(String type) {
    List<Fact> known = facts.get(type);
    if (known == null) {
      known = List.copyOf(find(type));
      facts.put(type, known);
    }
    return known;
  }

  /** The facts of a type whose field has that text, or could have it. */
  List<Fact> facts(String type, String field, String text) {
    return indexes
        .computeIfAbsent(type, t -> new HashMap<>())
        .computeIfAbsent(field, f -> FactIndex.of(facts(type), f))
        .withText(text);
  }

  /** Makes recommendations known, for the rules that look at them. */
  void recommendations(List<Fact> recommendations) {
    facts.put(EngineFacts.RECOMMENDATION, List.copyOf(recommendations));
    indexes.remove(EngineFacts.RECOMMENDATION);
  }

  /** The value of a dimension, where it is certain. */
  @Nullable String dimension(String name) {
    return facts(EngineFacts.DIMENSION).stream()
        .filter(f -> f.existence().isYes() && name.equals(f.value("name")))
        .flatMap(f -> f.value("value") instanceof String value ? Stream.of(value) : Stream.empty())
        .findFirst()
        .orElse(null);
  }

  private List<Fact> find(String type) {
    Shape shape = rulebook.shapes().get(type);
    if (shape == null) {
      throw new IllegalStateException("no type " + type);
    }
    return switch (shape.kind()) {
      case SECTION -> section(rulebook.vocabulary().ofType(type).orElseThrow());
      case TABLE -> lasting.table(type);
      case DERIVED -> derived(shape);
      case ENGINE ->
          switch (type) {
            case EngineFacts.TODAY ->
                List.of(new Fact(type, type, Map.of("date", asOf), Truth.YES, new TreeSet<>()));
            case EngineFacts.GIVEN -> given();
            default -> new ThresholdChoice(rulebook, this, asOf).facts();
          };
    };
  }

  /** Which sections are given is known, whatever they could hold. */
  private List<Fact> given() {
    return dossier.sections().keySet().stream()
        .filter(section -> rulebook.vocabulary().section(section).isPresent())
        .map(
            section ->
                new Fact(
                    EngineFacts.GIVEN + " " + section,
                    EngineFacts.GIVEN,
                    Map.of("section", section),
                    Truth.YES,
                    new TreeSet<>(java.util.Set.of(new EvidenceRef(section, null)))))
        .toList();
  }

  private List<Fact> section(Section section) {
    HeldSection held = dossier.sections().get(section.name());
    List<Fact> entries = new ArrayList<>();
    if (section.name().equals(EngineWords.ORGANISATION)) {
      entries.add(organisation(section, held));
    } else if (held == null && section.speaksFor() != null) {
      entries.addAll(beyond(section, new SectionContent(section.name(), List.of())));
    } else if (held == null) {
      entries.add(lasting.absent(section));
    } else {
      int index = 0;
      for (Map<String, Object> entry : held.content().entries()) {
        entries.add(onRecord(section, index++, entry));
      }
      entries.addAll(beyond(section, held.content()));
    }
    return entries;
  }

  /** The organisation is always there, whatever was said of it. */
  private Fact organisation(Section section, @Nullable HeldSection held) {
    Map<String, Object> given = new LinkedHashMap<>();
    if (held != null) {
      held.content().entries().forEach(given::putAll);
    }
    given.put(EngineWords.ID, dossier.organisation());
    given.put(EngineWords.NAME, dossier.name());
    Fact fact = onRecord(section, 0, given);
    return held == null
        ? new Fact(fact.key(), fact.type(), fact.values(), fact.existence(), new TreeSet<>())
        : fact;
  }

  private Fact onRecord(Section section, int index, Map<String, Object> entry) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Field field : section.fields()) {
      Object value = entry.get(field.name());
      if (value == null) {
        value = field.defaultValue();
      }
      if (value == null && !field.absentMeansNone()) {
        value =
            new Unknown(
                Unknown.need(section.name() + "." + field.name()), range(field, false), true);
      }
      if (value == null && field.type() == FieldType.LIST) {
        value = List.of();
      }
      if (value != null) {
        values.put(field.name(), value);
      }
    }
    SortedSet<EvidenceRef> evidence = new TreeSet<>();
    evidence.add(new EvidenceRef(section.name(), section.single() ? null : Integer.valueOf(index)));
    return new Fact(section.name() + "#" + index, section.type(), values, Truth.YES, evidence);
  }

  /**
   * What a section could hold that it does not say: of other roles than it speaks of, and of a role
   * left incomplete.
   */
  private List<Fact> beyond(Section section, SectionContent content) {
    List<Fact> beyond = new ArrayList<>();
    String speaksFor = section.speaksFor();
    if (speaksFor == null) {
      return beyond;
    }
    Map<Object, BigDecimal> sums = new LinkedHashMap<>();
    for (Map<String, Object> entry : content.entries()) {
      Object share =
          section.completeAtOne() == null ? BigDecimal.ONE : entry.get(section.completeAtOne());
      sums.merge(
          entry.get(speaksFor),
          share == null ? BigDecimal.ZERO : Comparisons.number(share),
          BigDecimal::add);
    }
    SortedSet<String> needs = Unknown.need(section.name());
    Unknown.Range others = others(section, speaksFor, sums.keySet());
    if (!(others instanceof OneOf one) || !one.options().isEmpty()) {
      beyond.add(open(section, "", Map.of(speaksFor, new Unknown(needs, others, false))));
    }
    if (section.completeAtOne() != null) {
      sums.forEach(
          (value, sum) -> {
            BigDecimal rest = BigDecimal.ONE.subtract(sum);
            if (rest.signum() > 0) {
              Object upTo = new Unknown(needs, new Between(BigDecimal.ZERO, rest), false);
              beyond.add(
                  open(
                      section,
                      ":" + value,
                      Map.of(speaksFor, value, section.completeAtOne(), upTo)));
            }
          });
    }
    return beyond;
  }

  /** The values of which a section could speak and does not. */
  private Unknown.Range others(Section section, String speaksFor, Set<Object> spokenOf) {
    Section listed =
        section.among() == null ? null : rulebook.vocabulary().ofType(section.among()).orElse(null);
    HeldSection list = listed == null ? null : dossier.sections().get(listed.name());
    if (list == null) {
      return new Unknown.AnythingBut(new LinkedHashSet<>(spokenOf));
    }
    List<@Nullable Object> others = new ArrayList<>();
    for (Map<String, Object> entry : list.content().entries()) {
      Object value = entry.get(speaksFor);
      if (value != null && !spokenOf.contains(value) && !others.contains(value)) {
        others.add(value);
      }
    }
    return new OneOf(others);
  }

  /** A fact that stands for whatever could be said of a section beyond what is. */
  static Fact open(Section section, String which, Map<String, Object> known) {
    SortedSet<String> needs = Unknown.need(section.name());
    Map<String, Object> values = new LinkedHashMap<>();
    for (Field field : section.fields()) {
      Object value = known.get(field.name());
      values.put(
          field.name(), value == null ? new Unknown(needs, range(field, true), false) : value);
    }
    return new Fact(
        section.name() + "#?" + which,
        section.type(),
        values,
        Truth.dependsOn(needs),
        new TreeSet<>());
  }

  private static Unknown.Range range(Field field, boolean canBeNone) {
    List<@Nullable Object> options = new ArrayList<>();
    if (field.type() == FieldType.YES_NO) {
      options.add(true);
      options.add(false);
    } else if (field.type() == FieldType.TEXT && !field.choices().isEmpty() && !field.open()) {
      options.addAll(field.choices());
      if (canBeNone && field.absentMeansNone() && !field.required()) {
        options.add(null);
      }
    } else if (field.type() == FieldType.COUNT || field.type() == FieldType.NUMBER) {
      return new Between(field.minimum(), field.maximum());
    }
    return options.isEmpty() ? Unknown.ANYTHING : new OneOf(options);
  }

  private List<Fact> derived(Shape shape) {
    Map<String, Fact> byKey = new LinkedHashMap<>();
    for (Rule.Derivation derivation : rulebook.derivations()) {
      if (derivation.then().type().equals(shape.type())) {
        for (Evaluation.Solution solution :
            evaluation.solveFor(derivation.name(), derivation.when())) {
          Fact fact = derive(shape, derivation, solution);
          byKey.merge(fact.key(), fact, Knowledge::either);
        }
      }
    }
    List<Fact> all = new ArrayList<>(byKey.values());
    String onePer = shape.onePer();
    if (onePer != null) {
      Set<Object> settled = new LinkedHashSet<>();
      all.stream()
          .filter(f -> f.existence().isYes() && f.value(onePer) != null)
          .forEach(f -> settled.add(f.values().get(onePer)));
      all.removeIf(f -> !f.existence().isYes() && settled.contains(f.values().get(onePer)));
    }
    return all;
  }

  private Fact derive(Shape shape, Rule.Derivation derivation, Evaluation.Solution solution) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < shape.fields().size(); i++) {
      Object value =
          evaluation.value(derivation.then().arguments().get(i), null, solution.bindings());
      if (value != null) {
        values.put(shape.fields().get(i).name(), value);
      }
    }
    SortedSet<EvidenceRef> evidence =
        new TreeSet<>(Evidences.of(derivation.when(), solution, this));
    return new Fact(key(shape.type(), values), shape.type(), values, solution.truth(), evidence);
  }

  /** The key of a derived fact: its type and values. */
  static String key(String type, Map<String, Object> values) {
    StringBuilder key = new StringBuilder(type);
    values.forEach(
        (name, value) ->
            key.append(',')
                .append(name)
                .append('=')
                .append(
                    value instanceof BigDecimal number
                        ? number.stripTrailingZeros().toPlainString()
                        : value instanceof Number whole
                            ? new BigDecimal(whole.toString()).stripTrailingZeros().toPlainString()
                            : value));
    return key.toString();
  }

  private static Fact either(Fact a, Fact b) {
    SortedSet<EvidenceRef> evidence = new TreeSet<>(a.evidence());
    evidence.addAll(b.evidence());
    Fact stronger = a.existence().isYes() || !b.existence().isYes() ? a : b;
    return new Fact(
        a.key(),
        a.type(),
        a.values(),
        a.existence().or(b.existence()),
        a.existence().kind() == b.existence().kind() ? evidence : stronger.evidence());
  }

  /** The texts that entries have in a field, those of most entries first. */
  List<String> texts(Section section, Field field) {
    return texts.computeIfAbsent(section.name() + "." + field.name(), n -> find(section, field));
  }

  private List<String> find(Section section, Field field) {
    Map<String, Integer> counts = new TreeMap<>();
    HeldSection held = dossier.sections().get(section.name());
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

  /** The roles that there are, else those who own rules. */
  List<String> roles() {
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
      rulebook.rules().values().forEach(rule -> roles.add(rule.guidance().owner()));
    }
    return List.copyOf(roles);
  }

  /** Whether a field is called as the one by which sections tell of whom they speak. */
  boolean namesRoles(Field field) {
    return rulebook.vocabulary().sections().stream()
        .anyMatch(section -> field.name().equals(section.speaksFor()));
  }

  /** Whether the dossier holds the section. */
  boolean holds(String section) {
    return dossier.sections().containsKey(section);
  }

  Dossier dossier() {
    return dossier;
  }

  LocalDate asOf() {
    return asOf;
  }

  Dependence dependence() {
    return lasting.dependence();
  }

  Rulebook rulebook() {
    return rulebook;
  }
}
