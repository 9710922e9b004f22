package nestor.rulebook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.source.YamlFile;
import org.jspecify.annotations.Nullable;

/** Reader of a {@link Composition}; it reports every fault with its place and cure. */
final class CompositionReader {
  /** The keys of {@code rulebook.yaml} that it reads. */
  static final List<String> KEYS = List.of("groups", "efforts", "owners", "ranking", "stories");

  private static final List<String> GROUP_KEYS =
      List.of("title", "first-step", "consists-of", "with", "effort", "rules");
  private static final List<String> EFFORT_KEYS = List.of("hours", "days");
  private static final List<String> OWNER_KEYS =
      List.of("section", "role", "name", "hours-a-week", "first-steps-a-week", "reader");
  private static final List<String> RANKING_KEYS = List.of("at-stake", "never-first");
  private static final List<String> STAKE_KEYS = List.of("what", "rules", "entries", "priority");
  private static final List<String> STORY_KEYS = List.of("sentence", "facts", "move");
  private static final Pattern HOLE = Pattern.compile("\\{([^{}|]*)[^{}]*\\}");
  private static final int MOST = 10_000;

  private final List<RulebookManifest.Named> rules;
  private final List<RulebookManifest.Named> fields = new ArrayList<>();
  private final List<Diagnostic> faults;

  private CompositionReader(List<RulebookManifest.Named> rules, List<Diagnostic> faults) {
    this.rules = rules;
    this.faults = faults;
  }

  static Composition read(
      Map<String, YamlFile.Value> keys,
      List<RulebookManifest.Named> named,
      List<Diagnostic> faults) {
    return new CompositionReader(named, faults).read(keys);
  }

  private Composition read(Map<String, YamlFile.Value> keys) {
    SortedMap<String, Group> groups = new TreeMap<>();
    mapping(keys, "groups").forEach((name, table) -> groups.put(name, group(name, table)));
    SortedMap<String, StoryKind> stories = new TreeMap<>();
    mapping(keys, "stories")
        .forEach((section, table) -> stories.put(section, story(section, table)));
    return new Composition(
        groups,
        efforts(mapping(keys, "efforts")),
        owners(mapping(keys, "owners")),
        ranking(mapping(keys, "ranking")),
        stories,
        List.copyOf(fields));
  }

  private Ranking ranking(Map<String, YamlFile.Value> values) {
    known("the ranking", values, RANKING_KEYS);
    YamlFile.Value stakes = values.get("at-stake");
    YamlFile.Value neverFirst = values.get("never-first");
    return new Ranking(
        stakes == null ? List.of() : stakes.items().stream().map(this::stake).toList(),
        neverFirst == null ? List.of() : RulebookManifest.rules(neverFirst, rules));
  }

  private Ranking.Stake stake(YamlFile.Value table) {
    Map<String, YamlFile.Value> values = table.mapping();
    known("what is at stake", values, STAKE_KEYS);
    if (text(values, "what", "").isBlank()) {
      faults.add(
          table
              .position()
              .fault("nothing says what is at stake", "add what: and the words for it"));
    }
    if (!values.containsKey("rules") && !values.containsKey("entries")) {
      faults.add(
          table
              .position()
              .fault(
                  "nothing says where this is at stake",
                  "add rules: [topic/rule] or entries: [section.field]"));
    }
    YamlFile.Value named = values.get("rules");
    YamlFile.Value entries = values.get("entries");
    List<String> flags = new ArrayList<>();
    if (entries != null) {
      entries.items().forEach(item -> flags.add(field(item.text(), item)));
    }
    return new Ranking.Stake(
        text(values, "what", ""),
        named == null ? List.of() : RulebookManifest.rules(named, rules),
        List.copyOf(flags),
        priority(values.get("priority")));
  }

  private Optional<Priority> priority(YamlFile.@Nullable Value value) {
    Optional<Priority> priority = value == null ? Optional.empty() : Priority.of(value.text());
    if (value != null && priority.isEmpty()) {
      faults.add(
          value
              .position()
              .fault(
                  "'" + value.text() + "' is no priority",
                  Suggestions.cure(value.text(), Priority.WORDS)));
    }
    return priority;
  }

  private StoryKind story(String section, YamlFile.Value table) {
    Map<String, YamlFile.Value> values = table.mapping();
    known("a story", values, STORY_KEYS);
    YamlFile.Value sentence = values.get("sentence");
    if (sentence == null
        || !sentence.text().contains("{subject}")
        || !sentence.text().contains("{facts}")) {
      faults.add(
          (sentence == null ? table : sentence)
              .position()
              .fault(
                  "the story of " + section + " has no sentence",
                  "add sentence: with {subject} and {facts}"));
    }
    Map<String, String> facts = new LinkedHashMap<>();
    mapping(values, "facts")
        .forEach(
            (rule, fact) -> {
              rules.add(new RulebookManifest.Named(rule, fact.position()));
              for (Matcher hole = HOLE.matcher(fact.text()); hole.find(); ) {
                field(hole.group(1), fact);
              }
              facts.put(rule, fact.text());
            });
    YamlFile.Value move = values.get("move");
    return new StoryKind(
        text(values, "sentence", ""), facts, move == null ? null : group(section, move));
  }

  private String field(String name, YamlFile.Value at) {
    fields.add(new RulebookManifest.Named(name, at.position()));
    return name;
  }

  private Group group(String name, YamlFile.Value table) {
    if (table.isList()) {
      faults.add(
          table
              .position()
              .fault(
                  "the group '" + name + "' has no title",
                  "write title: and what to do, first-step:, consists-of:, with: and rules:"));
      return new Group(name, "", "", List.of(), null, RulebookManifest.rules(table, rules));
    }
    Map<String, YamlFile.Value> values = table.mapping();
    known("a group", values, GROUP_KEYS);
    for (String key : List.of("title", "first-step", "consists-of", "rules")) {
      if (!values.containsKey(key)) {
        faults.add(
            table
                .position()
                .fault("the group '" + name + "' has no " + key, "add " + key + ": to it"));
      }
    }
    YamlFile.Value settled = values.get("rules");
    YamlFile.Value with = values.get("with");
    return new Group(
        text(values, "title", name),
        text(values, "first-step", ""),
        text(values, "consists-of", ""),
        with == null ? List.of() : with.items().stream().map(YamlFile.Value::text).toList(),
        effort(values.get("effort")),
        settled == null ? List.of() : RulebookManifest.rules(settled, rules));
  }

  private @Nullable Effort effort(YamlFile.@Nullable Value value) {
    if (value == null) {
      return null;
    }
    Optional<Effort> effort = Effort.of(value.text());
    if (effort.isEmpty()) {
      faults.add(unknown(value.text(), value));
    }
    return effort.orElse(null);
  }

  private static Diagnostic unknown(String effort, YamlFile.Value at) {
    return at.position()
        .fault("there is no effort '" + effort + "'", Suggestions.cure(effort, Effort.WORDS));
  }

  private Map<Effort, EffortPolicy> efforts(Map<String, YamlFile.Value> table) {
    Map<Effort, EffortPolicy> efforts = new EnumMap<>(EffortPolicy.USUAL);
    table.forEach(
        (word, row) -> {
          Optional<Effort> effort = Effort.of(word);
          if (effort.isEmpty()) {
            faults.add(unknown(word, row));
            return;
          }
          EffortPolicy usual = Objects.requireNonNull(EffortPolicy.USUAL.get(effort.get()));
          Map<String, YamlFile.Value> values = row.mapping();
          known("an effort", values, EFFORT_KEYS);
          efforts.put(
              effort.get(),
              new EffortPolicy(
                  number(values, "hours", usual.hours()), number(values, "days", usual.days())));
        });
    return Collections.unmodifiableMap(efforts);
  }

  private Owners owners(Map<String, YamlFile.Value> values) {
    known("owners", values, OWNER_KEYS);
    Owners usual = Owners.USUAL;
    for (String key : List.of("role", "name")) {
      if (values.containsKey(key)) {
        field(text(values, "section", "") + "." + text(values, key, ""), values.get(key));
      }
    }
    return new Owners(
        text(values, "section", usual.section()),
        text(values, "role", usual.role()),
        text(values, "name", usual.name()),
        number(values, "hours-a-week", usual.hoursAWeek()),
        number(values, "first-steps-a-week", usual.firstStepsAWeek()),
        text(values, "reader", usual.reader()));
  }

  private static Map<String, YamlFile.Value> mapping(Map<String, YamlFile.Value> keys, String key) {
    YamlFile.Value table = keys.get(key);
    return table == null ? new LinkedHashMap<>() : table.mapping();
  }

  private void known(String what, Map<String, YamlFile.Value> values, List<String> keys) {
    values.forEach(
        (key, value) -> {
          if (!keys.contains(key)) {
            faults.add(
                value
                    .position()
                    .fault(what + " has no '" + key + "'", Suggestions.cure(key, keys)));
          }
        });
  }

  private static String text(Map<String, YamlFile.Value> values, String key, String otherwise) {
    YamlFile.Value value = values.get(key);
    return value == null ? otherwise : value.text();
  }

  private int number(Map<String, YamlFile.Value> values, String key, int otherwise) {
    return WholeNumber.of(values, key, "number of " + key, otherwise, MOST, faults);
  }
}
