package nestor.delivery;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nestor.advisory.Advisory;
import nestor.advisory.History;
import nestor.advisory.Schedule;
import nestor.advisory.Status;
import nestor.advisory.Summary;
import nestor.evidence.Note;
import nestor.rulebook.Catalogue;
import nestor.rulebook.Priority;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Unit;

/**
 * Advisories generated from a catalogue whose shapes together reach every branch of a template.
 * {@link TemplateCheck} renders them.
 */
final class SampleAdvisories {
  private static final LocalDate DAY = LocalDate.of(2000, 1, 31);
  private static final int MANY = 30;
  private static final int MOVES = 5;
  private static final List<String> UNITS =
      Stream.concat(Stream.of(Unit.values()).map(Unit::text), Stream.of("")).toList();

  private static final List<History.TrendPoint> POINTS =
      Stream.of(40, null, 60)
          .map(
              share ->
                  new History.TrendPoint(
                      DAY.minusDays(share == null ? 10 : share / 2),
                      share,
                      1,
                      1,
                      String.valueOf(share),
                      new TreeMap<>(Map.of("specimen", 1))))
          .sorted(Comparator.comparing(History.TrendPoint::on))
          .toList();

  private static final List<Advisory.Note> NOTES =
      Stream.of(Note.Kind.values())
          .flatMap(
              kind ->
                  Stream.generate(() -> new Advisory.Note(kind, "a remark", "a remark"))
                      .limit(MANY))
          .toList();

  private static final List<Priority> PRIORITIES = List.of(Priority.values());
  private static final List<Status> STATUSES = List.of(Status.values());

  private SampleAdvisories() {}

  static List<Advisory> of(Catalogue catalogue) {
    List<String> rules = new ArrayList<>(catalogue.rules().stream().map(RuleMetadata::id).toList());
    IntStream.range(rules.size(), rules.size() + 10).forEach(i -> rules.add("specimen/" + i));
    List<Advisory.Recommendation> all = new ArrayList<>();
    rules.forEach(rule -> all.add(recommendation(rule, all.size())));
    List<Advisory.NotAssessed> unknown =
        rules.stream().map(r -> new Advisory.NotAssessed(r, List.of(r, "specimen"))).toList();
    List<Advisory.Waived> waived =
        rules.stream().map(r -> new Advisory.Waived(r, "by", "why", DAY)).toList();
    List<Advisory.Resolved> resolved =
        rules.stream().map(r -> new Advisory.Resolved(r, DAY)).toList();
    List<Advisory.Recommendation> stance =
        all.stream().filter(r -> catalogue.stance().contains(r.rule())).toList();
    List<Advisory.Recommendation> calm =
        all.stream().filter(r -> r.priority().compareTo(Priority.HIGH) > 0).toList();
    return List.of(
        advisory(all, rules, unknown, waived, resolved),
        advisory(calm, rules, unknown, waived, List.of()),
        advisory(all.subList(0, 1), rules, unknown, waived, resolved.subList(0, 1)),
        advisory(all, List.of(), List.of(), List.of(), List.of()),
        advisory(stance, rules, List.of(), List.of(), List.of()),
        advisory(List.of(), List.of(), unknown, List.of(), resolved),
        advisory(List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  private static Advisory.Recommendation recommendation(String rule, int i) {
    List<String> because =
        IntStream.range(0, i % 2 == 0 ? MANY : 1).mapToObj(n -> "reason " + n).toList();
    List<Advisory.EvidenceItem> evidence =
        IntStream.range(0, because.size())
            .mapToObj(n -> new Advisory.EvidenceItem("section", n == 0 ? null : n, "document"))
            .toList();
    return new Advisory.Recommendation(
        rule,
        "title",
        "action",
        "owner",
        PRIORITIES.get(i % PRIORITIES.size()),
        because,
        evidence,
        List.of(new Advisory.SourceItem("document", "section")),
        UNITS.stream()
            .map(u -> new Advisory.ThresholdItem("name", BigDecimal.ONE, u, "source"))
            .toList(),
        STATUSES.get(i / 2 % STATUSES.size()),
        DAY,
        new Schedule(
            i % 2 == 0 ? "person" : null, i % 3 == 0 ? "role" : null, DAY, DAY, i % 3 == 1),
        "rank",
        List.of("subject"),
        List.of());
  }

  private static Summary summary(List<Advisory.Recommendation> recommended) {
    return new Summary(
        "headline",
        "why",
        recommended.stream()
            .limit(MOVES)
            .map(
                r ->
                    new Summary.Move(
                        "title",
                        "first step",
                        "what it is",
                        List.of("role"),
                        List.of(r.rule()),
                        r.owner(),
                        r.schedule()))
            .toList(),
        recommended.stream()
            .limit(MOVES)
            .map(r -> new Summary.Story("subject", "section", "sentence", List.of(r.rule())))
            .toList());
  }

  private static Advisory advisory(
      List<Advisory.Recommendation> recommended,
      List<String> clear,
      List<Advisory.NotAssessed> notAssessed,
      List<Advisory.Waived> waived,
      List<Advisory.Resolved> resolved) {
    return new Advisory(
        "specimen",
        new Advisory.Organisation("specimen", "specimen"),
        DAY,
        "0",
        new Advisory.RulebookVersion("specimen", "0"),
        recommended,
        summary(recommended),
        recommended.isEmpty() ? List.of() : List.of("assumption"),
        clear,
        notAssessed,
        clear.stream().map(rule -> new Advisory.NotApplicable(rule, "because")).toList(),
        recommended.stream().map(r -> new Advisory.Withheld(r.rule(), "because", null)).toList(),
        waived,
        resolved,
        IntStream.range(0, Math.min(MANY, notAssessed.size()))
            .mapToObj(i -> new Advisory.Question("need", "question", i + 1, i % 3))
            .toList(),
        waived,
        recommended.stream().map(r -> new Advisory.Claimed(r.rule(), "by", DAY)).toList(),
        recommended.isEmpty() ? List.of() : NOTES,
        new History(
            resolved.isEmpty() ? null : DAY,
            resolved.isEmpty() ? null : POINTS.get(0),
            resolved,
            resolved,
            resolved,
            recommended.isEmpty() ? List.of() : POINTS));
  }
}
