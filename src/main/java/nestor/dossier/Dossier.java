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

  /** This dossier with every section of the document in the place of that of the same source. */
  public Dossier with(ParsedDocument document, Origin origin) {
    TreeMap<String, DossierSection> merged = new TreeMap<>(sections);
    Origin whose = origin.of(document.source());
    for (String section : document.withdrawn()) {
      merged.computeIfPresent(
          section, (name, held) -> held.without(document.source()).orElse(null));
    }
    document
        .sections()
        .forEach(
            (name, content) -> {
              Statement statement = new Statement(content, whose, document.notesOn(name));
              merged.merge(
                  name,
                  DossierSection.of(List.of(statement)),
                  (former, alone) -> former.with(statement));
            });
    return new Dossier(organisation, merged);
  }

  /** Notes on how the documents of its sections were read, each once. */
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

  /** Origins of the current content of a section, one a source. */
  public List<Origin> origins(String section) {
    DossierSection held = sections.get(section);
    return held == null ? List.of() : held.statements().stream().map(Statement::origin).toList();
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
        .flatMap(
            entries ->
                entries.stream()
                    .map(values -> values.get(field))
                    .filter(String.class::isInstance)
                    .findFirst())
        .map(String.class::cast);
  }
}
