package nestor.rulebook;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Vocabulary of a rulebook: the sections that documents may hold, in order, the other ways to write
 * names, the questions that people are asked, and the files of other programs that are known by
 * sight.
 *
 * @param questions the question about a section, such as {@code backups}, or a field, such as
 *     {@code backups.lastRun}, by that name; {@link #EACH} stands where the entries are named
 */
public record Vocabulary(
    List<Section> sections, NameTable names, Map<String, String> questions, List<Export> exports) {

  /** Place in a question where the entries concerned are named. */
  public static final String EACH = "{each}";

  /** A vocabulary that has no questions and knows no files of other programs. */
  public Vocabulary(List<Section> sections, NameTable names) {
    this(sections, names, Map.of(), List.of());
  }

  /** A vocabulary without other ways to write names. */
  public Vocabulary(List<Section> sections) {
    this(sections, NameTable.EMPTY);
  }

  /** This vocabulary with other sections and names. */
  Vocabulary with(List<Section> others, NameTable otherNames) {
    return new Vocabulary(List.copyOf(others), otherNames, questions, exports);
  }

  /** The section of that name in documents. */
  public Optional<Section> section(String name) {
    return sections.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /** The section whose entries are of that declared type. */
  public Optional<Section> ofType(String type) {
    return sections.stream().filter(s -> s.type().equals(type)).findFirst();
  }
}
