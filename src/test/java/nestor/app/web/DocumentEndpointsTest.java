package nestor.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import nestor.access.Caller;
import nestor.app.desk.Backlog;
import nestor.app.desk.DocumentUnderstanding;
import nestor.app.desk.Rooms;
import nestor.evidence.Document;
import nestor.evidence.Reading;
import nestor.http.Answer;
import nestor.intake.Receipt;
import nestor.rulebook.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentEndpointsTest {
  @TempDir private Path home;

  @Test
  void aDocumentThatIsKeptIsAcknowledgedAlthoughTheStoreStopsAnsweringRightAfter()
      throws Exception {
    Clock clock = Clock.systemUTC();
    Rooms breaking = Rooms.open(home, clock);
    DocumentEndpoints endpoints =
        new DocumentEndpoints(
            breaking, new NobodyReads(), new Backlog(breaking, clock, 10), breaking::close);

    Answer answer = endpoints.upload(upload());

    assertThat(answer.status()).isEqualTo(202);
    try (Rooms rooms = Rooms.open(home, clock)) {
      List<Receipt> waiting =
          rooms.store().read(tx -> rooms.receipts().in(tx, Receipt.State.RECEIVED, 10));
      assertThat(waiting).extracting(Receipt::name).containsExactly("meridian.json");
    }
  }

  private Visit upload() throws Exception {
    Visit visit =
        new Visit(
            "POST",
            "/organisations/meridian/documents",
            "/organisations/meridian/documents?name=meridian.json",
            Caller.CONSULTANT,
            "the consultant",
            null,
            Map.of(),
            Map.of("name", "meridian.json"),
            () -> Map.of("id", "meridian"),
            false);
    visit.received(Files.writeString(home.resolve("body"), "{}"));
    return visit;
  }

  private static final class NobodyReads implements DocumentUnderstanding {
    @Override
    public Reading read(Document document) {
      throw new AssertionError("what was received is read later");
    }

    @Override
    public Vocabulary vocabulary() {
      throw new AssertionError("what was received is read later");
    }
  }
}
