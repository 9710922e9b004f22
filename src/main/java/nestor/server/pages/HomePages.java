package nestor.server.pages;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nestor.dossier.AdvisoryState;
import nestor.dossier.DossierRepository;
import nestor.intake.Receipt;
import nestor.intake.ReceiptRepository;
import nestor.server.auth.Principal;
import nestor.server.pipeline.WorkProgress;
import nestor.store.Database;

/** Models of the front page and of the page of one document. */
public final class HomePages {
  private static final int SHOWN = 12;
  private static final int KNOWN = 200;

  private final Database database;
  private final ReceiptRepository receipts;
  private final DossierRepository dossiers;
  private final AdvisorySummaryCache summaries;
  private final long uploadLimit;

  /**
   * @param uploadLimit how many bytes may be given in at once
   */
  HomePages(
      Database database,
      ReceiptRepository receipts,
      DossierRepository dossiers,
      AdvisorySummaryCache summaries,
      long uploadLimit) {
    this.database = database;
    this.receipts = receipts;
    this.dossiers = dossiers;
    this.summaries = summaries;
    this.uploadLimit = uploadLimit;
  }

  /**
   * Returns the front page.
   *
   * @param progress progress of the advice that is to be given now, which only the consultant sees
   */
  public PageModel home(Principal principal, WorkProgress progress) {
    Map<String, Object> values = new LinkedHashMap<>();
    String whose = principal.organisation();
    database.read(
        tx -> {
          values.put("came", came(receipts.latest(tx, whose, SHOWN)));
          values.put("quarantine", came(receipts.unsettled(tx, whose, SHOWN)));
          values.put(
              "waiting",
              principal.isConsultant() ? receipts.count(tx, Receipt.State.RECEIVED) : 0L);
          values.put(
              "known",
              principal.isConsultant()
                  ? dossiers.standings(tx).stream()
                      .map(AdvisoryState::organisation)
                      .limit(KNOWN)
                      .toList()
                  : List.of());
          return true;
        });
    values.put("advised", summaries.all(principal).stream().limit(SHOWN).toList());
    values.put("underway", principal.isConsultant() ? progress : WorkProgress.NONE);
    values.put("limit", uploadLimit);
    return PageModel.of("desk", values);
  }

  private static List<DocumentView> came(List<Receipt> receipts) {
    return receipts.stream().map(DocumentView::of).toList();
  }

  /** Page of a document's receipt. */
  public PageModel receipt(Receipt receipt) {
    return PageModel.of("receipt", Map.of("document", DocumentView.of(receipt)));
  }
}
