package nestor.rulebook.load;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.Dates;
import nestor.rulebook.Threshold;
import nestor.rulebook.source.YamlFile;
import org.jspecify.annotations.Nullable;

/**
 * Reader of {@code thresholds.yaml}. Which variant of a threshold applies is decided in the engine.
 */
public final class ThresholdFile {
  private static final Pattern NAME = Pattern.compile("(?m)^[\"']?([^\\s#:\"']+)[\"']?\\s*:");
  private static final Set<String> KEYS =
      Set.of("value", "unit", "basis", "source", "why", "variants", "valid-from", "earlier");
  private static final BigDecimal MOST_DAYS = BigDecimal.valueOf(100_000);
  private static final LocalDate ALWAYS = LocalDate.of(1, 1, 1);

  private final List<Diagnostic> faults;

  private ThresholdFile(List<Diagnostic> faults) {
    this.faults = faults;
  }

  public static SortedMap<String, Threshold> read(
      String file, String text, List<Diagnostic> faults) {
    ThresholdFile reader = new ThresholdFile(faults);
    SortedMap<String, Threshold> thresholds = new TreeMap<>();
    YamlFile.read(file, text, faults)
        .ifPresent(
            top ->
                top.mapping().forEach((name, value) -> reader.threshold(name, value, thresholds)));
    return thresholds;
  }

  /** The names that the file seems to give, whatever else is wrong with it. */
  static Set<String> names(String text) {
    return NAME.matcher(text)
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }

  private void threshold(String name, YamlFile.Value value, SortedMap<String, Threshold> into) {
    Map<String, YamlFile.Value> keys = value.mapping();
    keys.forEach(
        (key, at) -> {
          if (!KEYS.contains(key)) {
            faults.add(
                at.position()
                    .fault("a threshold has no '" + key + "'", Suggestions.cure(key, KEYS)));
          }
        });
    BigDecimal number = number(name, keys.get("value"), value);
    String unit = required(name, "unit", keys, value);
    String basis = basis(name, keys, value);
    String source = source(name, basis, keys, value);
    NavigableMap<LocalDate, BigDecimal> values = values(name, number, keys);
    List<Threshold.Variant> variants = variants(name, keys.get("variants"));
    if (!values.isEmpty() && !unit.isEmpty()) {
      Threshold threshold =
          new Threshold(
              name,
              values,
              unit,
              basis,
              source,
              optional(keys.get("why")),
              variants,
              value.position());
      if (threshold.inDays()) {
        values.values().forEach(days -> days(days, keys.getOrDefault("value", value)));
        variants.forEach(variant -> days(variant.number(), keys.getOrDefault("variants", value)));
      }
      into.put(name, threshold);
    }
  }

  private String basis(String name, Map<String, YamlFile.Value> keys, YamlFile.Value value) {
    String basis = required(name, "basis", keys, value);
    if (!basis.isEmpty() && !Threshold.BASES.contains(basis)) {
      faults.add(
          keys.getOrDefault("basis", value)
              .position()
              .fault(
                  "the basis of " + name + " is '" + basis + "'",
                  "write source, reference or judgement"));
    }
    return basis;
  }

  private @Nullable String source(
      String name, String basis, Map<String, YamlFile.Value> keys, YamlFile.Value value) {
    String source = optional(keys.get("source"));
    if (Threshold.CITED.contains(basis) && source == null) {
      faults.add(
          value
              .position()
              .fault(
                  name + " claims a " + basis + " and names none",
                  basis.equals("source")
                      ? "add source: \"document, section\", or write basis: judgement"
                      : "add source: \"name, year: figure\", or write basis: judgement"));
    }
    return source;
  }

  private NavigableMap<LocalDate, BigDecimal> values(
      String name, @Nullable BigDecimal number, Map<String, YamlFile.Value> keys) {
    TreeMap<LocalDate, BigDecimal> values = new TreeMap<>();
    YamlFile.Value validFrom = keys.get("valid-from");
    if (number != null) {
      values.put(validFrom == null ? ALWAYS : date(validFrom.text(), validFrom), number);
    }
    YamlFile.Value earlier = keys.get("earlier");
    if (earlier != null) {
      earlier
          .mapping()
          .forEach(
              (from, at) -> {
                BigDecimal former = number(name, at, at);
                if (former != null) {
                  values.put(date(from, at), former);
                }
              });
    }
    return values;
  }

  /** Days are counted back from the day of the advice, and must not leave the calendar. */
  private void days(BigDecimal days, YamlFile.Value at) {
    if (days.abs().compareTo(MOST_DAYS) > 0) {
      faults.add(
          at.position()
              .fault(
                  "'" + days + "' days are out of any likely time",
                  "write at most " + MOST_DAYS.toPlainString()));
    }
  }

  private List<Threshold.Variant> variants(String name, YamlFile.@Nullable Value value) {
    List<Threshold.Variant> variants = new ArrayList<>();
    if (value != null) {
      value
          .mapping()
          .forEach(
              (dimension, byValue) ->
                  byValue
                      .mapping()
                      .forEach(
                          (of, at) -> {
                            BigDecimal number = number(name, at, at);
                            if (number != null) {
                              variants.add(
                                  new Threshold.Variant(
                                      dimension, of, number, byValue.position(), at.position()));
                            }
                          }));
    }
    return List.copyOf(variants);
  }

  private @Nullable BigDecimal number(
      String name, YamlFile.@Nullable Value value, YamlFile.Value owner) {
    if (value == null) {
      faults.add(owner.position().fault(name + " has no value", "add value: and a number"));
      return null;
    }
    String text = value.text();
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      faults.add(
          value
              .position()
              .fault("'" + text + "' is not a number", "write digits, such as 90 or 0.25"));
      return null;
    }
  }

  private LocalDate date(String text, YamlFile.Value at) {
    try {
      return Dates.read(text);
    } catch (Dates.NoDateException e) {
      faults.add(at.position().fault("'" + text + "' " + e.what(), e.cure()));
      return ALWAYS;
    }
  }

  private String required(
      String name, String key, Map<String, YamlFile.Value> keys, YamlFile.Value owner) {
    YamlFile.Value value = keys.get(key);
    if (value == null || value.isNothing()) {
      faults.add(owner.position().fault(name + " has no " + key, "add " + key + ": below it"));
      return "";
    }
    return value.text();
  }

  private static @Nullable String optional(YamlFile.@Nullable Value value) {
    return value == null || value.isNothing() ? null : value.text();
  }
}
