package nestor.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nestor.rulebook.Priority;
import nestor.store.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdviceChangeTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  @Test
  void theFirstAdviceIsAlwaysNews() {
    assertThat(AdviceChange.between(null, advisory("1", TODAY, Priority.HIGH, "10", 0))).isTrue();
  }

  @Test
  void idsDatesStatusesAndTheWordingOfAgesAreNoNews() {
    assertThat(
            AdviceChange.between(
                advisory("1", TODAY, Priority.HIGH, "10", 0),
                advisory("2", TODAY.plusDays(1), Priority.HIGH, "10.0", 0)))
        .isFalse();
  }

  @Test
  void anotherPriorityThresholdOrPieceOfEvidenceIsNews() {
    Advisory before = advisory("1", TODAY, Priority.HIGH, "10", 0);
    assertThat(AdviceChange.between(before, advisory("2", TODAY, Priority.LOW, "10", 0))).isTrue();
    assertThat(AdviceChange.between(before, advisory("2", TODAY, Priority.HIGH, "11", 0))).isTrue();
    assertThat(AdviceChange.between(before, advisory("2", TODAY, Priority.HIGH, "10", 1))).isTrue();
  }

  @Test
  void anotherDayOnWhichOnlyTimeWentOnLeavesAnAdvisoryStanding() {
    Advisory kept = advisory("1", TODAY, Priority.HIGH, "10", 0);
    Advisory later = advisory("1", TODAY.plusDays(9), Priority.HIGH, "10", 0);

    assertThat(AdviceChange.stands(kept, later, AdviceChangeTest::notAsked)).isTrue();
    assertThat(AdviceChange.stands(null, later, AdviceChangeTest::notAsked)).isFalse();
    assertThat(
            AdviceChange.stands(
                kept,
                advisory("1", TODAY.plusDays(9), Priority.LOW, "10", 0),
                AdviceChangeTest::notAsked))
        .isFalse();
  }

  @Test
  void anotherRulebookLeavesItStandingWhereItWouldHaveSaidTheSameOnItsDay() {
    Advisory kept = advisory("1", TODAY, Priority.HIGH, "10", 0);
    Advisory later = advisory("2", TODAY.plusDays(9), Priority.HIGH, "10", 0);

    assertThat(AdviceChange.stands(kept, later, () -> advisory("2", TODAY, Priority.HIGH, "10", 0)))
        .isTrue();
    assertThat(
            AdviceChange.stands(
                kept, later, () -> advisory("2", TODAY.plusDays(1), Priority.HIGH, "10", 0)))
        .as("it words its reasons in another way")
        .isFalse();
  }

  private static Advisory notAsked() {
    throw new AssertionError("the same rulebook says the same of the same day");
  }

  @Test
  void anAdvisoryComesBackFromTheStoreAsItWasKept(@TempDir Path home) {
    Advisory advisory = advisory("1", TODAY, Priority.CRITICAL, "12345678901234567890.10", 3);
    AdvisoryRepository advisories = new AdvisoryRepository();
    try (Database database = Database.open(home)) {
      database.change(
          tx ->
              tx.update(
                  "insert into organisations (id, revision, last_document_at, advised_revision)"
                      + " values ('acme', 1, ?, 0)",
                  Instant.EPOCH));
      assertThat(database.<Boolean>write(tx -> advisories.keep(tx, advisory, null, Instant.EPOCH)))
          .isTrue();
      assertThat(database.<Boolean>write(tx -> advisories.keep(tx, advisory, null, Instant.EPOCH)))
          .isFalse();
      assertThat(database.read(tx -> advisories.latest(tx, "acme")).orElseThrow())
          .isEqualTo(advisory);
    }
  }

  private static Advisory advisory(
      String id, LocalDate asOf, Priority priority, String threshold, int entry) {
    return new Advisory(
        id,
        new Advisory.Organisation("acme", "Acme"),
        asOf,
        "0.1.0",
        new Advisory.RulebookVersion("technology-leadership", "v" + id),
        List.of(
            new Advisory.Recommendation(
                "topic/rule",
                "Title",
                "Action.",
                "CIO",
                priority,
                List.of("last done some days before " + asOf),
                List.of(new Advisory.EvidenceItem("things", entry, "acme.json")),
                List.of(new Advisory.SourceItem("document", "section")),
                List.of(
                    new Advisory.ThresholdItem(
                        "limit", new BigDecimal(threshold), "days", "source")),
                Status.NEW,
                asOf,
                List.of())),
        List.of("topic/clear"),
        List.of(new Advisory.NotAssessed("topic/unknown", List.of("things.text"))),
        List.of(new Advisory.Waived("topic/waived", "CTO", "accepted", TODAY)),
        List.of());
  }
}
