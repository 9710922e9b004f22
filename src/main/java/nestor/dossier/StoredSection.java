package nestor.dossier;

import org.jspecify.annotations.Nullable;

/**
 * Section as it is stored: entries as JSON, before a vocabulary has given them types. Fields that
 * the present vocabulary does not know stay in it, so that an edit of the vocabulary loses no data.
 *
 * @param entries the entries as JSON; which of their fields count is for a vocabulary to say
 * @param notes how its document was read, as JSON, or null where all was read as it was written
 */
public record StoredSection(String entries, Origin origin, @Nullable String notes) {}
