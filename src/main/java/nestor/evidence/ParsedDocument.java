package nestor.evidence;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import nestor.diagnostics.Diagnostic;

/**
 * Document without faults, as sections of typed entries. It becomes part of a dossier by {@code
 * DossierRepository.accept}.
 *
 * @param organisation the id of the organisation that it speaks of
 * @param sections the sections that it gives, by name
 * @param notes what was taken for something else than what is written, asked, passed over, or looks
 *     like a slip
 * @param source where its statements come from: {@link Declaration#PEOPLE}, or the name of a tool
 * @param withdrawn the sections that the source takes back
 */
public record ParsedDocument(
    String organisation,
    SortedMap<String, SectionContent> sections,
    List<Note> notes,
    String source,
    SortedSet<String> withdrawn)
    implements ParseResult {

  /** A document of what people state. */
  public ParsedDocument(
      String organisation, SortedMap<String, SectionContent> sections, List<Note> notes) {
    this(organisation, sections, notes, Declaration.PEOPLE, Collections.emptySortedSet());
  }

  /** This document with other sections. */
  public ParsedDocument with(SortedMap<String, SectionContent> others) {
    return new ParsedDocument(organisation, others, notes, source, withdrawn);
  }

  /** The notes on a section, and those on the document as a whole. */
  public List<Note> notesOn(String section) {
    return notes.stream()
        .filter(note -> note.section() == null || section.equals(note.section()))
        .toList();
  }

  @Override
  public ParseResult strictly() {
    List<Diagnostic> faults = Note.faultsWhenStrict(notes);
    return faults.isEmpty() ? this : new Rejection(faults);
  }

  /** The notes in the form of warnings. */
  public List<Diagnostic> warnings() {
    return notes.stream().map(Note::place).toList();
  }
}
