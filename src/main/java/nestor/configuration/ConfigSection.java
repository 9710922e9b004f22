package nestor.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.source.YamlFile;
import org.jspecify.annotations.Nullable;

/**
 * Section of the configuration file, overlaid by environment variables. Reading a key marks it as
 * known; {@link #rejectUnknown} reports the rest.
 */
final class ConfigSection {
  private final Source source;
  private final String path;
  private final YamlFile.@Nullable Value at;
  private final Map<String, YamlFile.Value> given;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * Settings that all keys share.
   *
   * @param folder where relative paths in the file count from
   * @param variables the names of the variables that mean something
   */
  record Source(
      Path folder,
      Map<String, String> environment,
      Set<String> variables,
      List<Diagnostic> faults) {
    static final String PREFIX = "NESTOR_";

    Source(Path folder, Map<String, String> environment, List<Diagnostic> faults) {
      this(folder, environment, new TreeSet<>(), faults);
    }
  }

  ConfigSection(Source source, String path, YamlFile.@Nullable Value at) {
    this.source = source;
    this.path = path;
    this.at = at;
    this.given = at == null ? Map.of() : at.mapping();
  }

  /** Whether the file or the environment says anything here. */
  boolean present() {
    String prefix = variable("");
    return (at != null && !at.isNothing())
        || source.environment().keySet().stream().anyMatch(name -> name.startsWith(prefix));
  }

  /** The keys below a key. */
  ConfigSection below(String key) {
    known.add(key);
    return new ConfigSection(source, path + key + ".", given.get(key));
  }

  /** The items below a key that are keys with values themselves; no variable stands over them. */
  List<ConfigSection> each(String key) {
    known.add(key);
    YamlFile.Value list = given.get(key);
    List<ConfigSection> all = new ArrayList<>();
    if (list != null) {
      for (YamlFile.Value item : list.items()) {
        all.add(
            new ConfigSection(
                new Source(source.folder(), Map.of(), source.faults()),
                key + "[" + all.size() + "].",
                item));
      }
    }
    return all;
  }

  /** The value of a key, or null where nobody gave one. */
  @Nullable ConfigValue value(String key) {
    known.add(key);
    String variable = variable(key);
    source.variables().add(variable);
    String over = source.environment().get(variable);
    if (over != null && !over.isBlank()) {
      return fromVariable(variable, over.strip());
    }
    YamlFile.Value value = given.get(key);
    return value == null || value.isNothing() ? null : fromFile(key, value);
  }

  /** Returns the values of all keys that the file gives here, whatever they are called. */
  Map<String, ConfigValue> all() {
    Map<String, ConfigValue> all = new LinkedHashMap<>();
    given.forEach((key, value) -> all.put(key, fromFile(key, value)));
    return all;
  }

  /** The value of a key that must be given: a fault, and null, where it is not. */
  @Nullable ConfigValue required(String key) {
    ConfigValue value = value(key);
    if (value == null) {
      String owner = path.isEmpty() ? "it" : path.substring(0, path.length() - 1);
      String cure = "add " + key + ": below it";
      source
          .faults()
          .add(
              at == null
                  ? Diagnostic.in(variable(key), null, owner + " has no " + key, "set it")
                  : at.position().fault(owner + " has no " + key, cure));
    }
    return value;
  }

  /** The values of a key that is a list; in a variable they are separated by commas. */
  @Nullable List<ConfigValue> values(String key) {
    known.add(key);
    String variable = variable(key);
    source.variables().add(variable);
    String over = source.environment().get(variable);
    if (over != null && !over.isBlank()) {
      return Arrays.stream(over.split(","))
          .map(String::strip)
          .filter(text -> !text.isEmpty())
          .map(text -> fromVariable(variable, text))
          .toList();
    }
    YamlFile.Value list = given.get(key);
    return list == null || list.isNothing()
        ? null
        : list.items().stream().map(item -> fromFile(key, item)).toList();
  }

  /** Adds a fault at the place of these keys. */
  void fault(String key, String what, String cure) {
    YamlFile.Value value = given.get(key);
    YamlFile.Value where = value == null ? at : value;
    source
        .faults()
        .add(
            where == null
                ? Diagnostic.in(variable(key), null, what, cure)
                : where.position().fault(what, cure));
  }

  /** Reports the keys that are no settings. */
  void rejectUnknown() {
    given.forEach(
        (key, value) -> {
          if (!known.contains(key)) {
            String owner = path.isEmpty() ? "" : path.substring(0, path.length() - 1) + " has ";
            source
                .faults()
                .add(
                    value
                        .position()
                        .fault(
                            owner.isEmpty()
                                ? "'" + key + "' is not a setting"
                                : owner + "no '" + key + "'",
                            Suggestions.cure(key, known)));
          }
        });
  }

  /** Whether a variable stands over what the file says. */
  boolean isVariable(String key) {
    String over = source.environment().get(variable(key));
    return over != null && !over.isBlank();
  }

  /** The variable that would stand over a key. */
  String variable(String key) {
    return Source.PREFIX
        + (path + key).toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private ConfigValue fromVariable(String variable, String text) {
    return new ConfigValue(
        variable,
        text,
        Path.of(""),
        (what, cure) -> Diagnostic.in(variable, null, what, cure),
        source.faults());
  }

  private ConfigValue fromFile(String key, YamlFile.Value value) {
    return new ConfigValue(
        path + key, value.text(), source.folder(), value.position()::fault, source.faults());
  }
}
