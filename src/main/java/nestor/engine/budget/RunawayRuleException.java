package nestor.engine.budget;

import java.time.Duration;
import java.util.Locale;

/**
 * End of an evaluation in which one rule does too much with the data of one organisation. That
 * organisation gets no advice rather than half of it; others are not affected.
 */
public final class RunawayRuleException extends IllegalStateException {
  private static final long serialVersionUID = 1;
  private static final String CURE =
      "; join its patterns by a field that they share, as in Type(field == $name), or give fewer"
          + " entries";

  private final String rule;
  private final boolean byTime;

  private RunawayRuleException(String rule, String what, boolean byTime) {
    super("rule \"" + rule + "\" was stopped: " + what);
    this.rule = rule;
    this.byTime = byTime;
  }

  static RunawayRuleException combinations(String rule, long most) {
    return new RunawayRuleException(
        rule,
        String.format(Locale.ROOT, "it tries more than %,d combinations of entries", most) + CURE,
        false);
  }

  public static RunawayRuleException matches(String rule, long most) {
    return new RunawayRuleException(
        rule,
        String.format(Locale.ROOT, "it is due for more than %,d reasons", most) + CURE,
        false);
  }

  public static RunawayRuleException time(String rule, Duration most) {
    return new RunawayRuleException(
        rule, "it took more than " + most.toSeconds() + " s of processor time" + CURE, true);
  }

  public static RunawayRuleException standstill(String rule, Duration most) {
    return new RunawayRuleException(
        rule,
        "it got no processor time for "
            + most.toSeconds()
            + " s; see what keeps the machine, and restart Nestor",
        true);
  }

  /** Whether it was stopped for its time, which may be another one when it is tried again. */
  public boolean isByTime() {
    return byTime;
  }

  /** The name of the rule, with its case. */
  public String rule() {
    return rule;
  }
}
