package nestor.bench;

import java.util.Map;
import java.util.TreeMap;
import nestor.dossier.Dossier;

/** One way to find what guidance an organisation's data match. */
interface Peer extends AutoCloseable {

  /**
   * Finds all matches of one organisation.
   *
   * @param matches is told the DRL rule of each match, by name
   */
  void find(Dossier dossier, Matches matches);

  /** Told of matches. */
  interface Matches {
    void match(String rule);
  }

  /** How many matches there are. */
  default int count(Dossier dossier) {
    int[] count = {0};
    find(dossier, rule -> count[0]++);
    return count[0];
  }

  /** How many matches each DRL rule has; those without a match are not named. */
  default Map<String, Integer> counts(Dossier dossier) {
    Map<String, Integer> counts = new TreeMap<>();
    find(dossier, rule -> counts.merge(rule, 1, Integer::sum));
    return counts;
  }

  @Override
  default void close() {}
}
