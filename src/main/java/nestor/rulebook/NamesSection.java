package nestor.rulebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Section {@code names}: what one organisation means by the names that it writes, such as its own
 * titles, hosts and accounts. It is the engine's own, beside those of the vocabulary; no rule reads
 * it. What every organisation may write belongs into the rulebook's {@link NameTable} instead.
 */
public final class NamesSection {
  /** The section in documents. */
  public static final String SECTION = "names";

  /** Field of the name as other sections have it. */
  public static final String NAME = "name";

  /** Field of its meaning; several separated by semicolons; empty where it means none. */
  public static final String MEANS = "means";

  /** The kind of name, or the section.field, for which alone it holds. */
  public static final String OF = "of";

  private NamesSection() {}

  /** The vocabulary, which has no section of that name itself, with this one at its end. */
  static Vocabulary in(Vocabulary vocabulary) {
    List<Section> sections = new ArrayList<>(vocabulary.sections());
    sections.add(
        new Section(
            SECTION,
            "OwnName",
            false,
            "What names stand for that only this organisation writes so",
            List.of(
                field(NAME, true, "The name, or any other value, as documents write it"),
                field(
                    MEANS,
                    false,
                    "What it stands for, several separated by ';'; '-' for nothing but itself"),
                field(
                    OF,
                    false,
                    "For what alone that holds: a kind of name such as role, or section.field")),
            null,
            null,
            null));
    return vocabulary.with(sections, vocabulary.names());
  }

  /** The engine's own section of that name, which a vocabulary cannot declare. */
  public static Optional<String> owner(String section) {
    return section.equals(SECTION)
        ? Optional.of("what names stand for")
        : section.equals(WaiversSection.SECTION)
            ? Optional.of("replies to recommendations")
            : Optional.empty();
  }

  private static Field field(String name, boolean required, String doc) {
    return new Field(
        name, FieldType.TEXT, required, true, doc, null, List.of(), false, null, null, null);
  }
}
