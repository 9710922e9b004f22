package nestor.dossier;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * State of advising one organisation: which documents its last advisory has seen, and since when
 * new ones wait. It is stored beside the dossier and updated with it in one transaction.
 *
 * @param revision counts the documents that changed its dossier
 * @param lastDocumentAt when the last of them arrived
 * @param dueSince when the first document arrived that no advice has seen yet, or null
 * @param advisedRevision the revision that was advised last; 0 before the first advice
 * @param advisedOn the date of the last advice, or null
 * @param advisedRulebook the rulebook's version of the last advice, or null
 */
public record AdvisoryState(
    String organisation,
    long revision,
    Instant lastDocumentAt,
    @Nullable Instant dueSince,
    long advisedRevision,
    @Nullable LocalDate advisedOn,
    @Nullable String advisedRulebook) {

  /** Whether a document came that no advice has seen yet. */
  public boolean documentsUnseen() {
    return revision > advisedRevision;
  }
}
