package nestor.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import nestor.server.StubEngineServer;
import nestor.server.auth.Principal;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.WorkProgress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that open pages get: those that concern their reader, and none while nothing changes. */
@Tag("server")
class SseStreamTest {
  private static final Principal CONSULTANT = Principal.CONSULTANT;
  private static final Principal ACME = new Principal("acme");

  @Test
  void aMarkChangesWithWhatItsReaderMaySeeAndNotOtherwise(@TempDir Path folder) throws IOException {
    try (StubEngineServer server = new StubEngineServer(folder)) {
      server.open();
      server.drop("acme.json", "{\"backups\": []}");
      await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(1));
      ChangeToken changeToken = changeToken(server);
      String all = changeToken.mark(CONSULTANT);
      String acme = changeToken.mark(ACME);
      assertThat(changeToken.mark(CONSULTANT)).isEqualTo(all);
      assertThat(changeToken.mark(ACME)).isEqualTo(acme);

      server.drop("beta.json", "{\"backups\": []}");
      await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(2));
      assertThat(changeToken.mark(CONSULTANT)).isNotEqualTo(all);
      assertThat(changeToken.mark(ACME)).isEqualTo(acme);

      server.drop("acme.json", "{\"systems\": []}");
      await().untilAsserted(() -> assertThat(changeToken.mark(ACME)).isNotEqualTo(acme));
    }
  }

  private static ChangeToken changeToken(StubEngineServer server) {
    Repositories repositories = server.repositories();
    return new ChangeToken(
        repositories.database(),
        repositories.receipts(),
        repositories.dossiers(),
        repositories.advisories(),
        server,
        () -> WorkProgress.NONE);
  }

  @Test
  void theStoreIsNotAskedWhileNothingChanges(@TempDir Path folder) throws IOException {
    StubEngineServer server = new StubEngineServer(folder);
    server.open();
    ChangeToken changeToken = changeToken(server);
    String all = changeToken.mark(CONSULTANT);
    String acme = changeToken.mark(ACME);
    server.close();

    // A store that is closed would not answer.
    assertThat(changeToken.mark(CONSULTANT)).isEqualTo(all);
    assertThat(changeToken.mark(ACME)).isEqualTo(acme);
  }
}
