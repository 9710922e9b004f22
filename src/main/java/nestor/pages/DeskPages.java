package nestor.pages;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nestor.access.Caller;
import nestor.dossier.Standing;
import nestor.intake.Receipt;

/** The front page, and what became of one document. */
public final class DeskPages {
  private static final int SHOWN = 12;
  private static final int KNOWN = 200;

  private final Kept kept;
  private final Overview overview;
  private final long uploadLimit;

  /**
   * @param uploadLimit how many bytes may be given in at once
   */
  DeskPages(Kept kept, Overview overview, long uploadLimit) {
    this.kept = kept;
    this.overview = overview;
    this.uploadLimit = uploadLimit;
  }

  /**
   * The front page.
   *
   * @param underway how far the advice is that is due now, which the consultant sees
   */
  public Paper desk(Caller caller, Underway underway) {
    Map<String, Object> values = new LinkedHashMap<>();
    String whose = caller.organisation();
    kept.store()
        .read(
            tx -> {
              values.put("came", came(kept.receipts().latest(tx, whose, SHOWN)));
              values.put("quarantine", came(kept.receipts().unsettled(tx, whose, SHOWN)));
              values.put(
                  "waiting",
                  caller.isConsultant() ? kept.receipts().count(tx, Receipt.State.RECEIVED) : 0L);
              values.put(
                  "known",
                  caller.isConsultant()
                      ? kept.dossiers().standings(tx).stream()
                          .map(Standing::organisation)
                          .limit(KNOWN)
                          .toList()
                      : List.of());
              return true;
            });
    values.put("advised", overview.all(caller).stream().limit(SHOWN).toList());
    values.put("underway", caller.isConsultant() ? underway : Underway.NONE);
    values.put("limit", uploadLimit);
    return Paper.of("desk", values);
  }

  private static List<Came> came(List<Receipt> receipts) {
    return receipts.stream().map(Came::of).toList();
  }

  /** What became of a document. */
  public Paper receipt(Receipt receipt) {
    return Paper.of("receipt", Map.of("document", Came.of(receipt)));
  }
}
