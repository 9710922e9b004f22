package nestor.server.mail;

import nestor.server.pipeline.EntriesByPeople;

/**
 * Intake of what comes by mail.
 *
 * @param entries takes answers to open questions and replies to recommendations
 * @param onReceived called when documents were received
 */
public record MailIntake(EntriesByPeople entries, Runnable onReceived) {}
