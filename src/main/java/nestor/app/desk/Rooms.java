package nestor.app.desk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import nestor.advisory.Advisories;
import nestor.delivery.Dispatches;
import nestor.delivery.mail.Letters;
import nestor.dossier.Dossiers;
import nestor.intake.Intake;
import nestor.intake.Receipts;
import nestor.intake.mail.Mails;
import nestor.store.Store;

/** The tables of one home folder and what keeps them. */
public record Rooms(
    Store store,
    Receipts receipts,
    Intake intake,
    Dossiers dossiers,
    Advisories advisories,
    Dispatches dispatches,
    Mails mails,
    Letters letters)
    implements AutoCloseable {

  public static Rooms open(Path home, Clock clock) throws IOException {
    HomeFolder.make(home);
    Store store = Store.open(home.resolve("store"));
    try {
      Receipts receipts = new Receipts();
      return new Rooms(
          store,
          receipts,
          new Intake(home, store, receipts, clock),
          new Dossiers(),
          new Advisories(),
          new Dispatches(),
          new Mails(receipts),
          new Letters());
    } catch (IOException e) {
      store.close();
      throw e;
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
