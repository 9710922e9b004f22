package nestor.dossier;

import nestor.evidence.SectionContent;

/**
 * Section of a dossier: typed entries and the document they came from. {@link StoredSection} is the
 * form before a vocabulary gave it types.
 */
public record DossierSection(SectionContent content, Origin origin) {}
