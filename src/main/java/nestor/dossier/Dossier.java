package nestor.dossier;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import nestor.evidence.Note;
import nestor.evidence.ParsedDocument;
import nestor.evidence.SectionContent;
import nestor.rulebook.OrganisationSection;

/**
 * Dossier of one organisation: its current sections, each with its origin. It is immutable; {@link
 * DossierRepository} loads it, and the engine evaluates it.
 *
 * @param organisation the organisation's id
 * @param sections by name; a section without a key here is absent
 */
public record Dossier(String organisation, SortedMap<String, DossierSection> sections) {

  public Dossier {
    sections = Collections.unmodifiableSortedMap(new TreeMap<>(sections));
  }

  /** Returns an empty dossier of an organisation. */
  public static Dossier empty(String organisation) {
    return new Dossier(organisation, Collections.emptySortedMap());
  }

  /** This dossier with every section of the evidence in the place of its own. */
  public Dossier with(ParsedDocument document, Origin origin) {
    TreeMap<String, DossierSection> merged = new TreeMap<>(sections);
    document
        .sections()
        .forEach(
            (name, content) ->
                merged.put(name, new DossierSection(content, origin, document.notesOn(name))));
    return new Dossier(organisation, merged);
  }

  /** How the documents of its sections were read, each note once. */
  public List<Note> notes() {
    return sections.values().stream().flatMap(held -> held.notes().stream()).distinct().toList();
  }

  /** The organisation's name, or its id where none is known. */
  public String name() {
    return own(OrganisationSection.NAME).orElse(organisation);
  }

  /** The ISO 4217 code in which the organisation's money is stated, where known. */
  public Optional<String> currency() {
    return own(OrganisationSection.CURRENCY);
  }

  /** Where the current content of a section came from. */
  public Optional<Origin> origin(String section) {
    return Optional.ofNullable(sections.get(section)).map(DossierSection::origin);
  }

  /** The entries of a section; none where it is absent. */
  public List<Map<String, Object>> entries(String section) {
    DossierSection held = sections.get(section);
    return held == null ? List.of() : held.content().entries();
  }

  private Optional<String> own(String field) {
    return Optional.ofNullable(sections.get(OrganisationSection.ORGANISATION))
        .map(DossierSection::content)
        .map(SectionContent::entries)
        .flatMap(entries -> entries.stream().findFirst())
        .map(
            (Map<String, Object> values) -> values.get(field) instanceof String text ? text : null);
  }
}
