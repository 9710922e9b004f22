package nestor.evidence;

import java.util.List;
import java.util.SortedMap;
import nestor.diagnostics.Diagnostic;

/**
 * Document without faults, as sections of typed entries. It becomes part of a dossier by {@code
 * DossierRepository.accept}.
 *
 * @param organisation the id of the organisation that it speaks of
 * @param sections the sections that it gives, by name
 * @param warnings what was accepted but looks like a slip, such as an unknown value of an open
 *     choice
 */
public record ParsedDocument(
    String organisation, SortedMap<String, SectionContent> sections, List<Diagnostic> warnings)
    implements ParseResult {}
