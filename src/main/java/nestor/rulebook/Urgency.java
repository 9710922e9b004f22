package nestor.rulebook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a priority means.
 *
 * @param weight how much a rule of that priority counts in a score, against the others
 * @param days the days within which its recommendation is due
 */
public record Urgency(int weight, int days) {
  private static final int MOST = 10_000;

  /** What the priorities mean where a rulebook does not say. */
  public static final Map<String, Urgency> USUAL = usual();

  private static Map<String, Urgency> usual() {
    Map<String, Urgency> usual = new LinkedHashMap<>();
    usual.put("critical", new Urgency(8, 7));
    usual.put("high", new Urgency(4, 30));
    usual.put("medium", new Urgency(2, 90));
    usual.put("low", new Urgency(1, 180));
    return Collections.unmodifiableMap(usual);
  }

  /** Reads the table, where it is good; what it does not say is as usual. */
  static Map<String, Urgency> read(YamlFile.Value table, List<Fault> faults) {
    Map<String, Urgency> read = new LinkedHashMap<>(USUAL);
    table
        .mapping()
        .forEach(
            (priority, row) -> {
              Urgency usual = USUAL.get(priority);
              if (usual == null) {
                faults.add(
                    row.place()
                        .fault(
                            "there is no priority '" + priority + "'",
                            Nearest.cure(priority, USUAL.keySet())));
                return;
              }
              Map<String, YamlFile.Value> values = row.mapping();
              values.forEach(
                  (key, value) -> {
                    if (!key.equals("weight") && !key.equals("days")) {
                      faults.add(
                          value
                              .place()
                              .fault(
                                  "a priority has no '" + key + "'",
                                  Nearest.cure(key, List.of("weight", "days"))));
                    }
                  });
              read.put(
                  priority,
                  new Urgency(
                      number(values, "weight", usual.weight(), faults),
                      number(values, "days", usual.days(), faults)));
            });
    return Collections.unmodifiableMap(read);
  }

  private static int number(
      Map<String, YamlFile.Value> values, String key, int otherwise, List<Fault> faults) {
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
            .place()
            .fault("'" + text + "' is no " + key, "write a whole number from 1 to " + MOST));
    return otherwise;
  }
}
