package nestor.advisory;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.advisory.Advisory.Recommendation;
import nestor.advisory.Subjects.Subject;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.EvidenceRef;
import nestor.engine.assessment.Finding;
import nestor.engine.evaluation.ReasonText;
import nestor.rulebook.Field;
import nestor.rulebook.Group;
import nestor.rulebook.Phrase;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.StoryKind;
import org.jspecify.annotations.Nullable;

/**
 * Finder of what several recommendations have in common: three or more that name one entry make a
 * story, in the words that the rulebook has for entries of that section.
 */
final class Stories {
  private static final int FEWEST_RULES = 3;
  private static final int FEWEST_FACTS = 2;
  private static final int MOST_FACTS = 4;
  private static final int MOST_STORIES = 3;

  /** A value of an entry, and after bars the words for a day that is past and one that is not. */
  private static final Pattern HOLE =
      Pattern.compile("\\{([^{}|]*)(?:\\|([^{}|]*)\\|([^{}|]*))?\\}");

  private final Rulebook rulebook;
  private final Subjects subjects;
  private final ReasonText values;
  private final LocalDate asOf;

  /** A story, and the one thing to do about it if the rulebook names one. */
  record StoryAndMove(Summary.Story story, @Nullable Group move) {}

  Stories(Rulebook rulebook, Subjects subjects, ReasonText values, LocalDate asOf) {
    this.rulebook = rulebook;
    this.subjects = subjects;
    this.values = values;
    this.asOf = asOf;
  }

  /**
   * Composes the stories, that of most rules first.
   *
   * @param toDo the recommendations in their order
   * @param assessed what they were made of
   */
  List<StoryAndMove> of(List<Recommendation> toDo, List<Assessment.Recommended> assessed) {
    Map<String, Assessment.Recommended> byRule = new HashMap<>();
    assessed.forEach(one -> byRule.put(one.rule().metadata().id(), one));
    Map<Subject, Map<String, Finding>> findings = new LinkedHashMap<>();
    Map<String, Set<Subject>> named = new HashMap<>();
    for (Recommendation r : toDo) {
      Assessment.Recommended made = byRule.get(r.rule());
      for (Finding finding : made == null ? List.<Finding>of() : made.findings()) {
        for (Subject subject : subjects.named(finding)) {
          if (rulebook.about().composition().stories().containsKey(subject.section())) {
            findings
                .computeIfAbsent(subject, s -> new LinkedHashMap<>())
                .putIfAbsent(r.rule(), finding);
            named.computeIfAbsent(r.rule(), rule -> new LinkedHashSet<>()).add(subject);
          }
        }
      }
    }
    List<StoryAndMove> stories = new ArrayList<>();
    findings.forEach((subject, found) -> told(subject, found, named).ifPresent(stories::add));
    stories.sort(Comparator.comparingInt((StoryAndMove story) -> -story.story().rules().size()));
    return stories.subList(0, Math.min(MOST_STORIES, stories.size()));
  }

  private Optional<StoryAndMove> told(
      Subject subject, Map<String, Finding> found, Map<String, Set<Subject>> named) {
    StoryKind kind = rulebook.about().composition().stories().get(subject.section());
    if (kind == null || found.size() < FEWEST_RULES) {
      return Optional.empty();
    }
    List<String> facts = new ArrayList<>();
    kind.facts()
        .forEach(
            (rule, fact) -> {
              Finding finding = found.get(rule);
              if (finding != null && facts.size() < MOST_FACTS) {
                fact(fact, subject, finding).ifPresent(facts::add);
              }
            });
    if (facts.size() < FEWEST_FACTS) {
      return Optional.empty();
    }
    List<String> rules = List.copyOf(found.keySet());
    String sentence =
        kind.sentence().replace("{subject}", subject.name()).replace("{facts}", series(facts));
    return Optional.of(
        new StoryAndMove(
            new Summary.Story(subject.name(), subject.section(), sentence, rules),
            kind.move() == null ? null : move(kind.move(), subject, rules, named)));
  }

  /** What a move about a subject settles: recommendations that name nothing else. */
  private static Group move(
      Group move, Subject subject, List<String> rules, Map<String, Set<Subject>> named) {
    return new Group(
        move.title().replace("{subject}", subject.name()),
        move.firstStep().replace("{subject}", subject.name()),
        move.consistsOf().replace("{subject}", subject.name()),
        move.with(),
        move.effort(),
        rules.stream()
            .filter(move.rules()::contains)
            .filter(rule -> named.getOrDefault(rule, Set.of()).equals(Set.of(subject)))
            .toList());
  }

  /** A fact in words; nothing where a value is not on record. */
  private Optional<String> fact(String text, Subject subject, Finding finding) {
    Matcher hole = HOLE.matcher(text);
    StringBuilder said = new StringBuilder();
    while (hole.find()) {
      int dot = hole.group(1).indexOf('.');
      String section = hole.group(1).substring(0, dot);
      String field = hole.group(1).substring(dot + 1);
      Object value = value(section, field, subject, finding);
      if (value == null) {
        return Optional.empty();
      }
      String past = hole.group(2);
      String words =
          past != null && value instanceof LocalDate date
              ? (date.isBefore(asOf) ? past : hole.group(3))
              : words(section, field, value);
      hole.appendReplacement(said, Matcher.quoteReplacement(words));
    }
    return Optional.of(hole.appendTail(said).toString());
  }

  private @Nullable Object value(String section, String field, Subject subject, Finding finding) {
    if (section.equals(subject.section())) {
      return subjects.values(subject).get(field);
    }
    for (EvidenceRef ref : finding.evidence()) {
      if (ref.section().equals(section) && subjects.of(ref).contains(subject)) {
        return subjects.values(ref).get(field);
      }
    }
    return null;
  }

  private String words(String section, String field, Object value) {
    if (value instanceof LocalDate date) {
      return values.aged(date);
    }
    Optional<Section> declared = rulebook.vocabulary().section(section);
    return values.value(value, declared.flatMap(s -> s.field(field)).map(Field::unit).orElse(null));
  }

  private String series(List<String> facts) {
    int last = facts.size() - 1;
    return rulebook
        .about()
        .phrases()
        .say(Phrase.SERIES, String.join(", ", facts.subList(0, last)), facts.get(last));
  }
}
