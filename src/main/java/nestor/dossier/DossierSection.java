package nestor.dossier;

import java.util.List;
import nestor.evidence.Note;
import nestor.evidence.SectionContent;

/**
 * Section of a dossier: typed entries and the document they came from. {@link StoredSection} is the
 * form before a vocabulary gave it types.
 *
 * @param notes how that document was read, as far as it concerns the section or the whole
 * @param numbers for each entry, its number in the document; empty where they are the entries of
 *     the document in its order
 */
public record DossierSection(
    SectionContent content, Origin origin, List<Note> notes, List<Integer> numbers) {
  public DossierSection {
    notes = List.copyOf(notes);
    numbers = List.copyOf(numbers);
  }

  /** A section whose entries are those of the document. */
  public DossierSection(SectionContent content, Origin origin, List<Note> notes) {
    this(content, origin, notes, List.of());
  }

  /** A section that was read just as it was written. */
  public DossierSection(SectionContent content, Origin origin) {
    this(content, origin, List.of());
  }

  /** The number that an entry has in the document. */
  public int number(int entry) {
    return numbers.isEmpty() ? entry : numbers.get(entry);
  }
}
