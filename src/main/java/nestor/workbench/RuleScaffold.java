package nestor.workbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.dossier.DossierSection;
import nestor.engine.assessment.Assessment;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.Unit;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;
import nestor.rulebook.load.Placeholders;
import org.apache.commons.io.file.PathUtils;

/**
 * Scaffold of a new rule, as a draft without faults whose scenarios pass. Its author then replaces
 * the placeholders.
 */
public final class RuleScaffold {
  private static final String SCENARIOS = ".scenarios.yaml";
  private static final BigDecimal LEAST_LIMIT = BigDecimal.valueOf(100);

  private final Rulebook rulebook;
  private final String id;
  private final String topic;
  private final Section section;
  private final Field field;
  private final String threshold;
  private final BigDecimal limit;
  private final LocalDate day;

  private RuleScaffold(
      Rulebook rulebook, ScenarioRunner runner, String id, Section section, Field field) {
    this.rulebook = rulebook;
    this.id = id;
    this.topic = id.substring(0, id.indexOf('/'));
    this.section = section;
    this.field = field;
    String name = id.substring(id.indexOf('/') + 1) + "-limit";
    this.threshold =
        rulebook.thresholds().containsKey(name) ? id.replace('/', '-') + "-limit" : name;
    this.limit = above(runner, section, field);
    this.day = runner.dayOr(LocalDate.EPOCH);
  }

  /** The section that a new rule of a topic is about: the one that its other rules read most. */
  public static Optional<Section> usual(Rulebook rulebook, String topic) {
    Map<String, Long> read =
        rulebook.rules().values().stream()
            .map(rule -> rule.metadata())
            .filter(metadata -> metadata.topic().equals(topic))
            .flatMap(metadata -> metadata.sections().stream())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return suitable(rulebook).stream()
        .min(
            Comparator.comparingLong((Section s) -> -read.getOrDefault(s.name(), 0L))
                .thenComparing(Section::name));
  }

  /**
   * The sections that a skeleton can be about: lists whose entries have a number without an end.
   */
  public static List<Section> suitable(Rulebook rulebook) {
    return rulebook.vocabulary().sections().stream()
        .filter(s -> !s.single() && s.speaksFor() == null && number(s).isPresent())
        .toList();
  }

  private static Optional<Field> number(Section section) {
    return section.fields().stream()
        .filter(f -> f.type() == FieldType.COUNT || f.type() == FieldType.NUMBER)
        .filter(f -> f.maximum() == null && f.defaultValue() == null && !f.required())
        .findFirst();
  }

  /**
   * Returns the text to be added, by file; a file that does not exist is a new one.
   *
   * @param id {@code topic/name}, of no rule yet
   * @param section one of the {@link #suitable} ones
   * @throws IllegalStateException if the skeleton does not pass its own check
   */
  public static SortedMap<String, String> of(
      Rulebook rulebook, ScenarioRunner runner, String id, Section section) {
    Field field = number(section).orElseThrow();
    return new RuleScaffold(rulebook, runner, id, section, field).tried();
  }

  /**
   * A limit that no scenario's value exceeds, so that the new rule is recommended in none of them.
   */
  private static BigDecimal above(ScenarioRunner runner, Section section, Field field) {
    BigDecimal most = LEAST_LIMIT;
    for (Scenario scenario : runner.scenarios()) {
      DossierSection held = scenario.given().sections().get(section.name());
      if (held != null) {
        for (Map<String, Object> entry : held.content().entries()) {
          if (entry.get(field.name()) instanceof Number number) {
            most = most.max(new BigDecimal(number.toString()));
          }
        }
      }
    }
    BigDecimal limit = LEAST_LIMIT;
    while (limit.compareTo(most) < 0) {
      limit = limit.multiply(BigDecimal.TEN);
    }
    return limit;
  }

  private SortedMap<String, String> tried() {
    try {
      Path copy = Files.createTempDirectory("nestor-rules");
      try {
        copy(rulebook.folder(), copy);
        SortedMap<String, String> added = new TreeMap<>();
        added.put(topic + ".drl", rule());
        added.put("thresholds.yaml", threshold());
        added.put(topic + SCENARIOS, scenarios(List.of()));
        append(copy, added);
        List<List<String>> recommended = answers(copy);
        copy(rulebook.folder().resolve(topic + SCENARIOS), copy.resolve(topic + SCENARIOS));
        String scenarios = scenarios(recommended);
        append(copy, new TreeMap<>(Map.of(topic + SCENARIOS, scenarios)));
        met(copy);
        added.put(topic + SCENARIOS, scenarios);
        return added;
      } finally {
        PathUtils.deleteDirectory(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      Files.deleteIfExists(to);
      return;
    }
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString()).normalize();
        Path parent = target.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Adds the texts to the files; a new file begins with them. */
  public static void append(Path folder, SortedMap<String, String> added) throws IOException {
    for (Map.Entry<String, String> file : added.entrySet()) {
      Path path = folder.resolve(file.getKey());
      String before = Files.exists(path) ? Files.readString(path) : "";
      String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
      Files.writeString(
          path,
          gap + (before.isEmpty() ? file.getValue().stripLeading() : file.getValue()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private List<List<String>> answers(Path copy) {
    CompiledRulebook with = loaded(copy);
    try {
      ScenarioRunner runner = new ScenarioRunner(with);
      Assessor assessor = new Assessor(with);
      List<List<String>> recommended = new ArrayList<>();
      List<Scenario> own =
          runner.scenarios().stream().filter(s -> s.name().startsWith(id + ": ")).toList();
      for (Scenario scenario : own) {
        Assessment assessment = assessor.assess(scenario.given(), scenario.asOf(), List.of());
        recommended.add(
            assessment.recommended().stream()
                .map(one -> one.rule().metadata().id())
                .filter(rule -> rule.startsWith(topic + "/"))
                .toList());
      }
      return recommended;
    } finally {
      with.close();
    }
  }

  private static CompiledRulebook loaded(Path copy) {
    RulebookCompiler.Result loaded = RulebookCompiler.load(copy);
    return loaded
        .rulebook()
        .orElseThrow(
            () -> new IllegalStateException("the skeleton has faults: " + loaded.faults()));
  }

  private static void met(Path copy) {
    CompiledRulebook with = loaded(copy);
    try {
      ScenarioRunner runner = new ScenarioRunner(with);
      List<String> failures =
          new ArrayList<>(runner.faults().stream().map(Diagnostic::toString).toList());
      runner.run().forEach(outcome -> failures.addAll(outcome.failures()));
      if (!failures.isEmpty()) {
        throw new IllegalStateException("with the skeleton scenarios are not met: " + failures);
      }
    } finally {
      with.close();
    }
  }

  private String rule() {
    String owner =
        rulebook.rules().values().stream()
            .map(rule -> rule.metadata())
            .filter(metadata -> metadata.topic().equals(topic))
            .map(RuleMetadata::owner)
            .findFirst()
            .orElseGet(() -> rulebook.catalogue().rules().get(0).owner());
    String named =
        names().map(name -> "{$e." + name.name() + "}").orElse("An entry of " + section.name());
    return """

        rule "%s"
          @draft
          @title("%s")
          @whenClear("%s")
          @action("%s.")
          @owner("%s") @priority("medium") @effort("days")
          @source("%s, %s")
          @note("%s.")
        when
          Threshold(name == "%s", $limit : value)
          $e : %s(%s > $limit)
        then
          advise.because("%s has %s of {$e.%s | number}, over {$limit | number}. %s.");
        end
        """
        .formatted(
            id,
            Placeholders.TITLE,
            Placeholders.WHEN_CLEAR,
            Placeholders.ACTION,
            owner,
            rulebook.about().titles().keySet().stream().findFirst().orElse("document"),
            Placeholders.SECTION,
            Placeholders.NOTE,
            threshold,
            section.type(),
            field.name(),
            named,
            field.name(),
            field.name(),
            Placeholders.REASON);
  }

  private Optional<Field> names() {
    return section.fields().stream()
        .filter(f -> f.type() == FieldType.TEXT && f.required() && f.choices().isEmpty())
        .findFirst();
  }

  private String threshold() {
    return """
        %s:
          value: %s
          unit: %s
          basis: judgement
          why: %s.
        """
        .formatted(
            threshold,
            limit.toPlainString(),
            field.unit() == null || field.isIn(Unit.DAYS) ? "of them" : field.unit(),
            Placeholders.WHY);
  }

  /**
   * Four scenarios, or five where a missing number says nothing.
   *
   * @param recommended what is recommended in each; nothing where that is not known yet
   */
  private String scenarios(List<List<String>> recommended) {
    StringBuilder text = new StringBuilder();
    if (!Files.exists(rulebook.folder().resolve(topic + SCENARIOS))) {
      text.append("as-of: ").append(day).append("\nscenarios:\n");
    }
    text.append("\n  # --- ").append(id).append(" ---\n");
    List<BigDecimal> values =
        List.of(limit.subtract(BigDecimal.ONE), limit, limit.add(BigDecimal.ONE));
    List<String> names = List.of("just below the limit", "at the limit", "just over the limit");
    int at = 0;
    for (; at < values.size(); at++) {
      boolean isRecommended = at == values.size() - 1;
      scenario(names.get(at), entry(values.get(at).toPlainString()), recommended, at, text);
      if (!isRecommended) {
        text.append("    clear: [").append(id).append("]\n");
      }
    }
    scenario("nobody said anything", "{}", recommended, at++, text);
    text.append("    not-assessed: {")
        .append(id)
        .append(": [")
        .append(section.name())
        .append("]}\n");
    if (!field.absentMeansNone()) {
      scenario("nobody said how much", entry(null), recommended, at, text);
      text.append("    not-assessed: {").append(id).append(": [").append(section.name());
      text.append('.').append(field.name()).append("]}\n");
    }
    return text.toString();
  }

  private void scenario(
      String name, String given, List<List<String>> recommended, int at, StringBuilder text) {
    text.append("  - name: \"").append(id).append(": ").append(name).append("\"\n");
    text.append("    given: ").append(given).append('\n');
    text.append("    recommended: ");
    text.append(at < recommended.size() ? recommended.get(at) : List.of()).append('\n');
  }

  private String entry(@org.jspecify.annotations.Nullable String number) {
    StringBuilder entry = new StringBuilder();
    for (Field of : section.fields()) {
      String value = of.equals(field) ? number : of.required() ? example(of) : null;
      if (value != null) {
        entry.append(entry.isEmpty() ? "" : ", ").append(of.name()).append(": ").append(value);
      }
    }
    return "{" + section.name() + ": [{" + entry + "}]}";
  }

  private String example(Field of) {
    return switch (of.type()) {
      case TEXT -> of.choices().isEmpty() ? "Example" : "\"" + of.choices().get(0) + "\"";
      case COUNT, NUMBER -> {
        BigDecimal least = of.minimum();
        yield least == null ? "1" : least.toPlainString();
      }
      case YES_NO -> "true";
      case DATE -> day.toString();
      case LIST -> "[Example]";
    };
  }

  /** The topics of a rulebook. */
  public static Set<String> topics(Rulebook rulebook) {
    Set<String> topics = new java.util.TreeSet<>();
    rulebook.rules().values().forEach(rule -> topics.add(rule.metadata().topic()));
    return topics;
  }
}
