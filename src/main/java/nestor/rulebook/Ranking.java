package nestor.rulebook;

import java.util.List;
import java.util.Optional;

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
   * @param priority the priority of the recommendations that it fits; empty for any
   */
  public record Stake(
      String what, List<String> rules, List<String> entries, Optional<Priority> priority) {
    /** Whether it fits a recommendation of a rule with a priority. */
    public boolean fits(String rule, Priority of) {
      if (priority.isPresent() && priority.get() != of) {
        return false;
      }
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
