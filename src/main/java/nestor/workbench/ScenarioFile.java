package nestor.workbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.dossier.Dossier;
import nestor.dossier.Origin;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.ParseResult;
import nestor.evidence.ParsedDocument;
import nestor.evidence.Rejection;
import nestor.rulebook.Dates;
import nestor.rulebook.Priority;
import nestor.rulebook.Rulebook;
import nestor.rulebook.source.YamlFile;
import org.jspecify.annotations.Nullable;

/**
 * Reader of {@code topic.scenarios.yaml}, with the position of every fault. {@link ScenarioRunner}
 * runs what it reads.
 */
final class ScenarioFile {
  private static final String ENDING = ".scenarios.yaml";
  private static final Set<String> KEYS = Set.of("as-of", "scenarios");
  private static final Set<String> SCENARIO_KEYS =
      Set.of(
          "name",
          "as-of",
          "given",
          "recommended",
          "clear",
          "not-assessed",
          "not-applicable",
          "because",
          "priority",
          "owner",
          "title");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String file;
  private final String topic;
  private final Rulebook rulebook;
  private final DocumentReader documents;
  private final List<Diagnostic> faults;

  private ScenarioFile(
      String file, Rulebook rulebook, DocumentReader documents, List<Diagnostic> faults) {
    this.file = file;
    this.topic = topic(file);
    this.rulebook = rulebook;
    this.documents = documents;
    this.faults = faults;
  }

  static boolean isOne(String file) {
    return file.endsWith(ENDING);
  }

  static List<Scenario> read(
      String file,
      String text,
      Rulebook rulebook,
      DocumentReader documents,
      List<Diagnostic> faults) {
    ScenarioFile reader = new ScenarioFile(file, rulebook, documents, faults);
    List<Scenario> scenarios = new ArrayList<>();
    YamlFile.read(file, text, faults).ifPresent(top -> reader.read(top, scenarios));
    return scenarios;
  }

  /**
   * Returns the fault where no topic has the file's name. A file of scenarios is about the rules of
   * its topic, which only its name gives.
   */
  static Optional<Diagnostic> besideATopic(String file, Rulebook rulebook) {
    String topic = topic(file);
    if (Files.exists(rulebook.folder().resolve(topic + ".drl"))) {
      return Optional.empty();
    }
    Set<String> topics = new TreeSet<>();
    rulebook.rules().values().forEach(rule -> topics.add(rule.metadata().topic()));
    return Optional.of(
        Diagnostic.at(
            file,
            1,
            1,
            "there is no " + topic + ".drl for these scenarios",
            Suggestions.to(topic, topics)
                .map(near -> "call the file " + near + ENDING)
                .orElse("call the file by its topic: " + String.join(", ", topics))));
  }

  private static String topic(String file) {
    return file.substring(0, file.length() - ENDING.length());
  }

  private void read(YamlFile.Value top, List<Scenario> scenarios) {
    Map<String, YamlFile.Value> keys = top.mapping();
    known(keys, KEYS);
    YamlFile.Value asOf = keys.get("as-of");
    YamlFile.Value items = keys.get("scenarios");
    if (items != null) {
      items.items().forEach(item -> scenario(item, asOf).ifPresent(scenarios::add));
    }
  }

  private Optional<Scenario> scenario(YamlFile.Value item, YamlFile.@Nullable Value fileAsOf) {
    Map<String, YamlFile.Value> keys = item.mapping();
    known(keys, SCENARIO_KEYS);
    YamlFile.Value name = keys.get("name");
    YamlFile.Value recommended = keys.get("recommended");
    YamlFile.Value day = keys.getOrDefault("as-of", fileAsOf);
    missing("name", name, item, "say in a few words what is tried");
    missing("recommended", recommended, item, "list the rules that must come of it; [] for none");
    missing("as-of", day, item, "give the day once for the file, as as-of: YYYY-MM-DD");
    LocalDate asOf = day == null ? null : date(day);
    // Everything is read before any of it is rejected, so that all faults are reported together.
    List<String> rulesRecommended = recommended == null ? List.of() : rules(recommended);
    List<String> clear = keys.containsKey("clear") ? rules(keys.get("clear")) : List.of();
    Map<String, Optional<List<String>>> notAssessed = notAssessed(keys.get("not-assessed"));
    Map<String, Optional<String>> notApplicable = notApplicable(keys.get("not-applicable"));
    Map<String, List<String>> because = lines(keys.get("because"));
    Map<String, String> priority = words(keys.get("priority"), Priority.WORDS);
    Map<String, String> owner = words(keys.get("owner"), List.of());
    Map<String, String> title = words(keys.get("title"), List.of());
    Optional<Dossier> given = given(keys.get("given"), item);
    if (name == null || recommended == null || asOf == null) {
      return Optional.empty();
    }
    return given.map(
        dossier ->
            new Scenario(
                name.text(),
                item.position(),
                topic,
                asOf,
                dossier,
                rulesRecommended,
                clear,
                notAssessed,
                notApplicable,
                because,
                priority,
                owner,
                title));
  }

  private void missing(
      String key, YamlFile.@Nullable Value value, YamlFile.Value scenario, String cure) {
    if (value == null) {
      faults.add(scenario.position().fault("this scenario has no " + key + ":", cure));
    }
  }

  private Optional<Dossier> given(YamlFile.@Nullable Value value, YamlFile.Value scenario) {
    Object plain = value == null || value.isNothing() ? Map.of() : value.plain();
    ParseResult result = documents.read(new Document("scenario.json", json(plain), null));
    if (result instanceof Rejection rejection) {
      for (Diagnostic diagnostic : rejection.faults()) {
        SourcePosition position =
            value == null || diagnostic.path() == null
                ? scenario.position()
                : value.placeWithin(diagnostic.path());
        faults.add(position.fault(diagnostic.path() + ": " + diagnostic.what(), diagnostic.cure()));
      }
      return Optional.empty();
    }
    ParsedDocument document = (ParsedDocument) result;
    return Optional.of(
        Dossier.empty(document.organisation()).with(document, new Origin(file, Instant.EPOCH, "")));
  }

  private static byte[] json(@Nullable Object plain) {
    try {
      return JSON.writeValueAsString(plain).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values always have a JSON form", e);
    }
  }

  private @Nullable LocalDate date(YamlFile.Value value) {
    try {
      return Dates.read(value.text());
    } catch (Dates.NoDateException e) {
      Diagnostic diagnostic =
          value.position().fault("'" + value.text() + "' " + e.what(), e.cure());
      if (!faults.contains(diagnostic)) {
        // The day of a file is that of each of its scenarios.
        faults.add(diagnostic);
      }
      return null;
    }
  }

  private List<String> rules(YamlFile.Value value) {
    List<String> rules = new ArrayList<>();
    for (YamlFile.Value item : value.items()) {
      rules.add(rule(item.text(), item));
    }
    return List.copyOf(rules);
  }

  private String rule(String id, YamlFile.Value at) {
    if (!rulebook.rules().containsKey(id)) {
      faults.add(
          at.position()
              .fault(
                  "there is no rule '" + id + "'",
                  Suggestions.cure(id, rulebook.rules().keySet())));
    }
    return id;
  }

  private Map<String, Optional<List<String>>> notAssessed(YamlFile.@Nullable Value value) {
    Map<String, Optional<List<String>>> rules = new LinkedHashMap<>();
    if (value != null && value.isMapping()) {
      value
          .mapping()
          .forEach(
              (id, needs) ->
                  rules.put(
                      rule(id, needs),
                      Optional.of(
                          needs.items().stream().map(YamlFile.Value::text).sorted().toList())));
    } else if (value != null) {
      rules(value).forEach(id -> rules.put(id, Optional.empty()));
    }
    return rules;
  }

  private Map<String, Optional<String>> notApplicable(YamlFile.@Nullable Value value) {
    Map<String, Optional<String>> rules = new LinkedHashMap<>();
    if (value != null && value.isMapping()) {
      value
          .mapping()
          .forEach((id, because) -> rules.put(rule(id, because), Optional.of(because.text())));
    } else if (value != null) {
      rules(value).forEach(id -> rules.put(id, Optional.empty()));
    }
    return rules;
  }

  private Map<String, List<String>> lines(YamlFile.@Nullable Value value) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    if (value != null) {
      value
          .mapping()
          .forEach(
              (id, texts) ->
                  lines.put(
                      rule(id, texts),
                      texts.isList()
                          ? texts.items().stream().map(YamlFile.Value::text).toList()
                          : List.of(texts.text())));
    }
    return lines;
  }

  /**
   * @param allowed the words that there are; none where any may stand
   */
  private Map<String, String> words(YamlFile.@Nullable Value value, List<String> allowed) {
    Map<String, String> words = new LinkedHashMap<>();
    if (value != null) {
      value
          .mapping()
          .forEach(
              (id, word) -> {
                if (!allowed.isEmpty() && !allowed.contains(word.text())) {
                  faults.add(
                      word.position()
                          .fault(
                              "'" + word.text() + "' is no priority",
                              Suggestions.cure(word.text(), allowed)));
                }
                words.put(rule(id, word), word.text());
              });
    }
    return words;
  }

  private void known(Map<String, YamlFile.Value> keys, Set<String> known) {
    keys.forEach(
        (key, value) -> {
          if (!known.contains(key)) {
            faults.add(
                value
                    .position()
                    .fault(
                        "'" + key + "' says nothing in a scenario", Suggestions.cure(key, known)));
          }
        });
  }
}
