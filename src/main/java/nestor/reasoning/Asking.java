package nestor.reasoning;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import nestor.rulebook.Field;
import nestor.rulebook.Section;

/** Puts what is missing into words that follow "tell us". */
final class Asking {
  private static final int NAMED = 4;

  private final Knowledge knowledge;

  Asking(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  /** A question for each need. */
  List<Explanation.Ask> of(SortedSet<String> needs) {
    List<Explanation.Ask> asks = new ArrayList<>();
    needs.forEach(need -> asks.add(new Explanation.Ask(need, of(need))));
    return asks;
  }

  /** The question for one section or field. */
  String of(String need) {
    int dot = need.indexOf('.');
    Section section =
        knowledge
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
    String rest = semicolon < 0 ? "" : " (" + doc.substring(semicolon + 1).strip() + ")";
    String of =
        section.speaksFor() != null && knowledge.holds(section.name())
            ? ", also of those of whom you have not said it"
            : "";
    return about + rest + of;
  }

  private String field(Section section, Field field) {
    String question = uncapitalised(field.doc());
    if (section.single()) {
      return "of " + uncapitalised(section.doc().replaceAll(";.*", "")) + ": " + question;
    }
    Set<String> silent = new LinkedHashSet<>();
    for (Fact fact : knowledge.facts(section.type())) {
      if (!fact.isOpen() && fact.value(field.name()) instanceof Unknown) {
        String name = Labels.name(section, fact.values());
        silent.add(name.isEmpty() ? section.name() + "[" + silent.size() + "]" : name);
      }
    }
    List<String> names = List.copyOf(silent);
    String of =
        names.isEmpty()
            ? "each " + Labels.spaced(section.type())
            : String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    return "of " + of + ": " + question;
  }

  /** How many entries do not say it. */
  int silent(Section section, Field field) {
    TreeMap<String, Fact> silent = new TreeMap<>();
    for (Fact fact : knowledge.facts(section.type())) {
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
