package nestor.rulebook;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Time that an effort takes, from {@code rulebook.yaml}. For the weight and days of a priority use
 * {@link PriorityPolicy}.
 *
 * @param hours the hours that the owner gives to it
 * @param days the days within which it can be done by an owner who has nothing else to do
 */
public record EffortPolicy(int hours, int days) {

  /** Policies of efforts where a rulebook gives none. */
  public static final Map<Effort, EffortPolicy> USUAL =
      Collections.unmodifiableMap(
          new EnumMap<>(
              Map.of(
                  Effort.HOURS, new EffortPolicy(3, 2),
                  Effort.DAYS, new EffortPolicy(8, 10),
                  Effort.WEEKS, new EffortPolicy(20, 45),
                  Effort.MONTHS, new EffortPolicy(50, 120))));
}
