package nestor.rulebook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Section {@code waivers}: replies to recommendations, that one is waived until a date, or done. It
 * is the engine's own, beside those of the vocabulary; no rule reads it.
 */
public final class WaiversSection {
  /** The section in documents. */
  public static final String SECTION = "waivers";

  /** The rule that is replied to, by id. */
  public static final String RULE = "rule";

  /** Who replies. */
  public static final String BY = "by";

  /** Why it is waived. */
  public static final String WHY = "why";

  /** The last day of a waiver. */
  public static final String UNTIL = "until";

  /** The day on which what was recommended was done. */
  public static final String DONE = "done";

  private WaiversSection() {}

  /** The vocabulary, which has no section of that name itself, with this one at its end. */
  static Vocabulary in(Vocabulary vocabulary, Collection<String> rules) {
    List<Section> sections = new ArrayList<>(vocabulary.sections());
    sections.add(
        new Section(
            SECTION,
            "Waiver",
            false,
            "Recommendations that somebody waives until a date, or says are done",
            List.of(
                field(RULE, FieldType.TEXT, true, "The rule's id", rules),
                field(BY, FieldType.TEXT, true, "Who decided it, or did it", List.of()),
                field(WHY, FieldType.TEXT, false, "Why it is waived", List.of()),
                field(UNTIL, FieldType.DATE, false, "The last day of the waiver", List.of()),
                field(DONE, FieldType.DATE, false, "The day on which it was done", List.of())),
            null,
            null,
            null));
    return new Vocabulary(List.copyOf(sections), vocabulary.names(), vocabulary.exports());
  }

  private static Field field(
      String name, FieldType type, boolean required, String doc, Collection<String> choices) {
    List<String> known = List.copyOf(new TreeSet<>(choices));
    return new Field(name, type, required, false, doc, null, known, false, null, null, null);
  }
}
