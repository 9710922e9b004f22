package nestor.rulebook;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.source.YamlFile;

/**
 * Way in which recommendations make an advisory, from {@code rulebook.yaml}: what one thing to do
 * closes, how long things take, and who does them.
 *
 * @param groups rules that one thing to do closes together, by name
 * @param efforts what each effort takes
 */
public record Composition(
    SortedMap<String, Group> groups, Map<Effort, EffortPolicy> efforts, Owners owners) {
  private static final List<String> GROUP_KEYS =
      List.of("title", "first-step", "consists-of", "with", "rules");
  private static final List<String> EFFORT_KEYS = List.of("hours", "days");
  private static final List<String> OWNER_KEYS =
      List.of("section", "role", "name", "hours-a-week", "first-steps-a-week", "reader");
  private static final int MOST = 10_000;

  /** The keys of {@code rulebook.yaml} that it is read from. */
  static final List<String> KEYS = List.of("groups", "efforts", "owners");

  /** The rules of each group, by its name. */
  public SortedMap<String, List<String>> members() {
    SortedMap<String, List<String>> members = new TreeMap<>();
    groups.forEach((name, group) -> members.put(name, group.rules()));
    return members;
  }

  static Composition read(
      Map<String, YamlFile.Value> keys,
      List<RulebookManifest.Named> named,
      List<Diagnostic> faults) {
    SortedMap<String, Group> groups = new TreeMap<>();
    mapping(keys, "groups")
        .forEach((name, table) -> groups.put(name, group(name, table, named, faults)));
    return new Composition(
        groups, efforts(mapping(keys, "efforts"), faults), owners(mapping(keys, "owners"), faults));
  }

  private static Group group(
      String name,
      YamlFile.Value table,
      List<RulebookManifest.Named> named,
      List<Diagnostic> faults) {
    if (table.isList()) {
      faults.add(
          table
              .position()
              .fault(
                  "the group '" + name + "' has no title",
                  "write title: and what to do, first-step:, consists-of:, with: and rules:"));
      return new Group(name, "", "", List.of(), RulebookManifest.rules(table, named));
    }
    Map<String, YamlFile.Value> values = table.mapping();
    known("a group", values, GROUP_KEYS, faults);
    for (String key : List.of("title", "first-step", "consists-of", "rules")) {
      if (!values.containsKey(key)) {
        faults.add(
            table
                .position()
                .fault("the group '" + name + "' has no " + key, "add " + key + ": to it"));
      }
    }
    YamlFile.Value rules = values.get("rules");
    YamlFile.Value with = values.get("with");
    return new Group(
        text(values, "title", name),
        text(values, "first-step", ""),
        text(values, "consists-of", ""),
        with == null ? List.of() : with.items().stream().map(YamlFile.Value::text).toList(),
        rules == null ? List.of() : RulebookManifest.rules(rules, named));
  }

  private static Map<Effort, EffortPolicy> efforts(
      Map<String, YamlFile.Value> table, List<Diagnostic> faults) {
    Map<Effort, EffortPolicy> efforts = new EnumMap<>(EffortPolicy.USUAL);
    table.forEach(
        (word, row) -> {
          Optional<Effort> effort = Effort.of(word);
          if (effort.isEmpty()) {
            faults.add(
                row.position()
                    .fault(
                        "there is no effort '" + word + "'", Suggestions.cure(word, Effort.WORDS)));
            return;
          }
          EffortPolicy usual = Objects.requireNonNull(EffortPolicy.USUAL.get(effort.get()));
          Map<String, YamlFile.Value> values = row.mapping();
          known("an effort", values, EFFORT_KEYS, faults);
          efforts.put(
              effort.get(),
              new EffortPolicy(
                  number(values, "hours", usual.hours(), faults),
                  number(values, "days", usual.days(), faults)));
        });
    return Collections.unmodifiableMap(efforts);
  }

  private static Owners owners(Map<String, YamlFile.Value> values, List<Diagnostic> faults) {
    known("owners", values, OWNER_KEYS, faults);
    Owners usual = Owners.USUAL;
    return new Owners(
        text(values, "section", usual.section()),
        text(values, "role", usual.role()),
        text(values, "name", usual.name()),
        number(values, "hours-a-week", usual.hoursAWeek(), faults),
        number(values, "first-steps-a-week", usual.firstStepsAWeek(), faults),
        text(values, "reader", usual.reader()));
  }

  private static Map<String, YamlFile.Value> mapping(Map<String, YamlFile.Value> keys, String key) {
    YamlFile.Value table = keys.get(key);
    return table == null ? new LinkedHashMap<>() : table.mapping();
  }

  private static void known(
      String what, Map<String, YamlFile.Value> values, List<String> keys, List<Diagnostic> faults) {
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

  private static int number(
      Map<String, YamlFile.Value> values, String key, int otherwise, List<Diagnostic> faults) {
    YamlFile.Value value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    String text = value.text();
    if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= MOST && Integer.parseInt(text) > 0) {
      return Integer.parseInt(text);
    }
    faults.add(
        value
            .position()
            .fault(
                "'" + text + "' is no number of " + key, "write a whole number from 1 to " + MOST));
    return otherwise;
  }
}
