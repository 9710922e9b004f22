package nestor.engine.evaluation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.rulebook.Field;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;

/** An organisation with very many entries in every section at once. */
final class ManyEntries {
  private final Vocabulary vocabulary;
  private final List<String> roles;
  private final int entries;
  private final int words;
  private final LocalDate day;
  private final Random random = new Random(11);

  private ManyEntries(
      Vocabulary vocabulary, List<String> roles, int entries, int words, LocalDate day) {
    this.vocabulary = vocabulary;
    this.roles = roles;
    this.entries = entries;
    this.words = words;
    this.day = day;
  }

  /**
   * Makes one.
   *
   * @param roles that are named where roles are
   * @param entries of each section
   * @param words how many things the entries refer to; 0 for each another one
   * @param day the last of all days, one for each entry, the earliest first
   */
  static Dossier of(
      Vocabulary vocabulary, List<String> roles, int entries, int words, LocalDate day) {
    return new ManyEntries(vocabulary, roles, entries, words, day).dossier();
  }

  private Dossier dossier() {
    Map<String, List<Map<String, Object>>> sections = new TreeMap<>();
    for (Section section : vocabulary.sections()) {
      List<Map<String, Object>> all = new ArrayList<>();
      for (int i = 0; i < (section.single() ? 1 : entries); i++) {
        Map<String, Object> entry = new LinkedHashMap<>();
        for (Field field : section.fields()) {
          if (!(section.name().equals(OrganisationSection.ORGANISATION)
              && field.name().equals(OrganisationSection.ID))) {
            entry.put(field.name(), value(section, field, i));
          }
        }
        all.add(entry);
      }
      sections.put(section.name(), all);
    }
    return KitchenRulebook.dossier(sections);
  }

  private Object value(Section section, Field field, int i) {
    return switch (field.type()) {
      case TEXT -> text(section, field, i);
      case COUNT -> count(field, i);
      case NUMBER ->
          new BigDecimal(random.nextInt(101)).movePointLeft("share".equals(field.unit()) ? 2 : 0);
      case YES_NO -> random.nextBoolean();
      case DATE -> day.minusDays(entries).plusDays(i);
      case LIST -> List.of(text(section, field, i), roles.get(random.nextInt(roles.size())));
    };
  }

  private int count(Field field, int i) {
    BigDecimal least = field.minimum();
    BigDecimal most = field.maximum();
    return least == null || most == null
        ? random.nextInt(700)
        : least.intValue() + i % (most.intValue() - least.intValue() + 1);
  }

  /** What an entry is called is its own; what it refers to is one of the words. */
  private String text(Section section, Field field, int i) {
    if (!field.choices().isEmpty() && (!field.open() || random.nextBoolean())) {
      return field.choices().get(random.nextInt(field.choices().size()));
    }
    boolean role = vocabulary.sections().stream().anyMatch(s -> field.name().equals(s.speaksFor()));
    boolean lists =
        role && vocabulary.sections().stream().anyMatch(s -> section.type().equals(s.among()));
    boolean own = lists || field.name().equals("name");
    int which = words == 0 || own ? i : random.nextInt(words);
    boolean named = role && (!own || i < roles.size());
    return named ? roles.get(which % roles.size()) : "word " + which;
  }
}
