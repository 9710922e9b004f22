package nestor.evidence;

import java.util.List;
import java.util.Map;

/**
 * Section of one document: its name and typed entries.
 *
 * @param entries one map from field to value per entry, in the document's order; absent and null
 *     fields have no key. A value is a {@code String}, {@code Integer}, {@code BigDecimal}, {@code
 *     Boolean}, {@code LocalDate} or {@code List<String>}, as the field's type says, or an {@link
 *     Unclear}. A section of one entry has one map, or none where it was given as empty.
 * @param partial whether there may be more: what is not listed is unknown, and so is a field that
 *     an entry does not give
 */
public record SectionContent(String section, List<Map<String, Object>> entries, boolean partial) {

  /** A section that holds all there is. */
  public SectionContent(String section, List<Map<String, Object>> entries) {
    this(section, entries, false);
  }

  /** The same entries, with or without others beside them. */
  public SectionContent partial(boolean isPartial) {
    return isPartial == partial ? this : new SectionContent(section, entries, isPartial);
  }
}
