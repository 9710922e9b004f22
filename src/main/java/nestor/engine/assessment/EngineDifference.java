package nestor.engine.assessment;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Difference between what Drools and the product's own evaluation found of one rule in one dossier.
 * It is a fault of Nestor and never of the data, and the rule is withheld from that organisation.
 * With the dossier this is all that is needed to see the fault again.
 *
 * @param rulebook the version of the rulebook
 * @param evaluation the matches that the product's own evaluation knows to hold, by case
 * @param drools the matches that Drools found, by case
 * @param failure what one of them broke off with; null where both came to an end
 */
public record EngineDifference(
    String rule,
    String rulebook,
    String organisation,
    LocalDate asOf,
    List<String> evaluation,
    List<String> drools,
    @Nullable String failure) {}
