package nestor.rulebook;

import java.util.List;
import java.util.Optional;

/** Vocabulary of a rulebook: the sections that documents may hold, in order. */
public record Vocabulary(List<Section> sections) {

  /** The section of that name in documents. */
  public Optional<Section> section(String name) {
    return sections.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /** The section whose entries are of that declared type. */
  public Optional<Section> ofType(String type) {
    return sections.stream().filter(s -> s.type().equals(type)).findFirst();
  }
}
