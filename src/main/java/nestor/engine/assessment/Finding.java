package nestor.engine.assessment;

import java.util.List;
import java.util.SortedSet;
import nestor.rulebook.Priority;
import nestor.rulebook.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * Match of one rule, with its reason and the evidence that made it.
 *
 * @param reason why, in the words of the rule and with the organisation's own values
 * @param priority the least priority of the recommendation, or null for the rule's own
 * @param evidence the entries, or whole sections, that it rests on
 * @param thresholds the numbers that it was held against
 */
public record Finding(
    String reason,
    @Nullable Priority priority,
    SortedSet<EvidenceRef> evidence,
    List<UsedThreshold> thresholds) {

  /** A number that a finding was held against, and the threshold that it belongs to. */
  public record UsedThreshold(Threshold threshold, Threshold.Choice choice) {}
}
