package nestor.bench;

import java.time.LocalDate;
import java.util.List;
import nestor.bench.byhand.ByHand;
import nestor.bench.byhand.Found;
import nestor.dossier.Dossier;
import nestor.rulebook.Rulebook;

/** The guidance in plain Java. */
final class HandWritten implements Peer {
  private final List<String> suffixes;
  private final ByHand byHand;

  /**
   * The guidance, once for each set of thresholds.
   *
   * @param suffixes what the names of each set end in; the ids of the rules do, too
   */
  HandWritten(Rulebook rulebook, List<String> suffixes, LocalDate today) {
    this.suffixes = suffixes;
    this.byHand = new ByHand(rulebook, suffixes, today);
  }

  @Override
  public void find(Dossier dossier, Matches matches) {
    List<Found> all = byHand.find(dossier);
    for (int i = 0; i < all.size(); i++) {
      String suffix = suffixes.get(i);
      for (Found.Match match : all.get(i).matches()) {
        matches.match(suffix.isEmpty() ? match.rule() : named(match.rule(), suffix));
      }
    }
  }

  private static String named(String rule, String suffix) {
    int colon = rule.indexOf(':');
    return colon < 0 ? rule + suffix : rule.substring(0, colon) + suffix + rule.substring(colon);
  }

  @Override
  public int count(Dossier dossier) {
    int count = 0;
    for (Found found : byHand.find(dossier)) {
      count += found.matches().size();
    }
    return count;
  }
}
