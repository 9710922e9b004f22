package nestor.dossier;

/**
 * Section as it is stored: entries as JSON, before a vocabulary has given them types. Fields that
 * the present vocabulary does not know stay in it, so that an edit of the vocabulary loses no data.
 *
 * @param entries the entries as JSON; which of their fields count is for a vocabulary to say
 */
public record StoredSection(String entries, Origin origin) {}
