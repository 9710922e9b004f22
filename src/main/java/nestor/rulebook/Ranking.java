package nestor.rulebook;

import java.util.List;

/**
 * Order of the recommendations of one priority, from {@code rulebook.yaml}.
 *
 * @param stakes what may be at stake, the gravest first; a recommendation counts by the first that
 *     fits it
 * @param neverFirst rules that only point at other rules, and come after all others of their
 *     priority
 */
public record Ranking(List<Stake> stakes, List<String> neverFirst) {
  /** The order where a rulebook does not say. */
  public static final Ranking USUAL = new Ranking(List.of(), List.of());

  /**
   * Something that may be at stake.
   *
   * @param what in words
   * @param rules the rules, or topics as {@code topic/*}, that it fits; empty for all
   * @param entries the yes-or-no fields, as {@code section.field}: one is yes in an entry that the
   *     recommendation rests on, or to which such an entry refers; empty for any
   */
  public record Stake(String what, List<String> rules, List<String> entries) {
    /** Whether a rule is one of those that it fits. */
    public boolean fits(String rule) {
      return rules.isEmpty()
          || rules.stream()
              .anyMatch(
                  id ->
                      id.equals(rule)
                          || (id.endsWith("/*")
                              && rule.startsWith(id.substring(0, id.length() - 1))));
    }
  }
}
