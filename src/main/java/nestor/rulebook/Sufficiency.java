package nestor.rulebook;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.source.YamlFile;

/**
 * Share of the guidance that must be judged before a verdict or a score is given, from {@code
 * rulebook.yaml}. A rule counts by the weight of its priority.
 *
 * @param share from 0 to 1
 * @param why the ground for that share
 */
public record Sufficiency(BigDecimal share, String why) {
  private static final List<String> KEYS = List.of("share", "why");

  /** Policy where a rulebook gives none. */
  public static final Sufficiency USUAL = new Sufficiency(new BigDecimal("0.33"), "");

  /** Whether what was judged is enough. */
  public boolean isMet(long judged, long all) {
    return share.multiply(BigDecimal.valueOf(all)).compareTo(BigDecimal.valueOf(judged)) <= 0;
  }

  /** Reads the table, where it is good. */
  static Sufficiency read(YamlFile.Value table, List<Diagnostic> faults) {
    Map<String, YamlFile.Value> values = table.mapping();
    values.forEach(
        (key, value) -> {
          if (!KEYS.contains(key)) {
            faults.add(
                value
                    .position()
                    .fault("enough-to-advise has no '" + key + "'", Suggestions.cure(key, KEYS)));
          }
        });
    YamlFile.Value share = values.get("share");
    YamlFile.Value why = values.get("why");
    if (share == null || !share.text().matches("0(\\.\\d{1,4})?|1")) {
      faults.add(
          (share == null ? table : share)
              .position()
              .fault("enough-to-advise has no share", "write share: and a number from 0 to 1"));
      return USUAL;
    }
    if (why == null || why.text().isBlank()) {
      faults.add(
          table
              .position()
              .fault("enough-to-advise has no ground", "write why: and why this share"));
    }
    return new Sufficiency(new BigDecimal(share.text()), why == null ? "" : why.text());
  }
}
