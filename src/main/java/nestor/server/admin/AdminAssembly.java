package nestor.server.admin;

import java.time.Clock;
import java.util.function.Supplier;
import nestor.server.pipeline.Repositories;
import nestor.server.status.RuntimeStatus;
import nestor.server.status.Status;
import nestor.server.status.StoreStatusReader;

/**
 * The administration of a home: its operations and its status, with or without a server. {@link
 * AdminServer} offers it to commands while a server runs.
 */
public final class AdminAssembly {
  private final AdminOperations operations;
  private final StoreStatusReader store;
  private final Supplier<RuntimeStatus> running;

  /**
   * @param running the part of the status that a running server knows
   * @param onReceived called when a document was put back
   * @param onTokens called when a token was made or revoked
   */
  public AdminAssembly(
      Repositories repositories,
      Clock clock,
      Supplier<RuntimeStatus> running,
      Runnable onReceived,
      Runnable onTokens) {
    this.running = running;
    this.store =
        new StoreStatusReader(
            repositories.database(),
            repositories.receipts(),
            repositories.advisories(),
            repositories.outbox(),
            repositories.outboundMails());
    this.operations =
        new AdminOperations(
            this::status,
            new DossierOperations(
                repositories.database(),
                repositories.dossiers(),
                repositories.advisories(),
                repositories.receipts(),
                repositories.intake()),
            new TokenOperations(repositories.database(), clock, onTokens),
            file ->
                Backup.make(
                    repositories.home().toAbsolutePath().normalize(),
                    repositories.database(),
                    repositories.receipts(),
                    file,
                    clock.instant()),
            repositories.intake(),
            onReceived);
  }

  public AdminOperations operations() {
    return operations;
  }

  public Status status() {
    return new Status(running.get(), store.read());
  }
}
