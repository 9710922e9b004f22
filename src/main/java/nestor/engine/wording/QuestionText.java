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

/** Text of what is missing, in words that follow "tell us". */
public final class QuestionText {
  private static final int NAMED = 4;

  private final FactBase factBase;
  private final Phrases phrases;

  public QuestionText(FactBase factBase) {
    this.factBase = factBase;
    this.phrases = factBase.rulebook().about().phrases();
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
    Section section =
        factBase
            .rulebook()
            .vocabulary()
            .section(dot < 0 ? need : need.substring(0, dot))
            .orElseThrow();
    if (dot < 0) {
      return section(section);
    }
    Field field = section.field(need.substring(dot + 1)).orElseThrow();
    return field(section, field);
  }

  private String section(Section section) {
    String doc = section.doc();
    int semicolon = doc.indexOf(';');
    String about = uncapitalised(semicolon < 0 ? doc : doc.substring(0, semicolon));
    String asked =
        semicolon < 0
            ? about
            : phrases.say(Phrase.QUESTION_WITH, about, doc.substring(semicolon + 1).strip());
    if (factBase.isPartial(section.name())) {
      // What is said of a list that lacks nothing is not so of this one.
      return phrases.say(Phrase.QUESTION_COMPLETE, EntryNames.spaced(section.name()), about);
    }
    return section.speaksFor() != null && factBase.holds(section.name())
        ? phrases.say(Phrase.QUESTION_OTHERS, asked)
        : asked;
  }

  private String field(Section section, Field field) {
    String question = uncapitalised(field.doc());
    if (section.single()) {
      return phrases.say(
          Phrase.QUESTION, uncapitalised(section.doc().replaceAll(";.*", "")), question);
    }
    Set<String> silent = new LinkedHashSet<>();
    for (Fact fact : factBase.facts(section.type())) {
      if (!fact.isOpen() && fact.value(field.name()) instanceof Unknown) {
        String name = EntryNames.name(section, fact.values());
        silent.add(name.isEmpty() ? section.name() + "[" + silent.size() + "]" : name);
      }
    }
    List<String> names = List.copyOf(silent);
    return phrases.say(Phrase.QUESTION, named(section, names), question);
  }

  private String named(Section section, List<String> names) {
    if (names.isEmpty()) {
      return phrases.say(Phrase.EACH, EntryNames.spaced(section.type()));
    }
    int others = names.size() - NAMED;
    return others <= 0
        ? String.join(", ", names)
        : phrases.say(
            Phrase.MORE, String.join(", ", names.subList(0, NAMED)), String.valueOf(others));
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
