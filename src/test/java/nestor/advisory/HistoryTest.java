package nestor.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import nestor.rulebook.Catalogue;
import nestor.rulebook.Priority;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an advisory knows of those before it. */
class HistoryTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
  private static final Catalogue CATALOGUE =
      new Catalogue(List.of(), new TreeMap<>(), List.of(), new TreeMap<>());

  @Test
  void theFirstAdvisoryHasOnePointAndNothingBeforeIt() {
    History first = advised(TODAY, 3, null).history();

    assertThat(first.last()).isNull();
    assertThat(first.former()).isNull();
    assertThat(first.trend()).extracting(History.TrendPoint::share).containsExactly(42);
  }

  @Test
  void aDayOnWhichTheScoreStayedAddsNoPoint() {
    Advisory first = advised(TODAY, 3, null);
    Advisory second = advised(TODAY.plusDays(1), 3, first);
    Advisory third = advised(TODAY.plusDays(2), 5, second);

    assertThat(second.history().trend()).hasSize(1);
    assertThat(third.history().trend())
        .extracting(History.TrendPoint::on)
        .containsExactly(TODAY, TODAY.plusDays(2));
    assertThat(third.history().last()).isEqualTo(TODAY.plusDays(1));
  }

  @Test
  void ofSeveralAdvisoriesOfADayTheLastIsThePoint() {
    Advisory morning = advised(TODAY, 3, advised(TODAY.minusDays(9), 9, null));
    Advisory evening = advised(TODAY, 5, morning);

    assertThat(evening.history().trend())
        .extracting(History.TrendPoint::share)
        .containsExactly(69, 55);
    assertThat(evening.history().former()).isEqualTo(morning.history().trend().get(1));
  }

  @Test
  void theOldestOfALongTrendAreForgotten() {
    Advisory last = null;
    for (int day = 0; day < 2 * History.LONGEST_TREND; day++) {
      last = advised(TODAY.plusDays(day), 3 + day % 2, last);
    }

    assertThat(last).isNotNull();
    assertThat(last.history().trend()).hasSize(History.LONGEST_TREND);
    assertThat(last.history().trend().get(History.LONGEST_TREND - 1).on()).isEqualTo(last.asOf());
  }

  @Test
  void whatWasRecommendedAndLacksItsDataNowIsLostAndNotResolved() {
    Advisory before = advised(TODAY, 3, null);
    Advisory now = advisory(TODAY.plusDays(1), List.of(), List.of("topic/due"));

    assertThat(History.of(now, before, CATALOGUE).lost())
        .containsExactly(new Advisory.Resolved("topic/due", TODAY));
  }

  @Test
  void whatWasRecommendedAndIsWaivedNowIsNeitherResolvedNorLost() {
    Advisory before = advised(TODAY, 3, null);
    Advisory now = advisory(TODAY.plusDays(1), List.of(), List.of("topic/other"));
    Advisory waived =
        new Advisory(
            now.advisory(),
            now.organisation(),
            now.asOf(),
            now.engine(),
            now.rulebook(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new Advisory.Waived("topic/due", "CIO", "why", TODAY.plusDays(90))),
            List.of());

    assertThat(History.of(waived, before, CATALOGUE).aside())
        .containsExactly(new Advisory.Resolved("topic/due", TODAY));
  }

  @Test
  void whatWasRecommendedAndDoesNotApplyAnyMoreHasCeasedAndIsNeitherResolvedNorLost() {
    Advisory before = advised(TODAY, 3, null);
    Advisory now = advisory(TODAY.plusDays(1), List.of(), List.of("topic/other"));
    Advisory outside =
        AdvisoryJson.read(
            AdvisoryJson.write(now)
                .replace(
                    "\"notApplicable\":[]",
                    "\"notApplicable\":[{\"rule\":\"topic/due\",\"because\":\"There is no CIO.\"}]"));

    History history = History.of(outside, before, CATALOGUE);
    assertThat(history.ceased()).containsExactly(new Advisory.Resolved("topic/due", TODAY));
    assertThat(history.lost()).isEmpty();
    assertThat(history.aside()).isEmpty();
  }

  private static Advisory advised(LocalDate day, int clear, @Nullable Advisory previous) {
    List<String> rules = IntStream.range(0, clear).mapToObj(i -> "topic/clear-" + i).toList();
    Advisory advisory = advisory(day, rules, List.of());
    return advisory.with(History.of(advisory, previous, CATALOGUE));
  }

  private static Advisory advisory(LocalDate day, List<String> clear, List<String> unknown) {
    List<Advisory.Recommendation> due = new ArrayList<>();
    if (unknown.isEmpty()) {
      due.add(
          new Advisory.Recommendation(
              "topic/due",
              "Title",
              "Action.",
              "CIO",
              Priority.HIGH,
              List.of("why"),
              List.of(),
              List.of(),
              List.of(),
              Status.NEW,
              day,
              List.of()));
    }
    return new Advisory(
        "id",
        new Advisory.Organisation("acme", "Acme"),
        day,
        "0.1.0",
        new Advisory.RulebookVersion("book", "v1"),
        due,
        clear,
        unknown.stream().map(u -> new Advisory.NotAssessed(u, List.of("things"))).toList(),
        List.of(),
        List.of());
  }
}
