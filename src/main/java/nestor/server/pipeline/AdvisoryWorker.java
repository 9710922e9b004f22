package nestor.server.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import nestor.advisory.AdviceChange;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryRepository;
import nestor.advisory.Confirmation;
import nestor.delivery.Format;
import nestor.delivery.OutboxRepository;
import nestor.dossier.AdvisoryState;
import nestor.dossier.Dossier;
import nestor.dossier.DossierRepository;
import nestor.dossier.StatementReceipt;
import nestor.engine.assessment.EngineDifference;
import nestor.engine.budget.RunawayRuleException;
import nestor.intake.ReceiptRepository;
import nestor.store.Database;
import nestor.store.StoreException;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Worker that advises an organisation once its documents have stopped coming, and again when the
 * day or the rulebook changed. New documents always lead to an advisory; on another day, or by
 * another rulebook, the last advisory is confirmed where it still stands.
 */
public final class AdvisoryWorker {
  private static final int BATCH = 50;

  /** So many organisations are looked at together, and so many lots of them before others. */
  private static final int LOT = 200;

  private static final int MOST_LOOKS = 10;
  private static final Pattern HASH = Pattern.compile("[0-9a-z]{13,}");

  private final Database database;
  private final ReceiptRepository receipts;
  private final DossierRepository dossiers;
  private final AdvisoryRepository advisories;
  private final OutboxRepository dispatches;
  private final DocumentParser parser;
  private final AdvisoryEngine advisoryEngine;
  private final InboxProcessor inbox;
  private final AdvisoryNotifier notifier;
  private final List<Format> formats;
  private final Duration quiet;
  private final Clock clock;
  private final ConsoleReporter reporter;
  private final Metrics metrics;
  private final AdviceFailures failures = new AdviceFailures();
  private final WithheldRules withheld;
  private volatile WorkProgress progress = WorkProgress.NONE;

  /** The last organisation with a new document that was looked at; null to begin with the first. */
  private @Nullable AdvisoryState lookedAt;

  /**
   * Day and rulebook for which only organisations that are held back are left, until {@link
   * #heldBackUntil}.
   */
  private @Nullable Judge heldBackBy;

  private long heldBackUntil;
  private @Nullable Judge counted;

  /**
   * Settings of advising.
   *
   * @param outboxFormats the formats in which an advisory is written to the outbox
   * @param quiet how long no document of an organisation must arrive before it is advised
   * @param clock its date in UTC is the day of the advice
   */
  public record Settings(List<Format> outboxFormats, Duration quiet, Clock clock) {}

  /** Repositories that it reads and writes. */
  public record Stores(
      Database database,
      ReceiptRepository receipts,
      DossierRepository dossiers,
      AdvisoryRepository advisories,
      OutboxRepository outbox) {}

  public AdvisoryWorker(
      Stores stores,
      DocumentParser parser,
      AdvisoryEngine advisoryEngine,
      InboxProcessor inbox,
      AdvisoryNotifier notifier,
      Settings settings,
      Telemetry telemetry) {
    this.database = stores.database();
    this.receipts = stores.receipts();
    this.dossiers = stores.dossiers();
    this.advisories = stores.advisories();
    this.withheld = new WithheldRules(database, advisories);
    this.dispatches = stores.outbox();
    this.parser = parser;
    this.advisoryEngine = advisoryEngine;
    this.inbox = inbox;
    this.notifier = notifier;
    this.formats = settings.outboxFormats();
    this.quiet = settings.quiet();
    this.clock = settings.clock();
    this.reporter = telemetry.console();
    this.metrics = telemetry.metrics();
  }

  /** Advises up to a batch of organisations; true if there was any. */
  public boolean work() {
    int since = database.openings();
    Judge judge =
        new Judge(
            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), advisoryEngine.rulebookVersion());
    List<AdvisoryState> ready = new ArrayList<>(unseen(judge));
    // Organisations with new documents come first, however many others are outdated by day or
    // rulebook.
    if (ready.size() < BATCH) {
      ready.addAll(outdated(judge, BATCH - ready.size()));
    }
    reportProgress(judge, ready.size());
    for (AdvisoryState state : ready) {
      attempt(state, judge);
      progress = progress.oneMore();
    }
    if (!ready.isEmpty()) {
      database.force(since);
    }
    return !ready.isEmpty();
  }

  /**
   * Returns a batch of organisations that have documents no advice has seen yet, and whose
   * documents have stopped arriving.
   */
  private List<AdvisoryState> unseen(Judge judge) {
    List<AdvisoryState> ready = new ArrayList<>();
    Optional<Instant> coming = inbox.busyFor().map(clock.instant()::minus);
    int looks = 0;
    boolean full;
    do {
      AdvisoryState after = lookedAt;
      List<AdvisoryState> lot =
          database.read(
              tx -> {
                List<AdvisoryState> found = dossiers.unseen(tx, after, LOT);
                found.stream()
                    .filter(state -> !isHeld(state, judge))
                    .filter(state -> burstIsOver(tx, state, coming))
                    .limit(BATCH - ready.size())
                    .forEach(ready::add);
                return found;
              });
      full = ready.size() == BATCH;
      if (!full) {
        lookedAt = lot.size() < LOT ? null : lot.get(lot.size() - 1);
      }
      looks++;
    } while (!full && lookedAt != null && looks < MOST_LOOKS);
    return ready;
  }

  /** A lot of those whose last advice is of another day, or by another version of the rulebook. */
  private List<AdvisoryState> outdated(Judge judge, int most) {
    if (judge.equals(heldBackBy) && heldBackUntil - System.nanoTime() > 0) {
      return List.of();
    }
    List<AdvisoryState> found =
        database.read(
            tx -> dossiers.outdated(tx, judge.today(), judge.rulebook(), most + failures.size()));
    List<AdvisoryState> ready =
        found.stream().filter(state -> !isHeld(state, judge)).limit(most).toList();
    if (ready.isEmpty() && !found.isEmpty() && !failures.isEmpty()) {
      heldBackBy = judge;
      heldBackUntil = failures.nextRetry();
    }
    return ready;
  }

  private boolean isHeld(AdvisoryState state, Judge judge) {
    return failures.holdBack(state, judge.rulebook());
  }

  private boolean burstIsOver(Transaction tx, AdvisoryState state, Optional<Instant> coming) {
    Instant last = state.lastDocumentAt();
    Instant burstOver = last.plus(quiet);
    Instant now = clock.instant();
    // A clock that was set back must not silence an organisation until it caught up.
    boolean passed = !now.isBefore(burstOver) || now.isBefore(last);
    return passed
        && coming.filter(since -> !last.isBefore(since)).isEmpty()
        && receipts
            .oldestWaiting(tx, state.organisation())
            .filter(arrival -> !arrival.isAfter(burstOver))
            .isEmpty();
  }

  private void reportProgress(Judge judge, int ready) {
    if (ready == 0) {
      progress = WorkProgress.NONE;
      counted = null;
      return;
    }
    int left = progress.of() - progress.done();
    if (!judge.equals(counted)) {
      // Counted once; a count before every lot would take longer than the lot.
      counted = judge;
      long outdated =
          database.read(tx -> dossiers.countOutdated(tx, judge.today(), judge.rulebook()));
      left = (int) Math.min(Integer.MAX_VALUE, outdated);
    }
    progress = progress.and(Math.max(left, ready));
  }

  private void attempt(AdvisoryState state, Judge judge) {
    String organisation = state.organisation();
    try {
      advise(organisation, judge);
      failures.remove(organisation);
    } catch (StoreException e) {
      throw e;
    } catch (RunawayRuleException runaway) {
      // The same data and rules would be stopped again; others do not wait for that.
      failures.add(state, judge.rulebook(), AdviceFailures.LONGEST_RETRY, runaway);
      reporter.trouble(organisation + " is not advised: " + runaway.getMessage(), runaway);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      Duration delay = failures.nextDelay(organisation);
      failures.add(state, judge.rulebook(), delay, e);
      reporter.trouble(
          organisation
              + " could not be advised, by a fault in Nestor or in its rules: "
              + e
              + "; trying again in "
              + delay.toSeconds()
              + " s",
          e);
    }
  }

  /** Returns the progress of the advice that is to be given now. Safe for any thread. */
  public WorkProgress progress() {
    return progress;
  }

  /** Reasons why organisations are not advised, by their ids. Safe for any thread. */
  public SortedMap<String, String> held() {
    return failures.reasons();
  }

  /** Differences that withhold rules from organisations, with all that reproduces them. */
  public List<EngineDifference> withheld() {
    return withheld.all();
  }

  private void advise(String organisation, Judge judge) {
    LocalDate today = judge.today();
    // The standing is read first: what comes after it makes advice due once more.
    Question question =
        database.read(
            tx ->
                new Question(
                    dossiers.standing(tx, organisation).orElseThrow(),
                    dossiers.load(tx, organisation, parser.vocabulary()),
                    dossiers.receipts(tx, organisation),
                    advisories.latest(tx, organisation).orElse(null)));
    Advisory advisory =
        metrics.timed(
            "advise", () -> advisoryEngine.advise(question.dossier(), question.previous(), today));
    withheld.note(advisory);
    if (stands(question, advisory)) {
      confirm(question, judge);
      return;
    }
    boolean changed = AdviceChange.between(question.previous(), advisory);
    boolean worthSending = question.state().documentsUnseen() || changed;
    database.writeAhead(
        tx -> {
          Instant now = clock.instant();
          boolean kept = advisories.keep(tx, advisory, question.previous(), now);
          if (kept) {
            dossiers.usedFor(tx, organisation, question.receipts(), advisory.advisory());
          }
          if (kept && !changed) {
            advisories.repeats(tx, advisory);
          }
          if (kept && changed) {
            notifier.promise(tx, advisory, now);
          }
          if (kept && worthSending) {
            for (Format format : formats) {
              dispatches.promise(
                  tx,
                  advisory.advisory(),
                  organisation,
                  OutboxWriter.CHANNEL,
                  format.label(),
                  target(organisation, advisory, format),
                  now);
            }
          }
          dossiers.advised(tx, question.state(), today, judge.rulebook());
          return true;
        });
    metrics.advised();
  }

  /** Whether what was advised last on the same documents still stands. */
  private boolean stands(Question question, Advisory advisory) {
    Advisory kept = question.previous();
    return kept != null
        && !question.state().documentsUnseen()
        && AdviceChange.stands(
            kept, advisory, () -> advisoryEngine.advise(question.dossier(), null, kept.asOf()));
  }

  private void confirm(Question question, Judge judge) {
    Advisory kept = Objects.requireNonNull(question.previous());
    database.writeAhead(
        tx -> {
          if (!kept.asOf().equals(judge.today())
              || !kept.rulebook().version().equals(judge.rulebook())) {
            advisories.confirm(tx, kept, new Confirmation(judge.today(), judge.rulebook()));
          }
          dossiers.advised(tx, question.state(), judge.today(), judge.rulebook());
          return true;
        });
    metrics.advised();
  }

  private static String target(String organisation, Advisory advisory, Format format) {
    String id = advisory.advisory();
    String distinct =
        HASH.matcher(id).matches() ? id.substring(0, 12) : id.replaceAll("[^A-Za-z0-9-]", "_");
    return "outbox/"
        + organisation
        + "/"
        + advisory.asOf()
        + "-"
        + distinct
        + "."
        + format.extension();
  }

  /** The day and the version of the rulebook that advice is of. */
  private record Judge(LocalDate today, String rulebook) {}

  private record Question(
      AdvisoryState state,
      Dossier dossier,
      List<StatementReceipt> receipts,
      @Nullable Advisory previous) {}
}
