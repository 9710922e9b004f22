package nestor.engine.evaluation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.engine.assessment.EvidenceRef;
import nestor.engine.ternary.Comparisons;
import nestor.engine.ternary.Ternary;
import nestor.engine.ternary.Unknown;
import nestor.engine.ternary.Unknown.Between;
import nestor.engine.ternary.Unknown.OneOf;
import nestor.evidence.SectionContent;
import nestor.evidence.Unclear;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import org.jspecify.annotations.Nullable;

/**
 * The facts of the sections of one dossier: its entries, and facts that stand for what an absent or
 * incomplete section could hold.
 */
final class SectionFacts {
  private final Rulebook rulebook;
  private final RulebookFacts lasting;
  private final Dossier dossier;
  private final @Nullable Supposition supposition;
  private final boolean doubting;

  /**
   * @param supposition what is supposed beyond the dossier; null where nothing is
   * @param doubting whether more may be said than what is on record
   */
  SectionFacts(
      Rulebook rulebook,
      RulebookFacts lasting,
      Dossier dossier,
      @Nullable Supposition supposition,
      boolean doubting) {
    this.rulebook = rulebook;
    this.lasting = lasting;
    this.dossier = dossier;
    this.supposition = supposition;
    this.doubting = doubting;
  }

  /**
   * Facts of the sections that are given: this is known, whatever they could hold, unless more may
   * be said than what is on record.
   */
  List<Fact> given() {
    if (doubting) {
      return rulebook.vocabulary().sections().stream()
          .map(
              section ->
                  given(
                      section.name(),
                      dossier.sections().containsKey(section.name())
                          ? Ternary.YES
                          : Ternary.dependsOn(Unknown.need(section.name()))))
          .toList();
    }
    return dossier.sections().keySet().stream()
        .filter(section -> rulebook.vocabulary().section(section).isPresent())
        .map(section -> given(section, Ternary.YES))
        .toList();
  }

  private static Fact given(String section, Ternary existence) {
    return new Fact(
        BuiltInTypes.GIVEN + " " + section,
        BuiltInTypes.GIVEN,
        Map.of("section", section),
        existence,
        EvidenceSets.one(new EvidenceRef(section, null)));
  }

  /** One fact for each entry, and for what the section could hold beyond. */
  List<Fact> of(Section section) {
    DossierSection held = dossier.sections().get(section.name());
    List<Fact> entries = new ArrayList<>();
    if (section.name().equals(OrganisationSection.ORGANISATION)) {
      entries.add(organisation(section, held));
    } else if (held == null && section.speaksFor() != null) {
      entries.addAll(beyond(section, new SectionContent(section.name(), List.of())));
    } else if (held == null || saysNothing(section, held)) {
      entries.addAll(absent(section));
    } else {
      Set<Integer> seen = new HashSet<>();
      for (int i = 0; i < held.content().entries().size(); i++) {
        int number = held.number(i);
        // An entry that names two is there twice, under one number.
        String copy = seen.add(number) ? "" : "+" + i;
        entries.add(
            onRecord(section, number, copy, held.content().entries().get(i), held.isPartial(i)));
      }
      entries.addAll(
          held.content().partial() && section.completeAtOne() == null
              ? unlisted(section, held.content())
              : beyond(section, held.content()));
    }
    return entries;
  }

  /** Whether a partial section lists nothing, so that all that it could hold is unknown. */
  private static boolean saysNothing(Section section, DossierSection held) {
    return held.content().partial()
        && held.content().entries().isEmpty()
        && section.speaksFor() == null;
  }

  /** Possible entries of a partial section beside those that it lists. */
  private List<Fact> unlisted(Section section, SectionContent content) {
    if (section.single()) {
      return List.of();
    }
    List<Field> keys = section.fields().stream().filter(field -> field.reading().key()).toList();
    Map<String, Object> known = new LinkedHashMap<>();
    if (keys.size() == 1 && keys.get(0).type() == FieldType.TEXT) {
      Field key = keys.get(0);
      Set<Object> listed = new LinkedHashSet<>();
      for (Map<String, Object> entry : content.entries()) {
        if (entry.get(key.name()) instanceof String name) {
          listed.add(name);
        }
      }
      Unknown.Range others = othersThan(listed, FieldRange.of(key, false));
      if (others instanceof OneOf one && one.options().isEmpty()) {
        return List.of();
      }
      known.put(key.name(), new Unknown(Unknown.need(section.name()), others, false));
    }
    return List.of(lasting.blank(section).open("", known, Unknown.need(section.name())));
  }

  private static Unknown.Range othersThan(Set<Object> listed, Unknown.Range all) {
    if (all instanceof OneOf one) {
      return new OneOf(one.options().stream().filter(option -> !listed.contains(option)).toList());
    }
    return new Unknown.AnythingBut(listed);
  }

  /** Possible entries of a section without data. */
  private List<Fact> absent(Section section) {
    List<Supposition.SupposedEntry> supposed =
        supposition == null ? List.of() : supposition.entries(section);
    if (supposed.isEmpty()) {
      return List.of(lasting.absent(section));
    }
    List<Fact> facts = new ArrayList<>();
    Set<Object> notThere = new LinkedHashSet<>();
    for (Supposition.SupposedEntry entry : supposed) {
      if (entry.isThere()) {
        facts.add(lasting.blank(section).supposed(entry.field(), entry.value()));
      } else {
        notThere.add(entry.value());
      }
    }
    Unknown others =
        new Unknown(Unknown.need(section.name()), new Unknown.AnythingBut(notThere), false);
    facts.add(
        lasting
            .blank(section)
            .open("", Map.of(supposed.get(0).field(), others), Unknown.need(section.name())));
    return facts;
  }

  /** The organisation is always there, whatever was said of it. */
  private Fact organisation(Section section, @Nullable DossierSection held) {
    Map<String, Object> given = new LinkedHashMap<>();
    boolean partial = held != null && held.content().partial();
    if (held != null) {
      held.content().entries().forEach(given::putAll);
    }
    given.put(OrganisationSection.ID, dossier.organisation());
    given.put(OrganisationSection.NAME, dossier.name());
    Fact fact = onRecord(section, 0, "", given, partial);
    return held == null
        ? new Fact(fact.key(), fact.type(), fact.values(), fact.existence(), EvidenceSets.NONE)
        : fact;
  }

  private Fact onRecord(
      Section section, int index, String copy, Map<String, Object> entry, boolean partial) {
    Integer number = section.single() ? null : Integer.valueOf(index);
    FieldValues values =
        (doubting ? lasting.doubtedBlank(section) : lasting.blank(section)).filled(entry, partial);
    return new Fact(
        section.name() + "#" + index + copy,
        section.type(),
        supposition == null ? values : supposition.of(section, index, values),
        Ternary.YES,
        false,
        () -> EvidenceSets.one(new EvidenceRef(section.name(), number)));
  }

  /**
   * Possible entries that a section does not list: of other roles than it covers, and of a role
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
      Object spokenOf = entry.get(speaksFor);
      if (spokenOf == null || spokenOf instanceof Unclear) {
        continue;
      }
      Object share =
          section.completeAtOne() == null ? BigDecimal.ONE : entry.get(section.completeAtOne());
      sums.merge(
          spokenOf,
          share instanceof Number ? Comparisons.number(share) : BigDecimal.ZERO,
          BigDecimal::add);
    }
    SortedSet<String> needs = Unknown.need(section.name());
    SortedSet<String> whoElse = needs;
    Section listed = listed(section);
    if (listed != null && !isComplete(listed)) {
      // Only the list of all could tell that there is nobody else.
      whoElse = Ternary.union(needs, Unknown.need(listed.name()));
    }
    Unknown.Range others = others(section, speaksFor, sums.keySet());
    if (!(others instanceof OneOf one) || !one.options().isEmpty()) {
      beyond.add(
          lasting
              .blank(section)
              .open("", Map.of(speaksFor, new Unknown(whoElse, others, false)), whoElse));
    }
    if (section.completeAtOne() != null) {
      sums.forEach(
          (value, sum) -> {
            BigDecimal rest = BigDecimal.ONE.subtract(sum);
            if (rest.signum() > 0) {
              Object upTo = new Unknown(needs, new Between(BigDecimal.ZERO, rest), false);
              beyond.add(
                  lasting
                      .blank(section)
                      .open(
                          ":" + value,
                          Map.of(speaksFor, value, section.completeAtOne(), upTo),
                          needs));
            }
          });
    }
    return beyond;
  }

  private boolean isComplete(Section section) {
    DossierSection held = dossier.sections().get(section.name());
    return held != null && !held.content().partial();
  }

  /** The section that lists whom a section could speak for, or null. */
  private @Nullable Section listed(Section section) {
    String among = section.among();
    return among == null ? null : rulebook.vocabulary().ofType(among).orElse(null);
  }

  /**
   * Returns the values of the speaker's field that could have an entry in the section and have
   * none.
   */
  private Unknown.Range others(Section section, String speaksFor, Set<Object> spokenOf) {
    Section listed = listed(section);
    DossierSection list = listed == null ? null : dossier.sections().get(listed.name());
    if (list == null || list.content().partial()) {
      return new Unknown.AnythingBut(new LinkedHashSet<>(spokenOf));
    }
    List<@Nullable Object> others = new ArrayList<>();
    for (Map<String, Object> entry : list.content().entries()) {
      Object value = entry.get(speaksFor);
      List<Object> values = new ArrayList<>();
      if (value instanceof Unclear unclear) {
        if (unclear.readings().isEmpty()) {
          return new Unknown.AnythingBut(new LinkedHashSet<>(spokenOf));
        }
        values.addAll(unclear.readings());
        values.add(unclear.written());
      } else if (value != null) {
        values.add(value);
      }
      values.stream()
          .filter(one -> !spokenOf.contains(one) && !others.contains(one))
          .forEach(others::add);
    }
    return new OneOf(others);
  }
}
