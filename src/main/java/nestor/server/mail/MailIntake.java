package nestor.server.mail;

import nestor.server.pipeline.QuestionAnswers;

/**
 * Intake of what comes by mail.
 *
 * @param answers takes answers to open questions
 * @param onReceived called when documents were received
 */
public record MailIntake(QuestionAnswers answers, Runnable onReceived) {}
