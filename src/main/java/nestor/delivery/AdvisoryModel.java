package nestor.delivery;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import nestor.advisory.Advisory;
import nestor.advisory.Advisory.Recommendation;
import nestor.advisory.Status;
import nestor.delivery.AdvisoryModelParts.Claim;
import nestor.delivery.AdvisoryModelParts.Group;
import nestor.delivery.AdvisoryModelParts.Item;
import nestor.delivery.AdvisoryModelParts.Need;
import nestor.delivery.AdvisoryModelParts.Organisation;
import nestor.delivery.AdvisoryModelParts.Outside;
import nestor.delivery.AdvisoryModelParts.Owner;
import nestor.delivery.AdvisoryModelParts.Places;
import nestor.delivery.AdvisoryModelParts.Question;
import nestor.delivery.AdvisoryModelParts.Rule;
import nestor.delivery.AdvisoryModelParts.Rulebook;
import nestor.delivery.AdvisoryModelParts.Settled;
import nestor.delivery.AdvisoryModelParts.Source;
import nestor.delivery.AdvisoryModelParts.Threshold;
import nestor.delivery.AdvisoryModelParts.Unknown;
import nestor.delivery.AdvisoryModelParts.Waiver;
import nestor.rulebook.Catalogue;
import nestor.rulebook.Effort;
import nestor.rulebook.Priority;
import nestor.rulebook.PriorityPolicy;
import nestor.rulebook.RuleMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Template model of an advisory: its values as plain words, joined with the catalogue's titles,
 * sources and thresholds. Wording belongs to the templates; only selection and order are decided
 * here.
 */
final class AdvisoryModel {
  private static final PriorityPolicy NO_HURRY = new PriorityPolicy(1, 180);

  private final Advisory advisory;
  private final Catalogue catalogue;
  private final @Nullable LocalDate confirmed;

  /**
   * @param confirmed the last later day on which the advisory still stood, or null
   */
  private AdvisoryModel(Advisory advisory, Catalogue catalogue, @Nullable LocalDate confirmed) {
    this.advisory = advisory;
    this.catalogue = catalogue;
    this.confirmed = confirmed;
  }

  /** What the owner of that name has to do. */
  static List<Item> items(
      Advisory advisory, Catalogue catalogue, @Nullable LocalDate confirmed, String owner) {
    return new AdvisoryModel(advisory, catalogue, confirmed)
        .advice().stream().filter(item -> item.owner().equals(TextSanitizer.of(owner))).toList();
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
    values.put(
        "owner",
        owners(model.advice()).stream()
            .filter(owner -> owner.name().equals(TextSanitizer.of(name)))
            .findFirst()
            .orElseGet(
                () ->
                    new Owner(
                        TextSanitizer.of(name),
                        List.of(),
                        priorities(List.of()),
                        List.of(),
                        ChartData.matrix(List.of()))));
    return values;
  }

  private Map<String, Object> values() {
    List<Recommendation> stances =
        advisory.recommended().stream().filter(r -> isStance(r.rule())).toList();
    List<Item> stance = new ArrayList<>();
    stances.forEach(r -> stance.add(item(r, 0, Map.of())));
    List<Item> advice = advice();

    Map<String, Object> values = new LinkedHashMap<>();
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
    values.put("headline", TextSanitizer.of(advisory.headline()));
    values.put("assumptions", advisory.assumptions().stream().map(TextSanitizer::of).toList());
    values.put("stance", stance);
    values.put("owners", owners(advice));
    values.put("advice", advice);
    values.put("fresh", having(Status.NEW, advice));
    values.put("worse", having(Status.WORSE, advice));
    values.put("better", having(Status.BETTER, advice));
    values.put("counts", priorities(advice));
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
    values.put("groups", groups(advice));
    values.put("clear", clear());
    values.put("otherStances", rules(otherStances().filter(this::isStance).toList()));
    values.put("notAssessed", unknown());
    values.put(
        "criticals",
        rules(
            advisory.notAssessed().stream().map(n -> n.rule()).filter(this::isCritical).toList()));
    values.put("needs", Need.all(advisory.notAssessed()));
    values.put("questions", questions());
    values.put("reading", ReadingModel.of(advisory.notes()));
    values.put("outside", outside());
    values.put(
        "withheld", rules(advisory.withheld().stream().map(Advisory.Withheld::rule).toList()));
    values.put("waived", waived());
    values.put("resolved", settled(advisory.resolved()));
    return values;
  }

  private void putScores(Map<String, Object> values) {
    TopicScores topicScores = new TopicScores(advisory, catalogue);
    values.put("score", topicScores.all());
    values.put("scores", topicScores.topics());
    values.put("weakest", topicScores.weakest());
    values.put("strongest", topicScores.strongest());
  }

  private List<Item> advice() {
    List<Recommendation> toDo =
        advisory.recommended().stream().filter(r -> !isStance(r.rule())).toList();
    Map<String, List<String>> groups = groupsOf(toDo);
    List<Item> advice = new ArrayList<>();
    toDo.forEach(r -> advice.add(item(r, advice.size() + 1, groups)));
    return advice;
  }

  private boolean isStance(String rule) {
    return catalogue.stance().contains(rule);
  }

  private boolean isCritical(String rule) {
    return !isStance(rule)
        && catalogue.rule(rule).filter(r -> r.priority() == Priority.CRITICAL).isPresent();
  }

  /** A first advisory has nothing to be compared with: all in it is new and nothing resolved. */
  private boolean isCompared() {
    return advisory.history().last() != null
        || !advisory.resolved().isEmpty()
        || advisory.recommended().stream().anyMatch(r -> r.status() != Status.NEW);
  }

  private Item item(Recommendation r, int rank, Map<String, List<String>> groups) {
    return new Item(
        rank,
        TextSanitizer.of(r.rule()),
        topic(r.rule()),
        TextSanitizer.of(r.title()),
        TextSanitizer.of(r.action()),
        TextSanitizer.of(r.owner()),
        word(r.priority()),
        r.because().stream().map(TextSanitizer::of).toList(),
        Places.of(r.evidence()),
        r.sources().stream().map(this::source).toList(),
        r.thresholds().stream().map(Threshold::of).toList(),
        word(r.status()),
        r.since(),
        catalogue.rule(r.rule()).map(RuleMetadata::effort).map(Effort::text).orElse(null),
        groups.getOrDefault(r.rule(), List.of()),
        r.evidence().stream()
            .filter(e -> e.entry() == null && catalogue.lists().contains(e.section()))
            .map(e -> TextSanitizer.of(e.section()))
            .distinct()
            .toList(),
        due(r),
        due(r).isBefore(confirmed == null ? advisory.asOf() : confirmed),
        advisory.lapsed().stream()
            .filter(w -> w.rule().equals(r.rule()))
            .findFirst()
            .map(this::waiver)
            .orElse(null),
        advisory.claimed().stream()
            .filter(c -> c.rule().equals(r.rule()))
            .findFirst()
            .map(c -> new Claim(TextSanitizer.of(c.by()), c.done()))
            .orElse(null));
  }

  private LocalDate due(Recommendation r) {
    PriorityPolicy policy = catalogue.priorities().getOrDefault(r.priority(), NO_HURRY);
    return r.since().plusDays(policy.days());
  }

  private Source source(Advisory.SourceItem s) {
    String title = catalogue.titles().getOrDefault(s.document(), s.document());
    return new Source(TextSanitizer.of(title), TextSanitizer.of(s.section()));
  }

  /** The groups of each rule, of those groups only that have several members recommended. */
  private Map<String, List<String>> groupsOf(List<Recommendation> toDo) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    catalogue
        .groups()
        .forEach(
            (name, members) -> {
              List<String> due =
                  toDo.stream().map(Recommendation::rule).filter(members::contains).toList();
              if (due.size() > 1) {
                due.forEach(
                    rule ->
                        groups
                            .computeIfAbsent(rule, r -> new ArrayList<>())
                            .add(TextSanitizer.of(name)));
              }
            });
    return groups;
  }

  /** Those that close the most come first, of equals the one whose first member ranks higher. */
  private static List<Group> groups(List<Item> advice) {
    Map<String, List<Item>> members = new LinkedHashMap<>();
    for (Item item : advice) {
      for (String group : item.groups()) {
        members.computeIfAbsent(group, g -> new ArrayList<>()).add(item);
      }
    }
    return members.entrySet().stream()
        .map(e -> new Group(e.getKey(), List.copyOf(e.getValue())))
        .sorted(Comparator.comparingInt((Group g) -> -g.members().size()))
        .toList();
  }

  private static List<Item> having(Status status, List<Item> advice) {
    return advice.stream().filter(item -> item.status().equals(word(status))).toList();
  }

  private static List<Owner> owners(List<Item> advice) {
    Map<String, List<Item>> items = new LinkedHashMap<>();
    advice.forEach(item -> items.computeIfAbsent(item.owner(), o -> new ArrayList<>()).add(item));
    return items.entrySet().stream()
        .map(
            e ->
                new Owner(
                    e.getKey(),
                    List.copyOf(e.getValue()),
                    priorities(e.getValue()),
                    groups(e.getValue()).stream().filter(g -> g.members().size() > 1).toList(),
                    ChartData.matrix(e.getValue())))
        .toList();
  }

  private static Map<String, Integer> priorities(List<Item> items) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Priority priority : Priority.values()) {
      String word = word(priority);
      counts.put(word, (int) items.stream().filter(i -> i.priority().equals(word)).count());
    }
    return counts;
  }

  private Map<String, Integer> news(List<Item> advice) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Status status : Status.values()) {
      counts.put(word(status), having(status, advice).size());
    }
    counts.put("resolved", advisory.resolved().size());
    counts.put("lost", advisory.history().lost().size());
    counts.put("aside", advisory.history().aside().size());
    counts.put("ceased", advisory.history().ceased().size());
    return counts;
  }

  private List<Rule> rules(List<String> ids) {
    return ids.stream().map(id -> new Rule(TextSanitizer.of(id), topic(id), title(id))).toList();
  }

  /** What does not apply, by what makes it so; what applies least comes first. */
  private List<Outside> outside() {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    advisory.notApplicable().stream()
        .filter(one -> !isStance(one.rule()))
        .forEach(
            one -> byReason.computeIfAbsent(one.because(), b -> new ArrayList<>()).add(one.rule()));
    return byReason.entrySet().stream()
        .map(one -> new Outside(TextSanitizer.of(one.getKey()), rules(one.getValue())))
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
        .filter(id -> !isStance(id))
        .map(id -> new Rule(TextSanitizer.of(id), topic(id), titleWhenClear(id)))
        .toList();
  }

  private List<Unknown> unknown() {
    return advisory.notAssessed().stream()
        .map(
            n ->
                new Unknown(
                    TextSanitizer.of(n.rule()),
                    topic(n.rule()),
                    title(n.rule()),
                    n.needs().stream().map(TextSanitizer::of).toList()))
        .toList();
  }

  private List<Waiver> waived() {
    return advisory.waived().stream().map(this::waiver).toList();
  }

  private Waiver waiver(Advisory.Waived w) {
    return new Waiver(
        TextSanitizer.of(w.rule()),
        topic(w.rule()),
        title(w.rule()),
        TextSanitizer.of(w.by()),
        TextSanitizer.of(w.why()),
        w.until());
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
                    TextSanitizer.of(r.rule()), topic(r.rule()), title(r.rule()), r.since()))
        .toList();
  }

  /** An advisory may be older than the rulebook and name a rule that is gone. */
  private String title(String rule) {
    return TextSanitizer.of(catalogue.rule(rule).map(RuleMetadata::title).orElse(rule));
  }

  private String titleWhenClear(String rule) {
    return TextSanitizer.of(catalogue.rule(rule).map(RuleMetadata::titleWhenClear).orElse(rule));
  }

  private static String topic(String rule) {
    int slash = rule.indexOf('/');
    return TextSanitizer.of(slash < 0 ? rule : rule.substring(0, slash));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
