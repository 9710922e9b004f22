package nestor.workbench;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import nestor.rulebook.Field;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Section;
import nestor.rulebook.Unit;
import nestor.rulebook.Vocabulary;

/**
 * Generator of random entries and values of one organisation after another. Values that were
 * observed serve again, and the entries of an organisation share words.
 */
final class EntryGenerator {
  private static final int WORDS_AT_ONCE = 4;
  private static final int DAYS_BACK = 700;
  private static final int DAYS_AHEAD = 200;
  private static final List<String> ANY_WORD = List.of("one", "two", "three");

  private final Vocabulary vocabulary;
  private final ObservedValues seen;
  private final LocalDate asOf;
  private final Random random;

  /** All values that some organisation lists. */
  private final Set<String> listable = new TreeSet<>();

  /** Names that the organisation in the making lists. */
  private List<String> listed = List.of();

  /** Rank of a word in the organisation in the making, so that fields share words. */
  private Map<String, Double> ranks = Map.of();

  EntryGenerator(Vocabulary vocabulary, ObservedValues seen, LocalDate asOf, Random random) {
    this.vocabulary = vocabulary;
    this.seen = seen;
    this.asOf = asOf;
    this.random = random;
    for (Section section : vocabulary.sections()) {
      list(section)
          .ifPresent(
              list -> {
                speaker(section).map(f -> seen.words(section, f)).ifPresent(listable::addAll);
                speaker(section).map(f -> seen.words(list, f)).ifPresent(listable::addAll);
              });
    }
  }

  /** Chooses what the next organisation lists, and which words it prefers. */
  void startOrganisation() {
    listed = listable.stream().filter(word -> chance(0.8)).toList();
    if (listed.isEmpty()) {
      listed = List.copyOf(listable);
    }
    ranks = new LinkedHashMap<>();
  }

  /** Names that the organisation lists. */
  List<String> listed() {
    return listed;
  }

  /** Has the organisation list these. */
  void list(List<String> these) {
    listed = these;
  }

  /** Has the organisation list these, as far as any does, and some others. */
  void listAlso(Set<String> these) {
    listed = listable.stream().filter(w -> these.contains(w) || chance(0.6)).toList();
  }

  static boolean always(Section section) {
    return section.name().equals(OrganisationSection.ORGANISATION);
  }

  /** Returns the section that lists the speakers of a section. */
  Optional<Section> list(Section section) {
    return Optional.ofNullable(section.among()).flatMap(vocabulary::ofType);
  }

  private static Optional<Field> speaker(Section section) {
    return Optional.ofNullable(section.speaksFor()).flatMap(section::field);
  }

  /** Returns a random entry of a section. */
  Map<String, Object> entry(Section section) {
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

  /** Returns a random value of a field. */
  Object value(Section section, Field field) {
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

  /** Makes the shares of each speaker add up to 1 where only then they are complete. */
  void shares(Section section, List<Map<String, Object>> entries) {
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

  boolean chance(double of) {
    return random.nextDouble() < of;
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
