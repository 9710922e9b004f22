package nestor.delivery;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nestor.advisory.Advisory;
import nestor.advisory.Status;
import nestor.delivery.AdvisoryModelParts.Item;
import nestor.delivery.AdvisoryModelParts.Need;
import nestor.delivery.AdvisoryModelParts.Organisation;
import nestor.delivery.AdvisoryModelParts.Outside;
import nestor.delivery.AdvisoryModelParts.Question;
import nestor.delivery.AdvisoryModelParts.Rule;
import nestor.delivery.AdvisoryModelParts.Rulebook;
import nestor.delivery.AdvisoryModelParts.Settled;
import nestor.delivery.AdvisoryModelParts.Standing;
import nestor.delivery.AdvisoryModelParts.Unknown;
import nestor.delivery.AdvisoryModelParts.Waiver;
import nestor.rulebook.Catalogue;
import nestor.rulebook.Priority;
import nestor.rulebook.PriorityPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Template model of an advisory: its values as plain words, joined with the catalogue's titles,
 * sources and thresholds. Wording belongs to the templates; only selection and order are decided
 * here.
 */
final class AdvisoryModel {
  private final Advisory advisory;
  private final Catalogue catalogue;
  private final @Nullable LocalDate confirmed;
  private final AdviceItems items;
  private final RuleTitles titles;

  /**
   * @param confirmed the last later day on which the advisory still stood, or null
   */
  private AdvisoryModel(Advisory advisory, Catalogue catalogue, @Nullable LocalDate confirmed) {
    this.advisory = advisory;
    this.catalogue = catalogue;
    this.confirmed = confirmed;
    items = new AdviceItems(advisory, catalogue, confirmed);
    titles = new RuleTitles(catalogue);
  }

  /** Items of the owner of that name. */
  static List<Item> items(
      Advisory advisory, Catalogue catalogue, @Nullable LocalDate confirmed, String owner) {
    AdviceItems items = new AdviceItems(advisory, catalogue, confirmed);
    return items.owner(owner, items.advice()).items();
  }

  /** Returns the rules of the recommendations by their numbers, from 1 on. */
  static List<String> numbered(Advisory advisory, Catalogue catalogue) {
    RuleTitles titles = new RuleTitles(catalogue);
    return advisory.recommended().stream()
        .map(Advisory.Recommendation::rule)
        .filter(rule -> !titles.isStance(rule))
        .toList();
  }

  static Map<String, Object> of(Advisory advisory, Catalogue catalogue) {
    return of(advisory, catalogue, null);
  }

  static Map<String, Object> of(
      Advisory advisory, Catalogue catalogue, @Nullable LocalDate confirmed) {
    return new AdvisoryModel(advisory, catalogue, confirmed).values();
  }

  /**
   * Returns the values of the page of one owner: {@code advice}, {@code counts} and the like are of
   * all owners, {@code owner} is this one.
   *
   * @param name the owner, as recommendations name it
   */
  static Map<String, Object> of(
      Advisory advisory, Catalogue catalogue, @Nullable LocalDate confirmed, String name) {
    AdvisoryModel model = new AdvisoryModel(advisory, catalogue, confirmed);
    Map<String, Object> values = model.values();
    values.put("owner", model.items.owner(name, model.items.advice()));
    return values;
  }

  private Map<String, Object> values() {
    List<Item> advice = items.advice();

    Map<String, Object> values = new LinkedHashMap<>();
    putHead(values);
    values.put("headline", TextSanitizer.of(advisory.headline()));
    values.put("assumptions", advisory.assumptions().stream().map(TextSanitizer::of).toList());
    values.put("stance", items.stances());
    values.put("owners", items.owners(advice));
    values.put("advice", advice);
    values.put("moves", items.moves(advice));
    values.put("stories", items.stories(advice));
    values.put("overdue", AdviceItems.overdue(advice));
    values.put("why", TextSanitizer.of(advisory.summary().why()));
    values.put("address", "");
    values.put(TemplateFilters.WIDTH, TemplateFilters.COLUMNS);
    values.put("fresh", AdviceItems.having(Status.NEW, advice));
    values.put("worse", AdviceItems.having(Status.WORSE, advice));
    values.put("better", AdviceItems.having(Status.BETTER, advice));
    values.put("counts", AdviceItems.priorities(advice));
    values.put("matrix", ChartData.matrix(advice));
    values.put("trend", Trend.of(advisory));
    Map<String, PriorityPolicy> policies = new LinkedHashMap<>();
    catalogue.priorities().forEach((priority, policy) -> policies.put(priority.text(), policy));
    values.put("priorities", policies);
    putScores(values);
    values.put("sequence", advisory.asOf().toEpochDay());
    values.put("news", news(advice));
    values.put("compared", isCompared());
    values.put("last", advisory.history().last());
    values.put("lost", settled(advisory.history().lost()));
    values.put("aside", settled(advisory.history().aside()));
    values.put("ceased", settled(advisory.history().ceased()));
    values.put("groups", AdviceItems.groups(advice));
    values.put("clear", clear());
    values.put("otherStances", titles.rules(otherStances().filter(titles::isStance).toList()));
    values.put("notAssessed", unknown());
    values.put(
        "criticals",
        titles.rules(
            advisory.notAssessed().stream().map(n -> n.rule()).filter(this::isCritical).toList()));
    values.put("needs", Need.all(advisory.notAssessed()));
    values.put("questions", questions());
    values.put("reading", ReadingModel.of(advisory.notes()));
    values.put("outside", outside());
    values.put(
        "withheld",
        titles.rules(advisory.withheld().stream().map(Advisory.Withheld::rule).toList()));
    values.put("waived", waived());
    values.put("resolved", settled(advisory.resolved()));
    return values;
  }

  private void putHead(Map<String, Object> values) {
    values.put("advisory", TextSanitizer.of(advisory.advisory()));
    values.put(
        "organisation",
        new Organisation(
            TextSanitizer.of(advisory.organisation().id()),
            TextSanitizer.of(advisory.organisation().name())));
    values.put("asOf", advisory.asOf());
    values.put("confirmed", confirmed);
    values.put("engine", TextSanitizer.of(advisory.engine()));
    values.put(
        "rulebook",
        new Rulebook(
            TextSanitizer.of(advisory.rulebook().name()),
            TextSanitizer.of(advisory.rulebook().version())));
  }

  /** Whether enough is known to advise, too little is, or no rule applies at all. */
  private String state(Standing all) {
    if (all.rules() == 0 && !advisory.notApplicable().isEmpty()) {
      return "outside";
    }
    return all.enough() || all.rules() == 0 ? "known" : "unknown";
  }

  private void putScores(Map<String, Object> values) {
    TopicScores topicScores = new TopicScores(advisory, catalogue);
    values.put("score", topicScores.all());
    values.put("scores", topicScores.topics());
    values.put("state", state(topicScores.all()));
    values.put("standing", topicScores.weakestFirst());
    values.put("weakest", topicScores.weakest());
    values.put("strongest", topicScores.strongest());
  }

  private boolean isCritical(String rule) {
    return !titles.isStance(rule)
        && catalogue.rule(rule).filter(r -> r.priority() == Priority.CRITICAL).isPresent();
  }

  /** A first advisory has nothing to be compared with: all in it is new and nothing resolved. */
  private boolean isCompared() {
    return advisory.history().last() != null
        || !advisory.resolved().isEmpty()
        || advisory.recommended().stream().anyMatch(r -> r.status() != Status.NEW);
  }

  private Map<String, Integer> news(List<Item> advice) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Status status : Status.values()) {
      counts.put(RuleTitles.word(status), AdviceItems.having(status, advice).size());
    }
    counts.put("resolved", advisory.resolved().size());
    counts.put("lost", advisory.history().lost().size());
    counts.put("aside", advisory.history().aside().size());
    counts.put("ceased", advisory.history().ceased().size());
    return counts;
  }

  /** Rules that do not apply, by reason; the reason with most rules comes first. */
  private List<Outside> outside() {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    advisory.notApplicable().stream()
        .filter(one -> !titles.isStance(one.rule()))
        .forEach(
            one -> byReason.computeIfAbsent(one.because(), b -> new ArrayList<>()).add(one.rule()));
    return byReason.entrySet().stream()
        .map(one -> new Outside(TextSanitizer.of(one.getKey()), titles.rules(one.getValue())))
        .sorted(Comparator.comparing((Outside one) -> -one.rules().size()))
        .toList();
  }

  private Stream<String> otherStances() {
    return Stream.concat(
        advisory.clear().stream(),
        advisory.notApplicable().stream().map(Advisory.NotApplicable::rule));
  }

  private List<Rule> clear() {
    return advisory.clear().stream()
        .filter(id -> !titles.isStance(id))
        .map(id -> new Rule(TextSanitizer.of(id), RuleTitles.topic(id), titles.titleWhenClear(id)))
        .toList();
  }

  private List<Unknown> unknown() {
    return advisory.notAssessed().stream()
        .filter(n -> !titles.isStance(n.rule()))
        .map(
            n ->
                new Unknown(
                    TextSanitizer.of(n.rule()),
                    RuleTitles.topic(n.rule()),
                    titles.title(n.rule()),
                    n.needs().stream().map(TextSanitizer::of).toList()))
        .toList();
  }

  private List<Waiver> waived() {
    return advisory.waived().stream().map(titles::waiver).toList();
  }

  private List<Question> questions() {
    return advisory.questions().stream()
        .map(
            q ->
                new Question(
                    TextSanitizer.of(q.need()),
                    TextSanitizer.of(q.question()),
                    q.settles(),
                    q.critical()))
        .toList();
  }

  private List<Settled> settled(List<Advisory.Resolved> rules) {
    return rules.stream()
        .map(
            r ->
                new Settled(
                    TextSanitizer.of(r.rule()),
                    RuleTitles.topic(r.rule()),
                    titles.title(r.rule()),
                    r.since()))
        .toList();
  }
}
