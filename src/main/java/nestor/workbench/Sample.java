package nestor.workbench;

import java.time.LocalDate;
import nestor.dossier.Dossier;

/**
 * Dossier to try rules on, with its date and name.
 *
 * @param name where it came from, for messages
 * @param asOf the day of the advice
 */
public record Sample(String name, Dossier dossier, LocalDate asOf) {}
