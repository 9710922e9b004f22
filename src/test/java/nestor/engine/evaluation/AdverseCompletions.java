package nestor.engine.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.engine.assessment.Assessment;
import nestor.engine.counterfactual.CounterfactualSearch;
import nestor.engine.counterfactual.DossierEditor;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.NameTable;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.Unit;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Completions of organisations with gaps that are made so that a rule gets another answer: gaps are
 * filled with what scenarios have, with values beside thresholds, with nothing and with the names
 * that the organisation uses. Completions by chance alone seldom meet what makes the difference.
 */
final class AdverseCompletions {
  private final Assessor assessor;
  private final Vocabulary vocabulary;
  private final LocalDate asOf;
  private final Random random;
  private final List<Dossier> seen;
  private final List<BigDecimal> thresholds = new ArrayList<>();
  private final Map<String, Set<Object>> values = new TreeMap<>();

  /**
   * @param seen organisations whose sections and values serve again
   */
  AdverseCompletions(Assessor assessor, List<Dossier> seen, LocalDate asOf, long seed) {
    this.assessor = assessor;
    this.asOf = asOf;
    this.seen = seen;
    this.random = new Random(seed);
    Rulebook rulebook = assessor.rulebook();
    this.vocabulary = rulebook.vocabulary();
    rulebook
        .thresholds()
        .values()
        .forEach(
            threshold -> {
              thresholds.addAll(threshold.values().values());
              threshold.variants().forEach(variant -> thresholds.add(variant.number()));
            });
    seen.forEach(dossier -> collect(dossier, values));
  }

  /** Values by what they name, or else by their field. */
  private void collect(Dossier dossier, Map<String, Set<Object>> into) {
    for (Section section : vocabulary.sections()) {
      for (Map<String, Object> entry : dossier.entries(section.name())) {
        for (Field field : section.fields()) {
          Object value = entry.get(field.name());
          if (value instanceof List<?> list) {
            into.computeIfAbsent(kind(section, field), k -> new LinkedHashSet<>()).addAll(list);
          } else if (value != null) {
            into.computeIfAbsent(kind(section, field), k -> new LinkedHashSet<>()).add(value);
          }
        }
      }
    }
  }

  private static String kind(Section section, Field field) {
    String refersTo = field.reading().refersTo();
    String names = field.reading().names();
    return refersTo != null
        ? refersTo
        : names != null ? names : section.type() + "." + field.name();
  }

  /** A completion that gives the rule another answer; null where none was found. */
  @Nullable Dossier withOtherAnswer(
      Dossier gaps, Dossier whole, Assessment.NotAssessed open, String answer, int tries) {
    Set<String> needed = new TreeSet<>();
    open.needs().forEach(need -> needed.add(need.replaceAll("\\..*", "")));
    Map<String, Set<Object>> used = new TreeMap<>();
    collect(whole, used);
    for (int i = 0; i < tries; i++) {
      Dossier other = completion(gaps, whole, needed, used);
      String then =
          MissingDataTest.answers(assessor.assess(other, asOf, List.of(), List.of(open.rule())))
              .getOrDefault(open.rule(), "open");
      if (!then.equals("open") && !then.equals(answer)) {
        return other;
      }
    }
    return bySearch(gaps, open.rule(), answer);
  }

  /**
   * Data that only fills gaps, after which the rule has another answer, as explanations find it.
   */
  private @Nullable Dossier bySearch(Dossier gaps, String id, String answer) {
    Rule rule = Objects.requireNonNull(assessor.rulebook().rules().get(id));
    for (CounterfactualSearch.Goal goal : CounterfactualSearch.Goal.values()) {
      if (!goal.name().toLowerCase(Locale.ROOT).equals(answer)) {
        Optional<Dossier> found =
            CounterfactualSearch.find(assessor, asOf, gaps, rule, goal)
                .map(edits -> DossierEditor.applied(gaps, edits))
                .filter(filled -> FilledGaps.fills(vocabulary, gaps, filled));
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    return null;
  }

  private Dossier completion(
      Dossier gaps, Dossier whole, Set<String> needed, Map<String, Set<Object>> used) {
    TreeMap<String, DossierSection> sections = new TreeMap<>(whole.sections());
    Dossier like = pick(seen);
    boolean allLike = chance(0.3);
    // Who is listed decides who can be spoken of elsewhere.
    List<Section> order = new ArrayList<>(vocabulary.sections());
    Set<String> lists = new TreeSet<>();
    order.forEach(s -> lists.add(String.valueOf(s.among())));
    order.sort((a, b) -> Boolean.compare(lists.contains(b.type()), lists.contains(a.type())));
    for (Section section : order) {
      if (!chance(needed.contains(section.name()) ? 0.9 : 0.15)) {
        continue;
      }
      DossierSection given = gaps.sections().get(section.name());
      List<Map<String, Object>> entries = new ArrayList<>();
      Dossier now = new Dossier(gaps.organisation(), sections);
      if (given == null || given.content().partial() || section.speaksFor() != null) {
        entries.addAll(
            chance(0.15)
                ? ofEach(section, used)
                : entries(section, allLike ? like : like(section), used));
        if (section.speaksFor() != null) {
          entries.removeIf(entry -> !canSpeak(section, entry, given, now));
        }
      }
      if (given != null) {
        if (section.completeAtOne() != null
            || (section.single() && !given.content().entries().isEmpty())) {
          entries.clear();
        }
        List<Map<String, Object>> listed = new ArrayList<>();
        for (Map<String, Object> entry : given.content().entries()) {
          listed.add(filled(section, entry, given.content().partial(), used));
        }
        entries.addAll(0, listed);
      }
      if (section.completeAtOne() == null || given == null) {
        shares(section, entries);
      }
      onePerKey(section, entries);
      sections.put(section.name(), CompletionsTest.held(section.name(), entries));
    }
    return new Dossier(gaps.organisation(), sections);
  }

  private boolean canSpeak(
      Section section, Map<String, Object> entry, @Nullable DossierSection given, Dossier now) {
    String speaksFor = section.speaksFor();
    Object speaker = entry.get(String.valueOf(speaksFor));
    boolean spoke =
        given != null
            && !given.content().partial()
            && given.content().entries().stream().anyMatch(e -> speaker.equals(e.get(speaksFor)));
    Section list = vocabulary.ofType(String.valueOf(section.among())).orElse(null);
    return !spoke
        && (list == null
            || now.entries(list.name()).stream().anyMatch(e -> speaker.equals(e.get(speaksFor))));
  }

  /** An organisation that says something of the section, if any does. */
  private Dossier like(Section section) {
    List<Dossier> saying =
        seen.stream().filter(dossier -> !dossier.entries(section.name()).isEmpty()).toList();
    return pick(saying.isEmpty() ? seen : saying);
  }

  /** As many entries of each thing that the organisation names, alike in all else. */
  private List<Map<String, Object>> ofEach(Section section, Map<String, Set<Object>> used) {
    List<Field> naming =
        section.fields().stream()
            .filter(field -> field.required() && field.type() == FieldType.TEXT)
            .toList();
    if (section.single() || naming.isEmpty()) {
      return List.of();
    }
    Map<String, Object> alike = filled(section, Map.of(), chance(0.5), used);
    List<Map<String, Object>> entries = new ArrayList<>();
    int times = pick(List.of(1, 1, 2, 3));
    String kind = kind(section, naming.get(0));
    Set<Object> names = new LinkedHashSet<>(used.getOrDefault(kind, Set.of()));
    if (chance(0.5)) {
      names.addAll(values.getOrDefault(kind, Set.of()));
    }
    for (Object name : names) {
      for (int i = 0; i < times; i++) {
        Map<String, Object> entry = new LinkedHashMap<>(alike);
        entry.put(naming.get(0).name(), name);
        for (Field other : naming.subList(1, naming.size())) {
          if (chance(0.5)) {
            entry.put(other.name(), value(section, other, used));
          }
        }
        entries.add(entry);
      }
    }
    return entries;
  }

  private List<Map<String, Object>> entries(
      Section section, Dossier like, Map<String, Set<Object>> used) {
    List<Map<String, Object>> of = like.entries(section.name());
    boolean one = section.name().equals(OrganisationSection.ORGANISATION);
    int count =
        one ? 1 : section.single() ? random.nextInt(2) : pick(List.of(0, 1, 1, 2, 2, 3, 5, 8, 12));
    boolean asSeen = !of.isEmpty() && chance(0.5);
    if (asSeen) {
      count = Math.max(of.size(), chance(0.5) ? count : 0);
    }
    Map<String, Object> alike = new LinkedHashMap<>();
    for (Field field : section.fields()) {
      if (chance(0.4) && !field.reading().key()) {
        alike.put(field.name(), value(section, field, used));
      }
    }
    boolean change = !asSeen || chance(0.5);
    List<Map<String, Object>> entries = new ArrayList<>();
    for (int i = 0; i < count && !(section.single() && i > 0); i++) {
      Map<String, Object> entry = new LinkedHashMap<>();
      if (!of.isEmpty()) {
        entry.putAll(of.get(i % of.size()));
      }
      if (change || i >= of.size()) {
        for (Field field : section.fields()) {
          if (chance(asSeen ? 0.2 : 0.6)) {
            Object value = alike.getOrDefault(field.name(), value(section, field, used));
            entry.put(field.name(), value);
          } else if (!field.required() && chance(0.2)) {
            entry.remove(field.name());
          }
        }
      }
      entries.add(filled(section, entry, false, used));
    }
    return entries;
  }

  private Map<String, Object> filled(
      Section section, Map<String, Object> entry, boolean partial, Map<String, Set<Object>> used) {
    Map<String, Object> whole = new LinkedHashMap<>(entry);
    for (Field field : section.fields()) {
      boolean identity =
          section.name().equals(OrganisationSection.ORGANISATION)
              && field.name().equals(OrganisationSection.ID);
      boolean missing = !field.absentMeansNone() && field.defaultValue() == null;
      if (!identity
          && !whole.containsKey(field.name())
          && (field.required() || missing || (partial && chance(0.5)))) {
        whole.put(field.name(), value(section, field, used));
      }
    }
    return whole;
  }

  private Object value(Section section, Field field, Map<String, Set<Object>> used) {
    return switch (field.type()) {
      case TEXT -> pick(words(section, field, used));
      case YES_NO -> random.nextBoolean();
      case COUNT -> bounded(field, number()).setScale(0, RoundingMode.FLOOR).intValue();
      case NUMBER -> {
        BigDecimal number = bounded(field, number());
        yield field.isIn(Unit.SHARE) ? number.min(BigDecimal.ONE) : number;
      }
      case DATE -> date(section, field, used);
      case LIST -> list(section, field, used);
    };
  }

  private List<Object> words(Section section, Field field, Map<String, Set<Object>> used) {
    List<Object> words = new ArrayList<>(field.choices());
    if (words.isEmpty() || field.open()) {
      String kind = kind(section, field);
      words.addAll(used.getOrDefault(kind, Set.of()));
      if (words.isEmpty() || chance(0.5)) {
        words.addAll(values.getOrDefault(kind, Set.of()));
      }
    }
    words.removeIf(word -> !(word instanceof String));
    if (words.isEmpty() || (field.choices().isEmpty() && chance(0.1))) {
      words.add("word " + random.nextInt(20));
    }
    return words;
  }

  private BigDecimal number() {
    BigDecimal near = pick(thresholds);
    return switch (random.nextInt(8)) {
      case 0 -> BigDecimal.ZERO;
      case 1 -> BigDecimal.ONE;
      case 2 -> BigDecimal.valueOf(1_000_000_000);
      case 3 -> near;
      case 4 -> near.add(BigDecimal.ONE);
      case 5 -> near.subtract(BigDecimal.ONE).abs();
      case 6 -> near.add(new BigDecimal("0.01"));
      default -> BigDecimal.valueOf(asOf.getYear() + random.nextInt(4) - 2);
    };
  }

  private static BigDecimal bounded(Field field, BigDecimal number) {
    BigDecimal bounded = number;
    BigDecimal minimum = field.minimum();
    BigDecimal maximum = field.maximum();
    bounded = minimum == null ? bounded : bounded.max(minimum);
    return maximum == null ? bounded : bounded.min(maximum);
  }

  private Object date(Section section, Field field, Map<String, Set<Object>> used) {
    List<Object> same = List.copyOf(used.getOrDefault(kind(section, field), Set.of()));
    return !same.isEmpty() && chance(0.2) ? pick(same) : date(field);
  }

  private LocalDate date(Field field) {
    long days =
        chance(0.2)
            ? random.nextInt(2000)
            : pick(thresholds).min(BigDecimal.valueOf(3000)).longValue() + random.nextInt(3) - 1;
    return field.reading().past() || chance(0.6)
        ? asOf.minusDays(Math.max(0, days))
        : asOf.plusDays(days);
  }

  private List<String> list(Section section, Field field, Map<String, Set<Object>> used) {
    List<Object> words = words(section, field, used);
    Set<String> list = new TreeSet<>();
    int many = pick(List.of(0, 1, 1, 2, 3, 8));
    for (int i = 0; i < many; i++) {
      list.add(String.valueOf(pick(words)));
    }
    return List.copyOf(list);
  }

  /** Has shares of one whole add up to 1 where only then they are complete, and never to more. */
  private void shares(Section section, List<Map<String, Object>> entries) {
    for (Field field : section.fields()) {
      String whole = field.reading().wholePer();
      if (whole == null || field.type() != FieldType.NUMBER) {
        continue;
      }
      Map<Object, BigDecimal> left = new LinkedHashMap<>();
      Map<Object, Map<String, Object>> last = new LinkedHashMap<>();
      for (Map<String, Object> entry : entries) {
        Object of = String.valueOf(entry.get(whole)).toLowerCase(Locale.ROOT);
        BigDecimal rest = left.getOrDefault(of, BigDecimal.ONE);
        BigDecimal share =
            entry.get(field.name()) instanceof BigDecimal one ? one.min(rest) : BigDecimal.ZERO;
        entry.put(field.name(), share);
        left.put(of, rest.subtract(share));
        last.put(of, entry);
      }
      if (field.name().equals(section.completeAtOne())) {
        last.forEach(
            (of, entry) ->
                entry.merge(
                    field.name(),
                    left.getOrDefault(of, BigDecimal.ZERO),
                    (a, b) -> ((BigDecimal) a).add((BigDecimal) b)));
      }
    }
  }

  private static void onePerKey(Section section, List<Map<String, Object>> entries) {
    List<Field> keys = section.fields().stream().filter(f -> f.reading().key()).toList();
    Set<List<String>> seen = new LinkedHashSet<>();
    if (!keys.isEmpty()) {
      entries.removeIf(
          entry ->
              !seen.add(
                  keys.stream()
                      .map(key -> NameTable.key(String.valueOf(entry.get(key.name()))))
                      .toList()));
    }
  }

  private boolean chance(double of) {
    return random.nextDouble() < of;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
