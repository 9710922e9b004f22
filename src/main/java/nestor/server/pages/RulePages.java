package nestor.server.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.rulebook.Catalogue;
import nestor.rulebook.Effort;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Scope;
import nestor.rulebook.Threshold;
import nestor.server.auth.Principal;
import nestor.server.pipeline.AdvisoryEngine;
import nestor.server.pipeline.RulebookActivation;
import nestor.workbench.ScenarioRunner;
import org.jspecify.annotations.Nullable;

/** Models of the catalogue, the page of each rule, and the rulebook page. */
public final class RulePages {
  private final AdvisoryEngine book;
  private final AdvisorySummaryCache summaries;
  private volatile Scenarios scenarios = new Scenarios("", new TreeMap<>(), 0);

  RulePages(AdvisoryEngine book, AdvisorySummaryCache summaries) {
    this.book = book;
    this.summaries = summaries;
  }

  /** Scenarios of one version, by rule. */
  private record Scenarios(
      String version, SortedMap<String, List<ScenarioRunner.ScenarioAnswer>> told, int count) {}

  /** The rules of one topic that were asked for. */
  record Topic(String topic, List<Line> rules) {}

  /**
   * @param open at how many organisations it is recommended
   */
  record Line(String rule, String title, String owner, String priority, int open) {}

  record Whole(
      String rule,
      String topic,
      String title,
      String action,
      String owner,
      String priority,
      @Nullable String effort,
      @Nullable String note,
      List<String> appliesTo,
      List<Source> sources,
      List<Limit> thresholds,
      List<String> sections,
      String file,
      int line,
      String text) {}

  record Source(String document, String section) {}

  record Limit(
      String name,
      BigDecimal value,
      String unit,
      String basis,
      @Nullable String source,
      @Nullable String why,
      List<Threshold.Variant> variants) {}

  record Open(String id, String name, String priority, LocalDate since, int findings) {}

  record Book(
      String name,
      String version,
      Instant since,
      int rules,
      int thresholds,
      int sections,
      int scenarios,
      List<String> faults,
      List<RulebookActivation> versions) {}

  /** Search of the reader; empty words ask for everything. */
  public record Wanted(String q, String priority, String owner) {}

  /** The catalogue, or what is looked for in it. */
  public PageModel all(Principal principal, Wanted wanted) {
    Map<String, Integer> open = new TreeMap<>();
    for (AdvisorySummary summary : summaries.all(principal)) {
      summary.open().keySet().forEach(rule -> open.merge(rule, 1, Integer::sum));
    }
    Catalogue catalogue = book.read((rulebook, assessor) -> rulebook.catalogue());
    List<RuleMetadata> found =
        catalogue.rules().stream().filter(rule -> isWanted(rule, wanted, catalogue)).toList();
    Map<String, List<Line>> topics = new LinkedHashMap<>();
    for (RuleMetadata rule : found) {
      topics
          .computeIfAbsent(rule.topic(), topic -> new ArrayList<>())
          .add(
              new Line(
                  rule.id(),
                  rule.title(),
                  rule.owner(),
                  rule.priority().text(),
                  open.getOrDefault(rule.id(), 0)));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("q", wanted.q());
    values.put("priority", wanted.priority());
    values.put("owner", wanted.owner());
    values.put("priorities", List.copyOf(catalogue.priorities().keySet()));
    values.put(
        "owners",
        List.copyOf(new TreeSet<>(catalogue.rules().stream().map(RuleMetadata::owner).toList())));
    values.put("all", catalogue.rules().size());
    values.put("found", found.size());
    values.put(
        "topics",
        topics.entrySet().stream().map(e -> new Topic(e.getKey(), e.getValue())).toList());
    return PageModel.of("rules", values);
  }

  /** Whether every word that is looked for stands somewhere in what the rule says. */
  private static boolean isWanted(RuleMetadata rule, Wanted wanted, Catalogue catalogue) {
    StringBuilder said = new StringBuilder();
    said.append(rule.id()).append(' ').append(rule.title()).append(' ').append(rule.action());
    said.append(' ').append(Objects.toString(rule.note(), ""));
    rule.sources()
        .forEach(
            s ->
                said.append(' ')
                    .append(catalogue.titles().getOrDefault(s.document(), s.document()))
                    .append(' ')
                    .append(s.section()));
    rule.sections().forEach(section -> said.append(' ').append(section));
    String all = said.toString().toLowerCase(Locale.ROOT);
    return (wanted.priority().isEmpty() || rule.priority().text().equals(wanted.priority()))
        && (wanted.owner().isEmpty() || rule.owner().equals(wanted.owner()))
        && wanted.q().toLowerCase(Locale.ROOT).strip().lines().allMatch(words -> holds(all, words));
  }

  private static boolean holds(String all, String words) {
    for (String word : words.split("\\s+")) {
      if (!all.contains(word)) {
        return false;
      }
    }
    return true;
  }

  /** One rule; empty where there is none of that id. */
  public Optional<PageModel> one(Principal principal, String id) {
    Optional<Whole> whole =
        book.read(
            (open, assessor) -> open.catalogue().rule(id).map(metadata -> whole(metadata, open)));
    return whole.map(
        rule -> {
          List<Open> open = new ArrayList<>();
          for (AdvisorySummary summary : summaries.all(principal)) {
            AdvisorySummary.Open at = summary.open().get(id);
            if (at != null) {
              open.add(
                  new Open(summary.id(), summary.name(), at.priority(), at.since(), at.findings()));
            }
          }
          List<ScenarioRunner.ScenarioAnswer> told = scenarios().told().getOrDefault(id, List.of());
          return PageModel.of("rule", Map.of("rule", rule, "open", open, "scenarios", told));
        });
  }

  private static Whole whole(RuleMetadata rule, Rulebook open) {
    Map<String, String> titles = open.about().titles();
    return new Whole(
        rule.id(),
        rule.topic(),
        rule.title(),
        rule.action(),
        rule.owner(),
        rule.priority().text(),
        Optional.ofNullable(rule.effort()).map(Effort::text).orElse(null),
        rule.note(),
        Optional.ofNullable(open.rules().get(rule.id()))
            .map(Rule::scopes)
            .orElse(List.of())
            .stream()
            .map(Scope::title)
            .toList(),
        rule.sources().stream()
            .map(s -> new Source(titles.getOrDefault(s.document(), s.document()), s.section()))
            .toList(),
        rule.thresholds().stream()
            .map(name -> open.thresholds().get(name))
            .filter(Objects::nonNull)
            .map(
                t ->
                    new Limit(
                        t.name(),
                        t.values().lastEntry().getValue(),
                        t.unit(),
                        t.basis(),
                        t.source(),
                        t.why(),
                        t.variants()))
            .toList(),
        rule.sections(),
        rule.file(),
        rule.line(),
        text(open.folder().resolve(rule.file()), rule));
  }

  /** The rule as it stands in its file, all its cases included. */
  private static String text(Path file, RuleMetadata rule) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    StringBuilder text = new StringBuilder();
    boolean inside = false;
    for (String line : lines) {
      if (line.startsWith("rule \"" + rule.id() + "\"")
          || line.startsWith("rule \"" + rule.id() + ":")) {
        inside = true;
        text.append(text.isEmpty() ? "" : "\n");
      }
      if (inside) {
        text.append(line).append('\n');
      }
      inside &= !line.strip().equals("end");
    }
    return text.toString();
  }

  /**
   * The rulebook as a whole.
   *
   * @param since when it came into force
   * @param faults why a later edit is not in force; empty where there is none
   * @param versions that were in force, the latest first
   */
  public PageModel book(Instant since, List<String> faults, List<RulebookActivation> versions) {
    int count = scenarios().count();
    Book whole =
        book.read(
            (open, assessor) ->
                new Book(
                    open.about().name(),
                    open.version(),
                    since,
                    open.rules().size(),
                    open.thresholds().size(),
                    open.vocabulary().sections().size(),
                    count,
                    faults,
                    versions));
    return PageModel.of("rulebook", Map.of("book", whole));
  }

  private Scenarios scenarios() {
    return book.read(
        (open, assessor) -> {
          Scenarios known = scenarios;
          if (!known.version().equals(open.version())) {
            ScenarioRunner runner = new ScenarioRunner(assessor);
            known = new Scenarios(open.version(), runner.answersByRule(), runner.size());
            scenarios = known;
          }
          return known;
        });
  }
}
