package nestor.dossier;

import java.util.List;
import nestor.evidence.Note;
import nestor.evidence.SectionContent;

/**
 * Statement of one source on one section: typed entries, and the document they came from. The
 * sources' statements together make a {@link DossierSection}.
 *
 * @param notes how that document was read, as far as it concerns the section or the whole
 */
public record Statement(SectionContent content, Origin origin, List<Note> notes) {
  public Statement {
    notes = List.copyOf(notes);
  }
}
