package nestor.workbench;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.dossier.Origin;
import nestor.evidence.SectionContent;
import nestor.rulebook.Field;
import nestor.rulebook.NameTable;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Section;
import nestor.rulebook.Unit;
import nestor.rulebook.Vocabulary;

/**
 * Generator of random organisations from a vocabulary and {@link ObservedValues}; the same seed
 * gives the same ones.
 *
 * <p>Where one section lists all roles that others name ({@code among}), an organisation names only
 * roles that it lists, as people do.
 */
public final class OrganisationGenerator {
  private static final int WORDS_AT_ONCE = 4;
  private static final int DAYS_BACK = 700;
  private static final int DAYS_AHEAD = 200;
  private static final List<String> ANY_WORD = List.of("one", "two", "three");

  private final Vocabulary vocabulary;
  private final LocalDate asOf;
  private final Random random;
  private final ObservedValues seen;

  /** All values that some organisation lists. */
  private final Set<String> listable = new TreeSet<>();

  /** Those that the organisation which is being made lists. */
  private List<String> listed = List.of();

  /** How early a word comes in the organisation that is being made, so that fields share words. */
  private Map<String, Double> ranks = Map.of();

  /**
   * A generator.
   *
   * @param seen organisations whose values serve again
   * @param asOf the day of the advice, around which dates lie
   */
  public OrganisationGenerator(
      Vocabulary vocabulary, List<Dossier> seen, LocalDate asOf, long seed) {
    this.vocabulary = vocabulary;
    this.asOf = asOf;
    this.random = new Random(seed);
    this.seen = new ObservedValues(vocabulary, seen);
    for (Section section : vocabulary.sections()) {
      list(section)
          .ifPresent(
              list -> {
                speaker(section).map(f -> this.seen.words(section, f)).ifPresent(listable::addAll);
                speaker(section).map(f -> this.seen.words(list, f)).ifPresent(listable::addAll);
              });
    }
  }

  /** Returns a random organisation about which everything is known. */
  public Dossier complete() {
    listed = listable.stream().filter(word -> chance(0.8)).toList();
    if (listed.isEmpty()) {
      listed = List.copyOf(listable);
    }
    ranks = new LinkedHashMap<>();
    TreeMap<String, DossierSection> sections = new TreeMap<>();
    for (Section section : vocabulary.sections()) {
      List<Map<String, Object>> entries = some(section);
      keepOnePerKey(section, entries);
      shares(section, entries);
      sections.put(section.name(), held(section.name(), entries));
    }
    return new Dossier("generated", sections);
  }

  private List<Map<String, Object>> some(Section section) {
    List<Map<String, Object>> entries = new ArrayList<>();
    Optional<Field> lists = lists(section);
    int count =
        lists.isPresent()
            ? listed.size()
            : section.single() ? (always(section) || chance(0.9) ? 1 : 0) : random.nextInt(6);
    for (int i = 0; i < count; i++) {
      Map<String, Object> entry = entry(section);
      if (lists.isPresent()) {
        entry.put(lists.get().name(), listed.get(i));
      }
      entries.add(entry);
    }
    return entries;
  }

  /**
   * Returns the same organisation, without some of its sections, fields and speakers.
   *
   * @param neverDropped fields, as {@code section.field}, that stay
   */
  public Dossier withGaps(Dossier complete, Set<String> neverDropped) {
    TreeMap<String, DossierSection> sections = new TreeMap<>();
    double dropped = random.nextDouble() * 0.5;
    complete
        .sections()
        .forEach(
            (name, held) -> {
              Section section = vocabulary.section(name).orElseThrow();
              if (chance(dropped) && !always(section)) {
                return;
              }
              List<Map<String, Object>> of = held.content().entries();
              Object silent =
                  section.speaksFor() != null && !of.isEmpty() && chance(0.3)
                      ? pick(of).get(section.speaksFor())
                      : null;
              List<Map<String, Object>> entries = new ArrayList<>();
              for (Map<String, Object> entry : of) {
                if (silent == null || !silent.equals(entry.get(section.speaksFor()))) {
                  entries.add(withGaps(section, entry, dropped, neverDropped));
                }
              }
              sections.put(name, held(name, entries));
            });
    return new Dossier(complete.organisation(), sections);
  }

  /**
   * Returns an organisation about which everything is known and what is known of this one holds.
   *
   * @param gaps made by {@link #withGaps} of the organisation that was made last
   */
  public Dossier completed(Dossier gaps) {
    Set<String> spokenOf = new TreeSet<>();
    List<String> before = listed;
    for (Section section : vocabulary.sections()) {
      Optional<Field> lists = lists(section);
      if (lists.isPresent() && gaps.sections().containsKey(section.name())) {
        spokenOf.addAll(said(gaps, section, lists.get().name()));
        listed = List.copyOf(spokenOf);
      } else if (section.speaksFor() != null) {
        spokenOf.addAll(said(gaps, section, section.speaksFor()));
      }
    }
    if (vocabulary.sections().stream()
        .noneMatch(s -> lists(s).isPresent() && gaps.sections().containsKey(s.name()))) {
      listed = listable.stream().filter(w -> spokenOf.contains(w) || chance(0.6)).toList();
    }
    TreeMap<String, DossierSection> sections = new TreeMap<>();
    for (Section section : vocabulary.sections()) {
      List<Map<String, Object>> entries = new ArrayList<>();
      if (gaps.sections().containsKey(section.name())) {
        gaps.entries(section.name()).forEach(entry -> entries.add(completed(section, entry)));
        entries.addAll(ofOthers(section, entries));
      } else {
        entries.addAll(some(section));
        shares(section, entries);
      }
      keepOnePerKey(section, entries);
      sections.put(section.name(), held(section.name(), entries));
    }
    listed = before;
    return new Dossier(gaps.organisation(), sections);
  }

  private static Set<String> said(Dossier dossier, Section section, String field) {
    Set<String> said = new TreeSet<>();
    dossier.entries(section.name()).forEach(entry -> said.add(String.valueOf(entry.get(field))));
    return said;
  }

  private Map<String, Object> completed(Section section, Map<String, Object> entry) {
    Map<String, Object> whole = new LinkedHashMap<>(entry);
    for (Field field : section.fields()) {
      boolean identity = always(section) && field.name().equals(OrganisationSection.ID);
      if (!field.absentMeansNone() && !identity && !whole.containsKey(field.name())) {
        if (field.defaultValue() == null) {
          whole.put(field.name(), value(section, field));
        }
      }
    }
    return whole;
  }

  /** Entries of those for whom a section that is given could speak, and does not. */
  private List<Map<String, Object>> ofOthers(Section section, List<Map<String, Object>> given) {
    List<Map<String, Object>> others = new ArrayList<>();
    String speaksFor = section.speaksFor();
    if (speaksFor == null) {
      return others;
    }
    List<String> silent = new ArrayList<>(listed);
    given.forEach(entry -> silent.remove(String.valueOf(entry.get(speaksFor))));
    for (String one : silent) {
      for (int i = random.nextInt(3); i > 0; i--) {
        Map<String, Object> entry = entry(section);
        entry.put(speaksFor, one);
        others.add(entry);
      }
    }
    shares(section, others);
    return others;
  }

  /** Entries that agree in all keys would be one and the same. */
  private void keepOnePerKey(Section section, List<Map<String, Object>> entries) {
    List<Field> keys = section.fields().stream().filter(f -> f.reading().key()).toList();
    Set<List<String>> seen = new HashSet<>();
    if (!keys.isEmpty()) {
      entries.removeIf(
          entry ->
              !seen.add(
                  keys.stream()
                      .map(key -> meant(key, String.valueOf(entry.get(key.name()))))
                      .toList()));
    }
  }

  /** What a value of a field stands for, however it is written. */
  private String meant(Field field, String written) {
    String kind = field.reading().names();
    NameTable.Meaning meaning = kind == null ? null : vocabulary.names().meaning(kind, written);
    return NameTable.key(
        meaning instanceof NameTable.Known known ? String.join("; ", known.names()) : written);
  }

  private Map<String, Object> withGaps(
      Section section, Map<String, Object> entry, double dropped, Set<String> neverDropped) {
    Map<String, Object> kept = new LinkedHashMap<>(entry);
    for (Field field : section.fields()) {
      if (!field.required()
          && !field.absentMeansNone()
          && field.defaultValue() == null
          && !neverDropped.contains(section.name() + "." + field.name())
          && chance(dropped)) {
        kept.remove(field.name());
      }
    }
    return kept;
  }

  private static boolean always(Section section) {
    return section.name().equals(OrganisationSection.ORGANISATION);
  }

  /** Returns the section that lists the speakers of a section. */
  private Optional<Section> list(Section section) {
    return Optional.ofNullable(section.among()).flatMap(vocabulary::ofType);
  }

  private static Optional<Field> speaker(Section section) {
    return Optional.ofNullable(section.speaksFor()).flatMap(section::field);
  }

  /** Returns the field in which a section lists the speakers of other sections. */
  private Optional<Field> lists(Section section) {
    return vocabulary.sections().stream()
        .filter(other -> list(other).equals(Optional.of(section)))
        .flatMap(other -> Optional.ofNullable(other.speaksFor()).stream())
        .flatMap(name -> section.field(name).stream())
        .findFirst();
  }

  /** Makes the shares of each speaker add up to 1 where only then they are complete. */
  private void shares(Section section, List<Map<String, Object>> entries) {
    String share = section.completeAtOne();
    if (share == null || section.speaksFor() == null) {
      return;
    }
    Map<Object, List<Map<String, Object>>> bySpeaker = new LinkedHashMap<>();
    entries.forEach(
        e -> bySpeaker.computeIfAbsent(e.get(section.speaksFor()), r -> new ArrayList<>()).add(e));
    bySpeaker
        .values()
        .forEach(
            of -> {
              int left = 20;
              for (int i = 0; i < of.size(); i++) {
                int part = i == of.size() - 1 ? left : random.nextInt(left + 1);
                left -= part;
                of.get(i).put(share, twentieths(part));
              }
            });
  }

  private Map<String, Object> entry(Section section) {
    Map<String, Object> entry = new LinkedHashMap<>();
    for (Field field : section.fields()) {
      boolean given =
          field.required()
              || !field.absentMeansNone()
              || field.defaultValue() != null
              || chance(0.7);
      boolean identity = always(section) && field.name().equals(OrganisationSection.ID);
      if (given && !identity) {
        entry.put(field.name(), value(section, field));
      }
    }
    return entry;
  }

  private Object value(Section section, Field field) {
    return switch (field.type()) {
      case TEXT -> text(section, field);
      case COUNT -> {
        List<BigDecimal> numbers = seen.numbers(section, field);
        yield !numbers.isEmpty() && chance(0.5)
            ? (Object) pick(numbers).intValue()
            : Integer.valueOf(count(field));
      }
      case NUMBER -> {
        List<BigDecimal> numbers = seen.numbers(section, field);
        yield !numbers.isEmpty() && chance(0.5) ? pick(numbers) : number(field);
      }
      case YES_NO -> random.nextBoolean();
      case DATE ->
          field.reading().past()
              ? asOf.minusDays(random.nextInt(DAYS_BACK))
              : asOf.plusDays(random.nextInt(DAYS_BACK + DAYS_AHEAD) - (long) DAYS_BACK);
      case LIST -> list(section, field);
    };
  }

  private int count(Field field) {
    if (field.isIn(Unit.YEAR)) {
      return asOf.getYear() - random.nextInt(2);
    }
    int least = field.minimum() == null ? 0 : field.minimum().intValue();
    int most = field.maximum() == null ? least + 700 : field.maximum().intValue();
    return least + random.nextInt(Math.min(most - least, 700) + 1);
  }

  private BigDecimal number(Field field) {
    if (field.isIn(Unit.SHARE)) {
      return twentieths(random.nextInt(21));
    }
    if (field.maximum() != null && field.minimum() != null) {
      int span = field.maximum().subtract(field.minimum()).intValue();
      return field.minimum().add(BigDecimal.valueOf(random.nextInt(span + 1)));
    }
    return field.isIn(Unit.MONEY)
        ? BigDecimal.valueOf(random.nextInt(100) * 1000L)
        : BigDecimal.valueOf(random.nextInt(40));
  }

  private static BigDecimal twentieths(int count) {
    return BigDecimal.valueOf(count * 5L, 2).stripTrailingZeros();
  }

  private String text(Section section, Field field) {
    List<String> words = words(section, field);
    return pick(words.isEmpty() ? ANY_WORD : words);
  }

  private List<String> list(Section section, Field field) {
    List<String> words = words(section, field);
    Set<String> list = new TreeSet<>();
    for (int i = words.isEmpty() ? 0 : random.nextInt(4); i > 0; i--) {
      list.add(pick(words));
    }
    return List.copyOf(list);
  }

  /**
   * The words of a field that this organisation uses: few, so that entries speak of one another.
   */
  private List<String> words(Section section, Field field) {
    if (list(section).isPresent() && field.name().equals(section.speaksFor())) {
      return listed;
    }
    List<String> words = new ArrayList<>(seen.words(section, field));
    words.removeIf(word -> listable.contains(word) && !listed.contains(word));
    if (!field.choices().isEmpty()) {
      return words;
    }
    words.sort(Comparator.comparing(word -> ranks.computeIfAbsent(word, w -> random.nextDouble())));
    return words.subList(0, Math.min(WORDS_AT_ONCE, words.size()));
  }

  private static DossierSection held(String name, List<Map<String, Object>> entries) {
    return new DossierSection(
        new SectionContent(name, entries), new Origin("generated.json", Instant.EPOCH, ""));
  }

  private boolean chance(double of) {
    return random.nextDouble() < of;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
