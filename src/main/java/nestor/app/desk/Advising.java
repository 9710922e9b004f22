package nestor.app.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import nestor.advisory.AdviceChange;
import nestor.advisory.Advisories;
import nestor.advisory.Advisory;
import nestor.delivery.Dispatches;
import nestor.delivery.Format;
import nestor.dossier.Dossier;
import nestor.dossier.Dossiers;
import nestor.dossier.Standing;
import nestor.intake.Receipt;
import nestor.intake.Receipts;
import nestor.pages.Underway;
import nestor.reasoning.RunawayRule;
import nestor.store.Store;
import nestor.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Advises each organisation once its documents have stopped coming, and again when the day or the
 * rulebook changed. New documents are always answered; another day or rulebook only by what it
 * changed in the advice.
 */
public final class Advising {
  private static final int BATCH = 50;
  private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);
  private static final Pattern HASH = Pattern.compile("[0-9a-z]{13,}");

  private final Store store;
  private final Receipts receipts;
  private final Dossiers dossiers;
  private final Advisories advisories;
  private final Dispatches dispatches;
  private final DocumentUnderstanding understanding;
  private final Adviser adviser;
  private final Inbox inbox;
  private final Letterbox letterbox;
  private final List<Format> formats;
  private final Duration quiet;
  private final Clock clock;
  private final Announcements announcements;
  private final Meters meters;
  private final Map<String, Failure> failures = new ConcurrentHashMap<>();
  private volatile Underway underway = Underway.NONE;

  public Advising(
      Rooms rooms,
      DocumentUnderstanding understanding,
      Adviser adviser,
      Inbox inbox,
      Letterbox letterbox,
      List<Format> formats,
      Duration quiet,
      Clock clock,
      Announcements announcements,
      Meters meters) {
    this.store = rooms.store();
    this.receipts = rooms.receipts();
    this.dossiers = rooms.dossiers();
    this.advisories = rooms.advisories();
    this.dispatches = rooms.dispatches();
    this.understanding = understanding;
    this.adviser = adviser;
    this.inbox = inbox;
    this.letterbox = letterbox;
    this.formats = formats;
    this.quiet = quiet;
    this.clock = clock;
    this.announcements = announcements;
    this.meters = meters;
  }

  /** Advises up to a batch of organisations; true if there was any. */
  public boolean work() {
    int since = store.openings();
    String rulebook = adviser.rulebookVersion();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<Standing> ready =
        store.read(
            tx -> {
              // Read before the standings: a document decided in between must not be overlooked.
              Optional<Instant> waiting =
                  receipts.in(tx, Receipt.State.RECEIVED, 1).stream()
                      .map(Receipt::receivedAt)
                      .findFirst();
              return dossiers.behind(tx, today, rulebook).stream()
                  .filter(standing -> ready(standing, rulebook, waiting))
                  .toList();
            });
    underway = ready.isEmpty() ? Underway.NONE : underway.and(ready.size());
    for (Standing standing : ready.subList(0, Math.min(BATCH, ready.size()))) {
      attempt(standing, today, rulebook);
      underway = underway.oneMore();
    }
    if (!ready.isEmpty()) {
      store.force(since);
    }
    return !ready.isEmpty();
  }

  private boolean ready(Standing standing, String rulebook, Optional<Instant> waiting) {
    Failure failure = failures.get(standing.organisation());
    if (failure != null && failure.holdsBack(standing, rulebook)) {
      return false;
    }
    if (!standing.documentsUnseen()) {
      return true;
    }
    Instant last = standing.lastDocumentAt();
    Instant burstOver = last.plus(quiet);
    Instant now = clock.instant();
    // A clock that was set back must not silence an organisation until it caught up.
    boolean passed = !now.isBefore(burstOver) || now.isBefore(last);
    boolean moreMayBeOfIt =
        inbox.busy() || waiting.filter(arrival -> !arrival.isAfter(burstOver)).isPresent();
    return passed && !moreMayBeOfIt;
  }

  private void attempt(Standing standing, LocalDate today, String rulebook) {
    String organisation = standing.organisation();
    try {
      advise(organisation, today, rulebook);
      failures.remove(organisation);
    } catch (StoreException e) {
      throw e;
    } catch (RunawayRule runaway) {
      // The same data and rules would be stopped again; others do not wait for that.
      hold(standing, rulebook, LONGEST_RETRY, runaway);
      announcements.trouble(organisation + " is not advised: " + runaway.getMessage(), runaway);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      Failure before = failures.get(organisation);
      Duration delay = before == null ? FIRST_RETRY : before.delay().multipliedBy(2);
      if (delay.compareTo(LONGEST_RETRY) > 0) {
        delay = LONGEST_RETRY;
      }
      hold(standing, rulebook, delay, e);
      announcements.trouble(
          organisation
              + " could not be advised, by a fault in Nestor or in its rules: "
              + e
              + "; trying again in "
              + delay.toSeconds()
              + " s",
          e);
    }
  }

  private void hold(Standing standing, String rulebook, Duration delay, Throwable why) {
    failures.put(
        standing.organisation(),
        new Failure(
            standing.revision(),
            rulebook,
            delay,
            System.nanoTime() + delay.toNanos(),
            why.getMessage() == null ? why.toString() : why.getMessage()));
  }

  /** How far the advice is that is due now. Safe for any thread. */
  public Underway underway() {
    return underway;
  }

  /** Why organisations are not advised, by their ids. Safe for any thread. */
  public SortedMap<String, String> held() {
    SortedMap<String, String> held = new TreeMap<>();
    failures.forEach((organisation, failure) -> held.put(organisation, failure.why()));
    return held;
  }

  private void advise(String organisation, LocalDate today, String rulebook) {
    // The standing is read first: what comes after it makes advice due once more.
    Question question =
        store.read(
            tx ->
                new Question(
                    dossiers.standing(tx, organisation).orElseThrow(),
                    dossiers.load(tx, organisation, understanding.vocabulary()),
                    dossiers.receipts(tx, organisation),
                    advisories.latest(tx, organisation).orElse(null)));
    Advisory advisory =
        meters.timed(
            "advise", () -> adviser.advise(question.dossier(), question.previous(), today));
    boolean changed = AdviceChange.between(question.previous(), advisory);
    boolean worthSending = question.standing().documentsUnseen() || changed;
    store.writeAhead(
        tx -> {
          Instant now = clock.instant();
          boolean kept = advisories.keep(tx, advisory, question.previous(), now);
          if (kept) {
            dossiers.usedFor(tx, organisation, question.receipts(), advisory.advisory());
          }
          if (kept && changed) {
            letterbox.promise(tx, advisory, now);
          }
          if (kept && worthSending) {
            for (Format format : formats) {
              dispatches.promise(
                  tx,
                  advisory.advisory(),
                  organisation,
                  Dispatcher.CHANNEL,
                  format.label(),
                  target(organisation, advisory, format),
                  now);
            }
          }
          dossiers.advised(tx, question.standing(), today, rulebook);
          return true;
        });
    meters.advised();
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

  private record Question(
      Standing standing,
      Dossier dossier,
      Map<String, String> receipts,
      @Nullable Advisory previous) {}

  private record Failure(long revision, String rulebook, Duration delay, long retryAt, String why) {
    boolean holdsBack(Standing standing, String rulebookNow) {
      return standing.revision() == revision
          && rulebook.equals(rulebookNow)
          && System.nanoTime() - retryAt < 0;
    }
  }
}
