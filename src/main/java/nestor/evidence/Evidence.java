package nestor.evidence;

import java.util.List;
import java.util.SortedMap;
import nestor.rulebook.Fault;

/**
 * A document that was understood.
 *
 * @param organisation the id of the organisation that it speaks of
 * @param sections the sections that it gives, by name
 * @param warnings what was accepted but looks like a slip, such as an unknown value of an open
 *     choice
 */
public record Evidence(
    String organisation, SortedMap<String, SectionContent> sections, List<Fault> warnings)
    implements Reading {}
