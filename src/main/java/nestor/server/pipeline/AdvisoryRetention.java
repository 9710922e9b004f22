package nestor.server.pipeline;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import nestor.advisory.AdviceChange;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryRepository;
import nestor.delivery.OutboxEntry;
import nestor.delivery.OutboxRepository;
import nestor.delivery.mail.OutboundMailRepository;
import nestor.dossier.DossierRepository;
import nestor.store.Database;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Retention of advisories: deletes those older than configured that say what the one before them
 * said. What changed the advice stays, and so does the last advisory of each organisation, each
 * with the one it was compared with, without which it could not be reproduced. Files in the outbox
 * are left alone.
 */
public final class AdvisoryRetention {
  private static final int LOT = 100;

  private final Database database;
  private final DossierRepository dossiers;
  private final AdvisoryRepository advisories;
  private final OutboxRepository outbox;
  private final OutboundMailRepository outboundMails;
  private final Period kept;
  private final Clock clock;
  private @Nullable LocalDate done;
  private AdvisoryRepository.@Nullable Repetition lookedAt;

  public AdvisoryRetention(
      Database database,
      DossierRepository dossiers,
      AdvisoryRepository advisories,
      OutboxRepository outbox,
      OutboundMailRepository outboundMails,
      Period kept,
      Clock clock) {
    this.database = database;
    this.dossiers = dossiers;
    this.advisories = advisories;
    this.outbox = outbox;
    this.outboundMails = outboundMails;
    this.kept = kept;
    this.clock = clock;
  }

  /**
   * Looks at a lot of those that are old enough, once a day at all of them; true if any is left.
   */
  public boolean work() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (today.equals(done)) {
      return false;
    }
    AdvisoryRepository.Repetition after = lookedAt;
    List<AdvisoryRepository.Repetition> lot =
        database.read(tx -> advisories.repetitions(tx, today.minus(kept), after, LOT));
    if (lot.isEmpty()) {
      done = today;
      lookedAt = null;
      return false;
    }
    database.change(tx -> lot.forEach(repetition -> retire(tx, repetition)));
    lookedAt = lot.get(lot.size() - 1);
    return true;
  }

  private void retire(Transaction tx, AdvisoryRepository.Repetition repetition) {
    String organisation = repetition.organisation();
    String id = repetition.advisory();
    Advisory advisory = advisories.find(tx, organisation, id).orElseThrow();
    // What an earlier version of Nestor kept is only supposed to be a repetition.
    boolean news =
        advisories
            .previous(tx, advisory)
            .filter(previous -> AdviceChange.between(previous, advisory))
            .isPresent();
    if (news) {
      advisories.isNoRepetition(tx, organisation, id);
    } else if (!isNeeded(tx, advisory)
        && outbox.of(tx, organisation, id).stream()
            .allMatch(entry -> entry.state() == OutboxEntry.State.SENT)
        && !outboundMails.notify(tx, organisation, id)) {
      outbox.forget(tx, organisation, id);
      dossiers.forgetUse(tx, organisation, id);
      advisories.takeAway(tx, organisation, id);
    }
  }

  /** Whether it is the last one, or one that stays was compared with it. */
  private boolean isNeeded(Transaction tx, Advisory advisory) {
    if (advisories.isLast(tx, advisory)) {
      return true;
    }
    for (Advisory next : advisories.comparedWith(tx, advisory)) {
      String organisation = next.organisation().id();
      if (AdviceChange.between(advisory, next)) {
        advisories.isNoRepetition(tx, organisation, next.advisory());
        return true;
      }
      if (advisories.isLast(tx, next)
          || !advisories.isRepetition(tx, organisation, next.advisory())) {
        return true;
      }
    }
    return false;
  }
}
