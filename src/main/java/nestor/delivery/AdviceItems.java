package nestor.delivery;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nestor.advisory.Advisory;
import nestor.advisory.Advisory.Recommendation;
import nestor.advisory.Status;
import nestor.advisory.Summary;
import nestor.delivery.AdvisoryModelParts.Claim;
import nestor.delivery.AdvisoryModelParts.Group;
import nestor.delivery.AdvisoryModelParts.Item;
import nestor.delivery.AdvisoryModelParts.Move;
import nestor.delivery.AdvisoryModelParts.Owner;
import nestor.delivery.AdvisoryModelParts.Places;
import nestor.delivery.AdvisoryModelParts.Source;
import nestor.delivery.AdvisoryModelParts.Span;
import nestor.delivery.AdvisoryModelParts.Story;
import nestor.delivery.AdvisoryModelParts.Threshold;
import nestor.rulebook.Catalogue;
import nestor.rulebook.Effort;
import nestor.rulebook.Priority;
import nestor.rulebook.RuleMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Recommendations of an advisory as items of the template model, ranked, and grouped by owner and
 * by what one step closes together. {@link AdvisoryModel} puts them beside everything else that an
 * advisory says.
 */
final class AdviceItems {
  /** How many moves an advisory has that names none: its first recommendations. */
  private static final int FEW = 3;

  private final Advisory advisory;
  private final Catalogue catalogue;
  private final @Nullable LocalDate confirmed;
  private final RuleTitles titles;

  /**
   * @param confirmed the last later day on which the advisory still stood, or null
   */
  AdviceItems(Advisory advisory, Catalogue catalogue, @Nullable LocalDate confirmed) {
    this.advisory = advisory;
    this.catalogue = catalogue;
    this.confirmed = confirmed;
    titles = new RuleTitles(catalogue);
  }

  /** Returns all items but the stances, in the order of their rank. */
  List<Item> advice() {
    List<Recommendation> toDo =
        advisory.recommended().stream().filter(r -> !titles.isStance(r.rule())).toList();
    Map<String, List<String>> groups = groupsOf(toDo);
    List<Item> advice = new ArrayList<>();
    toDo.forEach(r -> advice.add(item(r, advice.size() + 1, groups)));
    return advice;
  }

  /** Returns the stances, which have no rank. */
  List<Item> stances() {
    return advisory.recommended().stream()
        .filter(r -> titles.isStance(r.rule()))
        .map(r -> item(r, 0, Map.of()))
        .toList();
  }

  private Item item(Recommendation r, int rank, Map<String, List<String>> groups) {
    return new Item(
        rank,
        TextSanitizer.of(r.rule()),
        RuleTitles.topic(r.rule()),
        TextSanitizer.of(r.title()),
        TextSanitizer.of(r.action()),
        TextSanitizer.of(r.owner()),
        RuleTitles.word(r.priority()),
        r.because().stream().map(TextSanitizer::of).toList(),
        Places.of(r.evidence()),
        r.sources().stream().map(this::source).toList(),
        r.thresholds().stream().map(Threshold::of).toList(),
        RuleTitles.word(r.status()),
        r.since(),
        catalogue.rule(r.rule()).map(RuleMetadata::effort).map(Effort::text).orElse(null),
        groups.getOrDefault(r.rule(), List.of()),
        r.evidence().stream()
            .filter(e -> e.entry() == null && catalogue.lists().contains(e.section()))
            .map(e -> TextSanitizer.of(e.section()))
            .distinct()
            .toList(),
        r.assumes().stream().map(TextSanitizer::of).toList(),
        shown(r.schedule().person()),
        r.schedule().firstStepBy(),
        r.schedule().due(),
        r.schedule().due().isBefore(today()),
        advisory.lapsed().stream()
            .filter(w -> w.rule().equals(r.rule()))
            .findFirst()
            .map(titles::waiver)
            .orElse(null),
        advisory.claimed().stream()
            .filter(c -> c.rule().equals(r.rule()))
            .findFirst()
            .map(c -> new Claim(TextSanitizer.of(c.by()), c.done()))
            .orElse(null));
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

  /** Returns the recommendations whose day has passed, the longest overdue first. */
  static List<Item> overdue(List<Item> items) {
    return items.stream()
        .filter(Item::overdue)
        .sorted(Comparator.comparing(Item::due).thenComparingInt(Item::rank))
        .toList();
  }

  /** Returns the few things to do that settle the most. */
  List<Move> moves(List<Item> items) {
    List<Move> moves =
        advisory.summary().moves().stream()
            .map(move -> move(move, items))
            .filter(move -> !move.settles().isEmpty())
            .toList();
    return moves.isEmpty() ? items.stream().limit(FEW).map(Move::of).toList() : moves;
  }

  private Move move(Summary.Move move, List<Item> items) {
    Set<String> rules =
        move.settles().stream().map(TextSanitizer::of).collect(Collectors.toUnmodifiableSet());
    return new Move(
        TextSanitizer.of(move.title()),
        TextSanitizer.of(move.firstStep()),
        TextSanitizer.of(move.consistsOf()),
        move.with().stream().map(TextSanitizer::of).toList(),
        TextSanitizer.of(move.owner()),
        shown(move.schedule().person()),
        move.schedule().firstStepBy(),
        move.schedule().due(),
        move.schedule().due().isBefore(today()),
        items.stream().filter(item -> rules.contains(item.rule())).toList());
  }

  /** Returns what several recommendations have in common, the gravest first. */
  List<Story> stories(List<Item> items) {
    return advisory.summary().stories().stream()
        .map(
            story ->
                new Story(
                    TextSanitizer.of(story.subject()),
                    TextSanitizer.of(story.sentence()),
                    items.stream().filter(item -> story.rules().contains(item.rule())).toList()))
        .filter(story -> !story.items().isEmpty())
        .toList();
  }

  private LocalDate today() {
    return confirmed == null ? advisory.asOf() : confirmed;
  }

  private static @Nullable String shown(@Nullable String name) {
    return name == null ? null : TextSanitizer.of(name);
  }

  /** Returns the groups, largest first; of equals the one whose first member ranks higher. */
  static List<Group> groups(List<Item> advice) {
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

  static List<Item> having(Status status, List<Item> advice) {
    return advice.stream().filter(item -> item.status().equals(RuleTitles.word(status))).toList();
  }

  /** Returns all owners, the one of the first recommendation first. */
  List<Owner> owners(List<Item> advice) {
    return advice.stream().map(Item::owner).distinct().map(name -> owner(name, advice)).toList();
  }

  /**
   * Returns the owner of that name, with its own of the recommendations: none where it has none.
   */
  Owner owner(String name, List<Item> advice) {
    String shown = TextSanitizer.of(name);
    List<Item> own = advice.stream().filter(item -> item.owner().equals(shown)).toList();
    List<Item> late = overdue(own);
    return new Owner(
        shown,
        Stream.concat(late.stream(), own.stream().filter(item -> !item.overdue())).toList(),
        late,
        priorities(own),
        groups(own).stream().filter(g -> g.members().size() > 1).toList(),
        spans(own),
        ChartData.matrix(own));
  }

  private List<Span> spans(List<Item> own) {
    Map<String, List<Item>> spans = new LinkedHashMap<>();
    List.of("week", "next", "later").forEach(name -> spans.put(name, new ArrayList<>()));
    for (Item item : own) {
      LocalDate begins = Objects.requireNonNullElse(item.firstStepBy(), item.due());
      String name =
          item.overdue() || !begins.isAfter(today().plusDays(7))
              ? "week"
              : begins.isAfter(today().plusDays(30)) ? "later" : "next";
      Objects.requireNonNull(spans.get(name)).add(item);
    }
    return spans.entrySet().stream()
        .filter(span -> !span.getValue().isEmpty())
        .map(span -> new Span(span.getKey(), List.copyOf(span.getValue())))
        .toList();
  }

  static Map<String, Integer> priorities(List<Item> items) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Priority priority : Priority.values()) {
      String word = RuleTitles.word(priority);
      counts.put(word, (int) items.stream().filter(i -> i.priority().equals(word)).count());
    }
    return counts;
  }
}
