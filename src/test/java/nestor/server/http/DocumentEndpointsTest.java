package nestor.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import nestor.evidence.Document;
import nestor.evidence.ParseResult;
import nestor.intake.Receipt;
import nestor.rulebook.Vocabulary;
import nestor.server.auth.Principal;
import nestor.server.pipeline.BacklogLimit;
import nestor.server.pipeline.DocumentParser;
import nestor.server.pipeline.EntriesByPeople;
import nestor.server.pipeline.Repositories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
class DocumentEndpointsTest {
  @TempDir private Path home;

  @Test
  void aDocumentThatIsKeptIsAcknowledgedAlthoughTheStoreStopsAnsweringRightAfter()
      throws Exception {
    Clock clock = Clock.systemUTC();
    Repositories breaking = Repositories.open(home, clock);
    DocumentEndpoints endpoints =
        new DocumentEndpoints(
            breaking.database(),
            breaking.receipts(),
            breaking.intake(),
            new NobodyReads(),
            EntriesByPeople.of(
                breaking.database(),
                breaking.receipts(),
                breaking.intake(),
                breaking.dossiers(),
                new NobodyReads()),
            new BacklogLimit(breaking.database(), breaking.receipts(), clock, 10),
            breaking::close);

    Response response = endpoints.upload(upload());

    assertThat(response.status()).isEqualTo(202);
    try (Repositories repositories = Repositories.open(home, clock)) {
      List<Receipt> waiting =
          repositories
              .database()
              .read(tx -> repositories.receipts().in(tx, Receipt.State.RECEIVED, 10));
      assertThat(waiting).extracting(Receipt::name).containsExactly("meridian.json");
    }
  }

  private RequestContext upload() throws Exception {
    RequestContext context =
        new RequestContext(
            new RequestContext.Head(
                "POST",
                "/organisations/meridian/documents",
                "/organisations/meridian/documents?name=meridian.json",
                Map.of(),
                Map.of("name", "meridian.json")),
            Principal.CONSULTANT,
            "the consultant",
            null,
            () -> Map.of("id", "meridian"),
            false);
    context.received(Files.writeString(home.resolve("body"), "{}"));
    return context;
  }

  private static final class NobodyReads implements DocumentParser {
    @Override
    public ParseResult read(Document document) {
      throw new AssertionError("what was received is read later");
    }

    @Override
    public Vocabulary vocabulary() {
      throw new AssertionError("what was received is read later");
    }
  }
}
