package nestor.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryJson;
import nestor.engine.assessment.EngineDifference;
import nestor.store.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that are withheld from organisations, as a server finds them in its store. */
class WithheldAfterRestartTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final String DIFFERENCE =
      "{\"rule\":\"technology/roadmap\",\"rulebook\":\"v1\",\"organisation\":\"acme\","
          + "\"asOf\":\"2026-11-21\",\"evaluation\":[\"a\"],\"drools\":[],\"failure\":null}";

  @TempDir private Path home;

  @Test
  void whatTheLastAdvisoryWithholdsIsStillKnownAndWhatOnlyAFormerOneWithheldIsNot()
      throws IOException {
    try (Repositories repositories = Repositories.open(home, Clock.systemUTC())) {
      repositories
          .database()
          .change(
              tx -> {
                organisation(tx, "acme");
                organisation(tx, "beta");
                keep(repositories, tx, advisory("acme", "a1", ""));
                keep(repositories, tx, advisory("acme", "a2", DIFFERENCE));
                keep(repositories, tx, advisory("beta", "b1", DIFFERENCE));
                keep(repositories, tx, advisory("beta", "b2", ""));
              });
    }
    try (Repositories repositories = Repositories.open(home, Clock.systemUTC())) {
      WithheldRules withheld =
          new WithheldRules(repositories.database(), repositories.advisories());
      assertThat(withheld.all())
          .extracting(EngineDifference::organisation, EngineDifference::rule)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("acme", "technology/roadmap"));
      withheld.note(advisory("acme", "a3", ""));
      assertThat(withheld.all()).isEmpty();
    }
  }

  private static void organisation(Transaction tx, String id) {
    tx.update(
        "insert into organisations (id, revision, last_document_at, advised_revision)"
            + " values (?, 1, ?, 0)",
        id,
        Instant.EPOCH);
  }

  private static void keep(Repositories repositories, Transaction tx, Advisory advisory) {
    repositories.advisories().keep(tx, advisory, null, Instant.EPOCH);
  }

  private static Advisory advisory(String organisation, String id, String difference) {
    Advisory advisory =
        new Advisory(
            id,
            new Advisory.Organisation(organisation, organisation),
            DAY,
            "test",
            new Advisory.RulebookVersion("test", "v1"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    String withheld =
        "{\"rule\":\"technology/roadmap\",\"because\":\"a fault\",\"difference\":"
            + difference
            + "}";
    return difference.isEmpty()
        ? advisory
        : AdvisoryJson.read(
            AdvisoryJson.write(advisory)
                .replace("\"withheld\":[]", "\"withheld\":[" + withheld + "]"));
  }
}
