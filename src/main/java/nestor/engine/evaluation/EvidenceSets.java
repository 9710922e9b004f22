package nestor.engine.evaluation;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import nestor.engine.assessment.EvidenceRef;

/** Sets of evidence that need no search; {@link EvidenceCollector} finds those of a match. */
final class EvidenceSets {
  /** Evidence of what rests on nothing on record. */
  static final SortedSet<EvidenceRef> NONE = Collections.emptySortedSet();

  private EvidenceSets() {}

  /** Evidence of what rests on one entry, or one section. */
  static SortedSet<EvidenceRef> one(EvidenceRef ref) {
    SortedSet<EvidenceRef> one = new TreeSet<>();
    one.add(ref);
    return one;
  }

  /** Evidence of what rests on both. */
  static SortedSet<EvidenceRef> both(SortedSet<EvidenceRef> a, SortedSet<EvidenceRef> b) {
    SortedSet<EvidenceRef> both = new TreeSet<>(a);
    both.addAll(b);
    return both;
  }
}
