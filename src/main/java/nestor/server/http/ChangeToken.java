package nestor.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import nestor.advisory.AdvisoryRepository;
import nestor.diagnostics.Sha256;
import nestor.dossier.DossierRepository;
import nestor.intake.ReceiptRepository;
import nestor.server.auth.Principal;
import nestor.server.pipeline.AdvisoryEngine;
import nestor.server.pipeline.RulebookStatus;
import nestor.server.pipeline.WorkProgress;
import nestor.store.Database;

/**
 * Token that changes whenever a caller may see something new. Asking is cheap: the store counts its
 * changes, and is read only after one. Safe for use by several threads.
 */
public final class ChangeToken {
  private static final int SHOWN_OF_HASH = 16;

  private final Database database;
  private final ReceiptRepository receipts;
  private final DossierRepository dossiers;
  private final AdvisoryRepository advisories;
  private final AdvisoryEngine advisoryEngine;
  private final Supplier<WorkProgress> underway;

  /** Counts begin anew with each start, and must not be taken for those of the one before. */
  private final String start = UUID.randomUUID().toString();

  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  /**
   * State that an organisation sees.
   *
   * @param changes how many changes the store had made when it was asked
   */
  private record Seen(long changes, String state) {}

  /** Changes of what is kept, of the rulebook in force, and of how far the work is. */
  public ChangeToken(
      Database database,
      ReceiptRepository receipts,
      DossierRepository dossiers,
      AdvisoryRepository advisories,
      AdvisoryEngine advisoryEngine,
      Supplier<WorkProgress> underway) {
    this.database = database;
    this.receipts = receipts;
    this.dossiers = dossiers;
    this.advisories = advisories;
    this.advisoryEngine = advisoryEngine;
    this.underway = underway;
  }

  /** Another text whenever anything has changed that the caller may see. */
  public String mark(Principal principal) {
    RulebookStatus rulebook = advisoryEngine.status();
    String whose = principal.organisation();
    String state =
        whose == null
            ? start + database.changes() + rulebook.objections() + underway.get()
            : state(whose);
    return Sha256.of((state + "\n" + rulebook.version()).getBytes(StandardCharsets.UTF_8))
        .substring(0, SHOWN_OF_HASH);
  }

  private String state(String organisation) {
    // Counted first: what changes while the store is asked makes it be asked once more.
    long changes = database.changes();
    Seen last = seen.get(organisation);
    if (last == null || last.changes() != changes) {
      String state =
          database.read(
              tx ->
                  String.join(
                      "\n",
                      receipts.mark(tx, organisation),
                      dossiers.mark(tx, organisation),
                      String.valueOf(advisories.mark(tx, organisation))));
      last = new Seen(changes, state);
      seen.put(organisation, last);
    }
    return last.state();
  }
}
