package nestor.reasoning;

import java.util.Locale;

/**
 * A rule was stopped, because it does too much with the data of one organisation. That organisation
 * gets no advice rather than half of it; all others do.
 */
public final class RunawayRule extends IllegalStateException {
  private static final long serialVersionUID = 1;
  private static final String CURE =
      "; join its patterns by a field that they share, as in Type(field == $name), or give fewer"
          + " entries";

  private final String rule;

  private RunawayRule(String rule, String what) {
    super("rule \"" + rule + "\" was stopped: " + what + CURE);
    this.rule = rule;
  }

  static RunawayRule combinations(String rule, long most) {
    return new RunawayRule(
        rule, String.format(Locale.ROOT, "it tries more than %,d combinations of entries", most));
  }

  static RunawayRule matches(String rule, long most) {
    return new RunawayRule(
        rule, String.format(Locale.ROOT, "it is due for more than %,d reasons", most));
  }

  static RunawayRule time(String rule, long seconds) {
    return new RunawayRule(rule, "it took more than " + seconds + " s");
  }

  /** The name of the rule, with its case. */
  public String rule() {
    return rule;
  }
}
