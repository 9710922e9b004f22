package nestor.rulebook;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.source.YamlFile;

/**
 * Weight and days of a priority, from {@code rulebook.yaml}.
 *
 * @param weight how much a rule of that priority counts in a score, against the others
 * @param firstStep the days within which a first step is taken
 * @param days the days within which its recommendation is to be carried out, unless its effort
 *     takes longer
 */
public record PriorityPolicy(int weight, int firstStep, int days) {
  private static final int MOST = 10_000;
  private static final List<String> KEYS = List.of("weight", "first-step", "days");

  /** Policies of the priorities where a rulebook gives none. */
  public static final Map<Priority, PriorityPolicy> USUAL =
      Collections.unmodifiableMap(
          new EnumMap<>(
              Map.of(
                  Priority.CRITICAL, new PriorityPolicy(8, 3, 7),
                  Priority.HIGH, new PriorityPolicy(4, 7, 30),
                  Priority.MEDIUM, new PriorityPolicy(2, 30, 90),
                  Priority.LOW, new PriorityPolicy(1, 60, 180))));

  /** Reads the table, where it is good; what it does not say is as usual. */
  static Map<Priority, PriorityPolicy> read(YamlFile.Value table, List<Diagnostic> faults) {
    Map<Priority, PriorityPolicy> read = new EnumMap<>(USUAL);
    table
        .mapping()
        .forEach(
            (word, row) -> {
              Optional<Priority> priority = Priority.of(word);
              if (priority.isEmpty()) {
                faults.add(
                    row.position()
                        .fault(
                            "there is no priority '" + word + "'",
                            Suggestions.cure(word, Priority.WORDS)));
                return;
              }
              PriorityPolicy usual = Objects.requireNonNull(USUAL.get(priority.get()));
              Map<String, YamlFile.Value> values = row.mapping();
              values.forEach(
                  (key, value) -> {
                    if (!KEYS.contains(key)) {
                      faults.add(
                          value
                              .position()
                              .fault(
                                  "a priority has no '" + key + "'", Suggestions.cure(key, KEYS)));
                    }
                  });
              read.put(
                  priority.get(),
                  new PriorityPolicy(
                      number(values, "weight", usual.weight(), faults),
                      number(values, "first-step", usual.firstStep(), faults),
                      number(values, "days", usual.days(), faults)));
            });
    return Collections.unmodifiableMap(read);
  }

  private static int number(
      Map<String, YamlFile.Value> values, String key, int otherwise, List<Diagnostic> faults) {
    return WholeNumber.of(values, key, key, otherwise, MOST, faults);
  }
}
