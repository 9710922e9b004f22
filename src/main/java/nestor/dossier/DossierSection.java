package nestor.dossier;

import java.util.List;
import nestor.evidence.Note;
import nestor.evidence.SectionContent;

/**
 * Section of a dossier: typed entries and the document they came from. {@link StoredSection} is the
 * form before a vocabulary gave it types.
 *
 * @param notes how that document was read, as far as it concerns the section or the whole
 */
public record DossierSection(SectionContent content, Origin origin, List<Note> notes) {
  public DossierSection {
    notes = List.copyOf(notes);
  }

  /** A section of which all was read as it was written. */
  public DossierSection(SectionContent content, Origin origin) {
    this(content, origin, List.of());
  }
}
