package nestor.advisory;

import java.util.List;
import nestor.dossier.Dossier;
import nestor.dossier.DossierJson;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.EngineDifference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log of rules that are withheld from an organisation: a warning for the operator, and all that
 * shows the fault again, for the developers.
 */
final class DifferenceLog {
  private static final Logger LOG = LoggerFactory.getLogger(DifferenceLog.class);

  private DifferenceLog() {}

  /** Logs what is withheld and was not by the previous advisory. */
  static void report(
      List<Assessment.Withheld> withheld, Dossier dossier, @Nullable Advisory previous) {
    for (Assessment.Withheld one : withheld) {
      EngineDifference difference = one.difference();
      if (difference != null && !isKnown(difference, previous)) {
        LOG.warn(
            "{} is withheld from {}: {}",
            difference.rule(),
            difference.organisation(),
            difference.failure() == null
                ? "Drools and the product's own evaluation do not find the same; please report it"
                    + " with what the log says"
                : difference.failure());
        LOG.info("{} in {}", difference, DossierJson.of(dossier));
      }
    }
  }

  /** Whether the same was told, on another day or under another version of the rulebook. */
  private static boolean isKnown(EngineDifference difference, @Nullable Advisory previous) {
    return previous != null
        && previous.withheld().stream()
            .map(Advisory.Withheld::difference)
            .anyMatch(
                told ->
                    told != null
                        && told.rule().equals(difference.rule())
                        && told.evaluation().equals(difference.evaluation())
                        && told.drools().equals(difference.drools()));
  }
}
