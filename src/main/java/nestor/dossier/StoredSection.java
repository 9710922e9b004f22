package nestor.dossier;

/**
 * A section as it is kept.
 *
 * @param entries the entries as JSON; which of their fields count is for a vocabulary to say
 */
public record StoredSection(String entries, Origin origin) {}
