package nestor.engine.assessment;

import org.jspecify.annotations.Nullable;

/** Reference to an entry on record, or to a whole section where the entry is null. */
public record EvidenceRef(String section, @Nullable Integer entry)
    implements Comparable<EvidenceRef> {
  @Override
  public int compareTo(EvidenceRef other) {
    int bySection = section.compareTo(other.section);
    return bySection != 0
        ? bySection
        : Integer.compare(entry == null ? -1 : entry, other.entry == null ? -1 : other.entry);
  }
}
