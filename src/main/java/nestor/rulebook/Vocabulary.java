package nestor.rulebook;

import java.util.List;
import java.util.Optional;

/**
 * Vocabulary of a rulebook: the sections that documents may hold, in order, the other ways to write
 * names, and the files of other programs that are known by sight.
 */
public record Vocabulary(List<Section> sections, NameTable names, List<Export> exports) {

  /** A vocabulary that knows no files of other programs. */
  public Vocabulary(List<Section> sections, NameTable names) {
    this(sections, names, List.of());
  }

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
