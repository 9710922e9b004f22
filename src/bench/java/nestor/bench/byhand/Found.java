package nestor.bench.byhand;

import java.util.ArrayList;
import java.util.List;

/** Collects the matches of rules. */
public final class Found {
  private final List<Match> matches = new ArrayList<>();

  /**
   * One match.
   *
   * @param rule the id of the rule and its case
   * @param of what matched
   */
  public record Match(String rule, Object of) {}

  void add(String rule, Object of) {
    matches.add(new Match(rule, of));
  }

  void add(String rule) {
    add(rule, rule);
  }

  /** All matches. */
  public List<Match> matches() {
    return matches;
  }
}
