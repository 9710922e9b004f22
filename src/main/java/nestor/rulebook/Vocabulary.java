package nestor.rulebook;

import java.util.List;
import java.util.Optional;

/**
 * Vocabulary of a rulebook: the sections that documents may hold, in order, and the other ways to
 * write names.
 */
public record Vocabulary(List<Section> sections, NameTable names) {

  /** A vocabulary without other ways to write names. */
  public Vocabulary(List<Section> sections) {
    this(sections, NameTable.EMPTY);
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
