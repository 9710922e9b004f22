package nestor.reasoning;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.dossier.HeldSection;
import nestor.dossier.Origin;
import nestor.evidence.SectionContent;
import nestor.rulebook.Field;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;

/** Organisations made by chance from the vocabulary; the same seed makes the same ones. */
public final class GeneratedOrganisations {
  private static final List<String> EXECUTIVES = List.of("CEO", "CTO", "CIO", "CFO", "sales");
  private static final List<String> TOPICS = List.of("security", "growth", "cost", "cloud");
  private static final List<String> SYSTEMS = List.of("crm", "erp", "web", "ledger");
  private static final List<String> REGIONS = List.of("EU", "US", "US-CA", "US-NY", "ZA");
  private static final List<String> REGULATIONS = List.of("GDPR", "HIPAA", "CCPA", "PCI DSS");
  private static final List<String> PEOPLE = List.of("Ada", "Bo", "Cy");
  private static final Set<String> ROLE_FIELDS =
      Set.of(
          "role",
          "reportsTo",
          "owner",
          "of",
          "by",
          "from",
          "to",
          "madeBy",
          "escalatedTo",
          "overruledBy");

  private final Vocabulary vocabulary;
  private final LocalDate asOf;
  private final Random random;

  /** The roles of the organisation that is being made; nothing is said of others. */
  private List<String> roles = EXECUTIVES;

  public GeneratedOrganisations(Vocabulary vocabulary, LocalDate asOf, long seed) {
    this.vocabulary = vocabulary;
    this.asOf = asOf;
    this.random = new Random(seed);
  }

  /** An organisation of which everything is known. */
  public Dossier complete() {
    TreeMap<String, HeldSection> sections = new TreeMap<>();
    roles = EXECUTIVES.stream().filter(role -> role.equals("sales") || chance(0.8)).toList();
    for (Section section : vocabulary.sections()) {
      List<Map<String, Object>> entries = new ArrayList<>();
      int count = section.single() ? (always(section) || chance(0.9) ? 1 : 0) : random.nextInt(6);
      for (int i = 0; i < count; i++) {
        entries.add(entry(section));
      }
      if (section.name().equals("executives")) {
        entries.clear();
        for (String role : roles) {
          Map<String, Object> executive = entry(section);
          executive.put("role", role);
          entries.add(executive);
        }
      }
      sections.put(
          section.name(),
          held(
              section.name(),
              section.completeAtOne() == null ? entries : shares(section, entries)));
    }
    return new Dossier("generated", sections);
  }

  /** The same organisation, of which some sections, fields and roles are not known. */
  public Dossier withGaps(Dossier complete, Set<String> neverDropped) {
    TreeMap<String, HeldSection> sections = new TreeMap<>();
    double dropped = random.nextDouble() * 0.5;
    complete
        .sections()
        .forEach(
            (name, held) -> {
              Section section = vocabulary.section(name).orElseThrow();
              if (chance(dropped) && !always(section)) {
                return;
              }
              Object silentRole = chance(0.3) ? pick(roles) : null;
              List<Map<String, Object>> entries = new ArrayList<>();
              for (Map<String, Object> entry : held.content().entries()) {
                boolean silent =
                    section.speaksFor() != null
                        && entry.get(section.speaksFor()).equals(silentRole);
                if (!silent) {
                  entries.add(withGaps(section, entry, dropped, neverDropped));
                }
              }
              sections.put(name, held(name, entries));
            });
    return new Dossier(complete.organisation(), sections);
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

  /** The same organisation with its facts in another order. */
  public Dossier shuffledKeys(Dossier dossier) {
    TreeMap<String, HeldSection> sections = new TreeMap<>();
    dossier
        .sections()
        .forEach(
            (name, held) -> {
              List<Map<String, Object>> entries = new ArrayList<>();
              for (Map<String, Object> entry : held.content().entries()) {
                List<String> keys = new ArrayList<>(entry.keySet());
                java.util.Collections.shuffle(keys, random);
                Map<String, Object> shuffled = new LinkedHashMap<>();
                keys.forEach(key -> shuffled.put(key, entry.get(key)));
                entries.add(shuffled);
              }
              sections.put(name, held(name, entries));
            });
    return new Dossier(dossier.organisation(), sections);
  }

  private static boolean always(Section section) {
    return section.name().equals("organisation");
  }

  private List<Map<String, Object>> shares(Section section, List<Map<String, Object>> entries) {
    Map<Object, List<Map<String, Object>>> byRole = new LinkedHashMap<>();
    entries.forEach(
        e -> byRole.computeIfAbsent(e.get(section.speaksFor()), r -> new ArrayList<>()).add(e));
    byRole.forEach(
        (role, ofRole) -> {
          int left = 20;
          for (int i = 0; i < ofRole.size(); i++) {
            int share = i == ofRole.size() - 1 ? left : random.nextInt(left + 1);
            left -= share;
            ofRole
                .get(i)
                .put(
                    section.completeAtOne(),
                    BigDecimal.valueOf(share * 5L, 2).stripTrailingZeros());
          }
        });
    return entries;
  }

  private Map<String, Object> entry(Section section) {
    Map<String, Object> entry = new LinkedHashMap<>();
    for (Field field : section.fields()) {
      boolean given =
          field.required()
              || !field.absentMeansNone()
              || field.defaultValue() != null
              || chance(0.7);
      if (given && !field.name().equals("id")) {
        entry.put(field.name(), value(field));
      }
    }
    return entry;
  }

  private Object value(Field field) {
    return switch (field.type()) {
      case TEXT -> text(field);
      case COUNT -> {
        int most = field.maximum() == null ? 700 : Math.min(8, field.maximum().intValue());
        yield field.name().equals("year")
            ? 2025 + random.nextInt(2)
            : random.nextInt(most) + (field.minimum().signum() > 0 ? 1 : 0);
      }
      case NUMBER -> number(field);
      case YES_NO -> random.nextBoolean();
      case DATE -> asOf.plusDays(random.nextInt(900) - 700L);
      case LIST -> list(field);
    };
  }

  private Object number(Field field) {
    if ("share".equals(field.unit())) {
      return BigDecimal.valueOf(random.nextInt(21) * 5L, 2).stripTrailingZeros();
    }
    if (field.maximum() != null) {
      return BigDecimal.valueOf(1 + random.nextInt(5));
    }
    return "money".equals(field.unit())
        ? BigDecimal.valueOf(random.nextInt(100) * 1000L)
        : BigDecimal.valueOf(random.nextInt(40));
  }

  private String text(Field field) {
    if (!field.choices().isEmpty()) {
      return pick(field.choices());
    }
    if (ROLE_FIELDS.contains(field.name())) {
      return pick(roles);
    }
    return switch (field.name()) {
      case "topic", "priorityTopic" -> pick(TOPICS);
      case "system", "name" -> chance(0.5) ? pick(SYSTEMS) : pick(REGULATIONS);
      case "area" ->
          pick(List.of("security", "operations", "sales", "infrastructure", "innovation"));
      case "person" -> pick(PEOPLE);
      case "currency" -> "EUR";
      default -> pick(List.of("one", "two", "three"));
    };
  }

  private List<String> list(Field field) {
    List<String> from =
        !field.choices().isEmpty()
            ? field.choices()
            : field.name().equals("regions") ? REGIONS : roles;
    List<String> list = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String value = pick(from);
      if (!list.contains(value)) {
        list.add(value);
      }
    }
    return List.copyOf(list);
  }

  private HeldSection held(String name, List<Map<String, Object>> entries) {
    return new HeldSection(
        new SectionContent(name, entries), new Origin("generated.json", Instant.EPOCH, ""));
  }

  private boolean chance(double of) {
    return random.nextDouble() < of;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
