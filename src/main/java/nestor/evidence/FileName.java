package nestor.evidence;

import org.jspecify.annotations.Nullable;

/**
 * Name of a document's file, read for the organisation and the section that it names.
 *
 * @param stem the name without its extension, as written
 * @param extension with its dot, in small letters
 * @param section the section that it surely names, or null
 * @param organisation the id of the organisation that it names, or null where that is not certain
 * @param given what stands in the place of an organisation; empty where nothing does
 * @param doubt why that is not certain, and the cure; null where it is
 * @param otherwise how it reads where its last word is a section's name and not a part of the
 *     organisation's, or null where it cannot be
 */
record FileName(
    String stem,
    String extension,
    @Nullable String section,
    @Nullable String organisation,
    String given,
    @Nullable Doubt doubt,
    @Nullable FileName otherwise) {

  /** Uncertain part of a name, and the cure. */
  record Doubt(String what, String cure) {}

  /** Whether the organisation was found by more than taking the name as it stands. */
  boolean isTakenFor() {
    String id = organisation;
    return id != null
        && !stem.equals(id)
        && !stem.equals(section)
        && !stem.equals(id + "." + section);
  }
}
