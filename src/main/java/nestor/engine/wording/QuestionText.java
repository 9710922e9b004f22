package nestor.engine.wording;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import nestor.engine.evaluation.Fact;
import nestor.engine.evaluation.FactBase;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.Field;
import nestor.rulebook.Phrase;
import nestor.rulebook.Phrases;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Text of the question that would settle what is missing: what the vocabulary asks, with the names
 * of the entries concerned, else by what the section or field means.
 */
public final class QuestionText {
  private static final int NAMED = 4;

  private final FactBase factBase;
  private final Phrases phrases;
  private final Vocabulary vocabulary;

  public QuestionText(FactBase factBase) {
    this.factBase = factBase;
    this.phrases = factBase.rulebook().about().phrases();
    this.vocabulary = factBase.rulebook().vocabulary();
  }

  /** A question for each need. */
  public List<NeededAnswer> of(SortedSet<String> needs) {
    List<NeededAnswer> asks = new ArrayList<>();
    needs.forEach(need -> asks.add(new NeededAnswer(need, of(need))));
    return asks;
  }

  /** The question for one section or field. */
  public String of(String need) {
    int dot = need.indexOf('.');
    Section section = vocabulary.section(dot < 0 ? need : need.substring(0, dot)).orElseThrow();
    String asked = vocabulary.questions().get(need);
    return dot < 0
        ? section(section, asked)
        : field(section, section.field(need.substring(dot + 1)).orElseThrow(), asked);
  }

  private String section(Section section, @Nullable String asked) {
    if (factBase.isPartial(section.name())) {
      return phrases.say(Phrase.QUESTION_COMPLETE, EntryNames.spaced(section.name()));
    }
    String question =
        asked != null ? asked : phrases.say(Phrase.QUESTION_SECTION, meaning(section));
    return section.speaksFor() != null && factBase.holds(section.name())
        ? phrases.say(Phrase.QUESTION_OTHERS, question)
        : question;
  }

  private static String meaning(Section section) {
    return uncapitalised(section.doc().replaceAll(";.*", ""));
  }

  private String field(Section section, Field field, @Nullable String asked) {
    if (section.single()) {
      return asked != null
          ? asked
          : phrases.say(Phrase.QUESTION, meaning(section), uncapitalised(field.doc()));
    }
    Set<String> silent = new LinkedHashSet<>();
    boolean nameless = false;
    for (Fact fact : factBase.facts(section.type())) {
      if (!fact.isOpen() && fact.value(field.name()) instanceof Unknown) {
        String name = EntryNames.name(section, fact.values());
        nameless |= name.isEmpty();
        silent.add(name);
      }
    }
    // A place in a list is no name for people: where one has no name, each is asked about.
    String whom = named(section, nameless ? List.of() : List.copyOf(silent));
    if (asked == null) {
      return phrases.say(Phrase.QUESTION, whom, uncapitalised(field.doc()));
    }
    return asked.replace(
        Vocabulary.EACH, silent.size() > 1 && !nameless ? phrases.say(Phrase.EACH_OF, whom) : whom);
  }

  private String named(Section section, List<String> names) {
    if (names.isEmpty()) {
      return phrases.say(Phrase.EACH, EntryNames.spaced(section.type()));
    }
    int others = names.size() - NAMED;
    return others <= 0
        ? series(names)
        : phrases.say(
            Phrase.MORE, String.join(", ", names.subList(0, NAMED)), String.valueOf(others));
  }

  private String series(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : phrases.say(Phrase.SERIES, String.join(", ", names.subList(0, last)), names.get(last));
  }

  /** Number of entries that do not say it. */
  int silent(Section section, Field field) {
    TreeMap<String, Fact> silent = new TreeMap<>();
    for (Fact fact : factBase.facts(section.type())) {
      if (!fact.isOpen() && fact.value(field.name()) instanceof Unknown) {
        silent.put(fact.key(), fact);
      }
    }
    return silent.size();
  }

  static String uncapitalised(String text) {
    boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
    boolean shortWord = text.startsWith("A ");
    return word || shortWord
        ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1)
        : text;
  }
}
