package nestor.engine.budget;

import org.jspecify.annotations.Nullable;

/**
 * Count of what the rules do for one dossier, so that a rule that exceeds {@link EvaluationLimits}
 * is stopped with a {@link RunawayRuleException}.
 */
public final class EvaluationBudget {
  private static final int LOOK_AT_THE_CLOCK = 1024;

  private final EvaluationLimits limits;
  private String rule = "";
  private @Nullable Stopwatch stopwatch;
  private boolean timed;
  private int depth;
  private long tried;
  private long mostTried;
  private String mostTriedBy = "";

  public EvaluationBudget(EvaluationLimits limits) {
    this.limits = limits;
  }

  public EvaluationLimits limits() {
    return limits;
  }

  /** From now on it is this rule that is tried, and whose time runs. */
  public void begin(String name) {
    rule = name;
    stopwatch = null;
    timed = true;
  }

  /** From now on nobody's time runs. */
  public void end() {
    timed = false;
  }

  /**
   * Records that the search for what another rule derives begins, in the course of the present
   * rule.
   *
   * @return the present rule's turn, for {@link #backTo}
   */
  public Turn turnTo(String derivation) {
    Turn before = new Turn(rule, tried);
    rule = derivation;
    tried = 0;
    return before;
  }

  public void backTo(Turn before) {
    note();
    rule = before.rule();
    tried = before.tried();
  }

  /** A rule, and how many combinations it tried. */
  public record Turn(String rule, long tried) {}

  private void note() {
    if (tried > mostTried) {
      mostTried = tried;
      mostTriedBy = rule;
    }
  }

  /** Records that the evaluation of conditions begins, perhaps within that of others. */
  public void enter() {
    if (depth++ == 0) {
      tried = 0;
    }
  }

  public void leave() {
    if (--depth == 0) {
      note();
    }
  }

  /** Counts one combination of entries. */
  public void tryOne() {
    if (++tried > limits.combinations()) {
      throw RunawayRuleException.combinations(rule, limits.combinations());
    }
    if (timed && tried % LOOK_AT_THE_CLOCK == 0) {
      checkTime();
    }
  }

  /** Most rules are through before the first look, and cost no look at all. */
  private void checkTime() {
    Stopwatch running = stopwatch;
    if (running == null) {
      stopwatch = new Stopwatch(limits);
    } else if (running.isOver()) {
      throw RunawayRuleException.time(rule, limits.work());
    }
  }

  /**
   * Counts one more way to satisfy conditions.
   *
   * @param before how many ways were found before it
   */
  public void found(int before) {
    if (before == limits.matches()) {
      throw RunawayRuleException.matches(rule, limits.matches());
    }
  }

  /** The rule that tried the most combinations so far. */
  public String busiest() {
    return mostTriedBy;
  }
}
