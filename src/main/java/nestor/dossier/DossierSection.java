package nestor.dossier;

import nestor.evidence.SectionContent;

/** A current section of a dossier and the document that it came from. */
public record DossierSection(SectionContent content, Origin origin) {}
