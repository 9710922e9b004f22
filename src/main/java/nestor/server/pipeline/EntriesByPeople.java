package nestor.server.pipeline;

import nestor.dossier.DossierRepository;
import nestor.intake.Intake;
import nestor.intake.ReceiptRepository;
import nestor.store.Database;

/**
 * Entries that people add one at a time, by mail and on the pages alike. One of each serves all
 * ways in, so that two people who add at the same time lose nothing.
 */
public record EntriesByPeople(QuestionAnswers answers, RecommendationReplies replies) {

  /** Entries that are received by an intake. */
  public static EntriesByPeople of(
      Database database,
      ReceiptRepository receipts,
      Intake intake,
      DossierRepository dossiers,
      DocumentParser parser) {
    return new EntriesByPeople(
        new QuestionAnswers(database, receipts, intake, dossiers, parser),
        new RecommendationReplies(database, receipts, intake, dossiers, parser));
  }
}
