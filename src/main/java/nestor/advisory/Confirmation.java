package nestor.advisory;

import java.time.LocalDate;

/**
 * Confirmation that an advisory still stood on a later day: evaluated anew, the same data gave the
 * same answers.
 *
 * @param on the last such day
 * @param rulebook the version that was in force then
 */
public record Confirmation(LocalDate on, String rulebook) {}
