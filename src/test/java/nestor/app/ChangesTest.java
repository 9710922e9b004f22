package nestor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import nestor.access.Caller;
import nestor.app.web.Changes;
import nestor.pages.Underway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What open pages are told of: what concerns their reader, and nothing while nothing changes. */
class ChangesTest {
  private static final Caller CONSULTANT = Caller.CONSULTANT;
  private static final Caller ACME = new Caller("acme");

  @Test
  void aMarkChangesWithWhatItsReaderMaySeeAndNotOtherwise(@TempDir Path folder) throws IOException {
    try (Bench bench = new Bench(folder)) {
      bench.open();
      bench.drop("acme.json", "{\"backups\": []}");
      await().untilAsserted(() -> assertThat(bench.lines("advised")).hasSize(1));
      Changes changes = new Changes(bench.rooms(), bench, () -> Underway.NONE);
      String all = changes.mark(CONSULTANT);
      String acme = changes.mark(ACME);
      assertThat(changes.mark(CONSULTANT)).isEqualTo(all);
      assertThat(changes.mark(ACME)).isEqualTo(acme);

      bench.drop("beta.json", "{\"backups\": []}");
      await().untilAsserted(() -> assertThat(bench.lines("advised")).hasSize(2));
      assertThat(changes.mark(CONSULTANT)).isNotEqualTo(all);
      assertThat(changes.mark(ACME)).isEqualTo(acme);

      bench.drop("acme.json", "{\"systems\": []}");
      await().untilAsserted(() -> assertThat(changes.mark(ACME)).isNotEqualTo(acme));
    }
  }

  @Test
  void theStoreIsNotAskedWhileNothingChanges(@TempDir Path folder) throws IOException {
    Bench bench = new Bench(folder);
    bench.open();
    Changes changes = new Changes(bench.rooms(), bench, () -> Underway.NONE);
    String all = changes.mark(CONSULTANT);
    String acme = changes.mark(ACME);
    bench.close();

    // A store that is closed would not answer.
    assertThat(changes.mark(CONSULTANT)).isEqualTo(all);
    assertThat(changes.mark(ACME)).isEqualTo(acme);
  }
}
