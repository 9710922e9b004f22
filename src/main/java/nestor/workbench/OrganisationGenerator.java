package nestor.workbench;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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
import nestor.rulebook.Vocabulary;

/**
 * Generator of random organisations from a vocabulary and {@link ObservedValues}; the same seed
 * gives the same ones.
 *
 * <p>Where one section lists all roles that others name ({@code among}), an organisation names only
 * roles that it lists, as people do.
 */
public final class OrganisationGenerator {
  private final Vocabulary vocabulary;
  private final Random random;
  private final EntryGenerator generator;

  /**
   * A generator.
   *
   * @param seen organisations whose values serve again
   * @param asOf the day of the advice, around which dates lie
   */
  public OrganisationGenerator(
      Vocabulary vocabulary, List<Dossier> seen, LocalDate asOf, long seed) {
    this.vocabulary = vocabulary;
    this.random = new Random(seed);
    this.generator =
        new EntryGenerator(vocabulary, new ObservedValues(vocabulary, seen), asOf, random);
  }

  /** Returns a random organisation about which everything is known. */
  public Dossier complete() {
    generator.startOrganisation();
    TreeMap<String, DossierSection> sections = new TreeMap<>();
    for (Section section : vocabulary.sections()) {
      List<Map<String, Object>> entries = some(section);
      keepOnePerKey(section, entries);
      generator.shares(section, entries);
      sections.put(section.name(), held(section.name(), entries));
    }
    return new Dossier("generated", sections);
  }

  private List<Map<String, Object>> some(Section section) {
    List<Map<String, Object>> entries = new ArrayList<>();
    Optional<Field> lists = lists(section);
    int count =
        lists.isPresent()
            ? generator.listed().size()
            : section.single()
                ? (EntryGenerator.always(section) || generator.chance(0.9) ? 1 : 0)
                : random.nextInt(6);
    for (int i = 0; i < count; i++) {
      Map<String, Object> entry = generator.entry(section);
      if (lists.isPresent()) {
        entry.put(lists.get().name(), generator.listed().get(i));
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
    return withGaps(complete, neverDropped, 0);
  }

  /** Returns the same organisation with gaps, and with some sections that list only a part. */
  public Dossier partly(Dossier complete, Set<String> neverDropped) {
    return withGaps(complete, neverDropped, 0.5);
  }

  private Dossier withGaps(Dossier complete, Set<String> neverDropped, double ofPartial) {
    TreeMap<String, DossierSection> sections = new TreeMap<>();
    double dropped = random.nextDouble() * 0.5;
    complete
        .sections()
        .forEach(
            (name, held) -> {
              Section section = vocabulary.section(name).orElseThrow();
              if (generator.chance(dropped) && !EntryGenerator.always(section)) {
                return;
              }
              List<Map<String, Object>> of = held.content().entries();
              Object silent =
                  section.speaksFor() != null && !of.isEmpty() && generator.chance(0.3)
                      ? generator.pick(of).get(section.speaksFor())
                      : null;
              boolean partial =
                  ofPartial > 0
                      && !EntryGenerator.always(section)
                      && generator.chance(dropped * ofPartial);
              List<Map<String, Object>> entries = new ArrayList<>();
              for (Map<String, Object> entry : of) {
                boolean isSilent = silent != null && silent.equals(entry.get(section.speaksFor()));
                // What adds up to a whole stays whole.
                boolean isUnlisted =
                    partial && section.completeAtOne() == null && generator.chance(0.4);
                if (!isSilent && !isUnlisted) {
                  entries.add(withGaps(section, entry, dropped, neverDropped, partial));
                }
              }
              sections.put(name, held(name, entries, partial));
            });
    return new Dossier(complete.organisation(), sections);
  }

  /**
   * Returns an organisation about which everything is known and what is known of this one holds.
   *
   * @param gaps made by {@link #withGaps} or {@link #partly} of the organisation that was made last
   */
  public Dossier completed(Dossier gaps) {
    Set<String> spokenOf = new TreeSet<>();
    List<String> before = generator.listed();
    for (Section section : vocabulary.sections()) {
      Optional<Field> lists = lists(section);
      if (lists.isPresent() && isComplete(gaps, section)) {
        spokenOf.addAll(said(gaps, section, lists.get().name()));
        generator.list(List.copyOf(spokenOf));
      } else if (section.speaksFor() != null) {
        spokenOf.addAll(said(gaps, section, section.speaksFor()));
      } else if (lists.isPresent()) {
        spokenOf.addAll(said(gaps, section, lists.get().name()));
      }
    }
    if (vocabulary.sections().stream()
        .noneMatch(s -> lists(s).isPresent() && isComplete(gaps, s))) {
      generator.listAlso(spokenOf);
    }
    TreeMap<String, DossierSection> sections = new TreeMap<>();
    for (Section section : vocabulary.sections()) {
      List<Map<String, Object>> entries = new ArrayList<>();
      if (gaps.sections().containsKey(section.name())) {
        boolean partial = !isComplete(gaps, section);
        gaps.entries(section.name())
            .forEach(entry -> entries.add(completed(section, entry, partial)));
        boolean canList =
            partial && section.completeAtOne() == null && (!section.single() || entries.isEmpty());
        // Of two entries with the same keys the one that was listed stays.
        entries.addAll(canList ? some(section) : ofOthers(section, entries));
      } else {
        entries.addAll(some(section));
        generator.shares(section, entries);
      }
      keepOnePerKey(section, entries);
      sections.put(section.name(), held(section.name(), entries));
    }
    generator.list(before);
    return new Dossier(gaps.organisation(), sections);
  }

  private static boolean isComplete(Dossier dossier, Section section) {
    DossierSection held = dossier.sections().get(section.name());
    return held != null && !held.content().partial();
  }

  private static Set<String> said(Dossier dossier, Section section, String field) {
    Set<String> said = new TreeSet<>();
    dossier.entries(section.name()).forEach(entry -> said.add(String.valueOf(entry.get(field))));
    return said;
  }

  private Map<String, Object> completed(
      Section section, Map<String, Object> entry, boolean partial) {
    Map<String, Object> whole = new LinkedHashMap<>(entry);
    for (Field field : section.fields()) {
      boolean identity =
          EntryGenerator.always(section) && field.name().equals(OrganisationSection.ID);
      if (!field.absentMeansNone() && !identity && !whole.containsKey(field.name())) {
        if (field.defaultValue() == null) {
          whole.put(field.name(), generator.value(section, field));
        }
      } else if (partial && !whole.containsKey(field.name()) && generator.chance(0.7)) {
        whole.put(field.name(), generator.value(section, field));
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
    List<String> silent = new ArrayList<>(generator.listed());
    given.forEach(entry -> silent.remove(String.valueOf(entry.get(speaksFor))));
    for (String one : silent) {
      for (int i = random.nextInt(3); i > 0; i--) {
        Map<String, Object> entry = generator.entry(section);
        entry.put(speaksFor, one);
        others.add(entry);
      }
    }
    generator.shares(section, others);
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

  /** Meaning of a field's value, however it is written. */
  private String meant(Field field, String written) {
    String kind = field.reading().names();
    NameTable.Meaning meaning = kind == null ? null : vocabulary.names().meaning(kind, written);
    return NameTable.key(
        meaning instanceof NameTable.Known known ? String.join("; ", known.names()) : written);
  }

  private Map<String, Object> withGaps(
      Section section,
      Map<String, Object> entry,
      double dropped,
      Set<String> neverDropped,
      boolean partial) {
    Map<String, Object> kept = new LinkedHashMap<>(entry);
    for (Field field : section.fields()) {
      if (!field.required()
          && (partial || (!field.absentMeansNone() && field.defaultValue() == null))
          && !neverDropped.contains(section.name() + "." + field.name())
          && generator.chance(dropped)) {
        kept.remove(field.name());
      }
    }
    return kept;
  }

  /** Returns the field in which a section lists the speakers of other sections. */
  private Optional<Field> lists(Section section) {
    return vocabulary.sections().stream()
        .filter(other -> generator.list(other).equals(Optional.of(section)))
        .flatMap(other -> Optional.ofNullable(other.speaksFor()).stream())
        .flatMap(name -> section.field(name).stream())
        .findFirst();
  }

  private static DossierSection held(String name, List<Map<String, Object>> entries) {
    return held(name, entries, false);
  }

  private static DossierSection held(
      String name, List<Map<String, Object>> entries, boolean partial) {
    return new DossierSection(
        new SectionContent(name, entries, partial),
        new Origin("generated.json", Instant.EPOCH, ""));
  }
}
