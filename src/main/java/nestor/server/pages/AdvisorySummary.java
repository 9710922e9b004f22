package nestor.server.pages;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import nestor.advisory.Advisory;
import nestor.advisory.Score;
import nestor.delivery.TextSanitizer;
import nestor.delivery.Trend;
import nestor.rulebook.Catalogue;
import nestor.rulebook.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Summary of an advisory for lists and headings. The page of the advisory itself is made by {@code
 * Renderer}.
 *
 * @param id the organisation's
 * @param confirmed the last later day on which it still stood, or null
 * @param counts how much is recommended, by priority
 * @param total how much is recommended in all; the stance does not count
 * @param headline the advice in one sentence; empty where it was kept before there were any
 * @param score how much is in good order
 * @param trend how the score went up to it
 * @param open the rules that are recommended, the stance included
 */
record AdvisorySummary(
    String id,
    String name,
    String advisory,
    String rulebook,
    LocalDate asOf,
    @Nullable LocalDate confirmed,
    Map<String, Integer> counts,
    int total,
    String headline,
    Score score,
    List<Trend.Mark> trend,
    Map<String, Open> open) {

  /** State of a recommended rule. */
  record Open(String priority, LocalDate since, int findings) {}

  static AdvisorySummary of(Advisory advisory, Catalogue catalogue, @Nullable LocalDate confirmed) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Priority priority : Priority.values()) {
      counts.put(word(priority), 0);
    }
    Map<String, Open> open = new TreeMap<>();
    for (Advisory.Recommendation r : advisory.recommended()) {
      open.put(r.rule(), new Open(word(r.priority()), r.since(), r.because().size()));
      if (!catalogue.stance().contains(r.rule())) {
        counts.merge(word(r.priority()), 1, Integer::sum);
      }
    }
    return new AdvisorySummary(
        advisory.organisation().id(),
        TextSanitizer.of(advisory.organisation().name()),
        advisory.advisory(),
        advisory.rulebook().version(),
        advisory.asOf(),
        confirmed,
        counts,
        counts.values().stream().mapToInt(Integer::intValue).sum(),
        TextSanitizer.of(advisory.headline()),
        Score.of(advisory, catalogue),
        Trend.of(advisory),
        open);
  }

  /** The same as it stood on another day. */
  AdvisorySummary on(@Nullable LocalDate day) {
    return Objects.equals(day, confirmed)
        ? this
        : new AdvisorySummary(
            id, name, advisory, rulebook, asOf, day, counts, total, headline, score, trend, open);
  }

  private static String word(Priority priority) {
    return priority.text();
  }
}
