package nestor.dossier;

import org.jspecify.annotations.Nullable;

/**
 * Section as one source states it and as it is stored: entries as JSON, before a vocabulary has
 * given them types. Fields that the present vocabulary does not know stay in it, so that an edit of
 * the vocabulary loses no data.
 *
 * @param section its name
 * @param entries the entries as JSON; which of their fields count is for a vocabulary to say
 * @param partial whether there may be more than that
 * @param notes how its document was read, as JSON, or null where all was read as it was written
 */
public record StoredSection(
    String section, String entries, boolean partial, Origin origin, @Nullable String notes) {}
