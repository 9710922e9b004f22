package nestor.server.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import nestor.advisory.AdvisoryRepository;
import nestor.delivery.OutboxRepository;
import nestor.delivery.mail.MailNumberRepository;
import nestor.delivery.mail.OutboundMailRepository;
import nestor.dossier.DossierRepository;
import nestor.intake.Intake;
import nestor.intake.ReceiptRepository;
import nestor.intake.mail.InboundMailRepository;
import nestor.store.Database;

/**
 * The database of one home, with a repository for each kind of thing that it keeps. Assemblies take
 * it whole; any other class takes the repositories that it uses.
 */
public record Repositories(
    Path home,
    Database database,
    ReceiptRepository receipts,
    Intake intake,
    DossierRepository dossiers,
    AdvisoryRepository advisories,
    OutboxRepository outbox,
    InboundMailRepository inboundMails,
    OutboundMailRepository outboundMails,
    MailNumberRepository mailNumbers)
    implements AutoCloseable {

  public static Repositories open(Path home, Clock clock) throws IOException {
    HomeDirectory.make(home);
    Database database = Database.open(home.resolve("store"));
    try {
      ReceiptRepository receipts = new ReceiptRepository();
      return new Repositories(
          home,
          database,
          receipts,
          new Intake(home, database, receipts, clock),
          new DossierRepository(),
          new AdvisoryRepository(),
          new OutboxRepository(),
          new InboundMailRepository(receipts),
          new OutboundMailRepository(),
          new MailNumberRepository());
    } catch (IOException e) {
      database.close();
      throw e;
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
