package nestor.rulebook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Section {@code waivers}: replies to recommendations, that one is waived until a date, or done. It
 * is the engine's own, beside those of the vocabulary; no rule reads it.
 */
public final class WaiversSection {
  /** The section in documents. */
  public static final String SECTION = "waivers";

  private static final String RULE_NAMES = "rule";

  /** The rule that is replied to, by id or by title. */
  public static final String RULE = "rule";

  /** Field of the person who replies. */
  public static final String BY = "by";

  /** Field of the reason for a waiver. */
  public static final String WHY = "why";

  /** The last day of a waiver. */
  public static final String UNTIL = "until";

  /** The day on which what was recommended was done. */
  public static final String DONE = "done";

  private WaiversSection() {}

  /** The vocabulary, which has no section of that name itself, with this one at its end. */
  static Vocabulary in(Vocabulary vocabulary, Collection<RuleMetadata> rules) {
    Map<String, List<String>> byTitle = new TreeMap<>();
    rules.forEach(
        rule -> byTitle.computeIfAbsent(rule.title(), t -> new ArrayList<>()).add(rule.id()));
    List<Section> sections = new ArrayList<>(vocabulary.sections());
    sections.add(
        new Section(
            SECTION,
            "Waiver",
            false,
            "Recommendations that somebody waives until a date, or says are done",
            List.of(
                rule(rules.stream().map(RuleMetadata::id).sorted().toList()),
                field(BY, FieldType.TEXT, true, "Who decided it, or did it", "who", "decided by"),
                field(WHY, FieldType.TEXT, false, "Why it is waived", "reason", "because"),
                field(
                    UNTIL,
                    FieldType.DATE,
                    false,
                    "The last day of the waiver",
                    "valid until",
                    "ends"),
                field(DONE, FieldType.DATE, false, "The day on which it was done", "done on")),
            null,
            null,
            null));
    return vocabulary.with(sections, vocabulary.names().with(RULE_NAMES, byTitle));
  }

  private static Field rule(List<String> ids) {
    Field.Reading reading =
        new Field.Reading(
            List.of("recommendation", "title", "advice", "Empfehlung"),
            RULE_NAMES,
            null,
            false,
            false,
            null);
    return new Field(
        RULE,
        FieldType.TEXT,
        true,
        false,
        "The rule's id, or the title of its recommendation",
        null,
        ids,
        false,
        null,
        null,
        null,
        reading);
  }

  private static Field field(
      String name, FieldType type, boolean required, String doc, String... headings) {
    Field.Reading reading = new Field.Reading(List.of(headings), null, null, false, false, null);
    return new Field(
        name, type, required, false, doc, null, List.of(), false, null, null, null, reading);
  }
}
