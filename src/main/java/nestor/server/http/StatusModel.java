package nestor.server.http;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import nestor.delivery.OutboxEntry;
import nestor.intake.Receipt;
import nestor.server.health.HealthChecks;
import nestor.server.pages.StatusPages;
import nestor.server.pipeline.InboxLeftovers;
import nestor.server.pipeline.StoreStatus;
import nestor.server.pipeline.WorkProgress;

/** Values of the status page, collected from store, pipeline and health checks. */
public final class StatusModel {
  private final Supplier<StoreStatus> store;
  private final HealthChecks healthChecks;
  private final InboxLeftovers leftovers;
  private final Supplier<WorkProgress> progress;

  public StatusModel(
      Supplier<StoreStatus> store,
      HealthChecks healthChecks,
      InboxLeftovers leftovers,
      Supplier<WorkProgress> progress) {
    this.store = store;
    this.healthChecks = healthChecks;
    this.leftovers = leftovers;
    this.progress = progress;
  }

  WorkProgress progress() {
    return progress.get();
  }

  StatusPages.Server now() {
    List<HealthChecks.State> conditions = healthChecks.check();
    StoreStatus status = store.get();
    List<Receipt> waiting = status.firstWaiting();
    return new StatusPages.Server(
        conditions.stream().allMatch(HealthChecks.State::holds),
        status.waiting(),
        waiting.isEmpty() ? null : waiting.get(0).receivedAt(),
        progress.get(),
        status.unsettled(),
        status.sent(),
        status.pending(),
        status.failed(),
        conditions,
        leftovers.left(),
        status.open().stream().map(StatusModel::dispatch).toList(),
        status.bounced());
  }

  private static StatusPages.Dispatch dispatch(OutboxEntry entry) {
    return new StatusPages.Dispatch(
        entry.organisation(),
        entry.channel(),
        entry.target(),
        entry.state().name().toLowerCase(Locale.ROOT),
        entry.attempts(),
        entry.lastError());
  }
}
