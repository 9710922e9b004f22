package nestor.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Scope;
import nestor.rulebook.Threshold;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.workbench.Example;
import nestor.workbench.ScenarioRunner;
import org.jspecify.annotations.Nullable;

/** Markdown form of the catalogue, for people. For programs use {@code CatalogueJson}. */
final class CatalogueText {
  private CatalogueText() {}

  static String of(CompiledRulebook compiled) {
    Rulebook rulebook = compiled.rulebook();
    SortedMap<String, Example> examples = Example.of(compiled, new ScenarioRunner(compiled));
    StringBuilder text = new StringBuilder();
    text.append("# Catalogue of ").append(rulebook.about().name()).append("\n\n");
    text.append(rulebook.count())
        .append(". Written by `nestor rules --format markdown`; edit the rules, not this page.\n");
    String topic = "";
    for (RuleMetadata rule : rulebook.catalogue().rules()) {
      if (!rule.topic().equals(topic)) {
        topic = rule.topic();
        text.append("\n## ").append(topic).append('\n');
      }
      rule(rule, rulebook, text);
      example(examples.get(rule.id()), text);
    }
    scopes(rulebook, text);
    return text.toString();
  }

  /** For whom guidance means anything, and which rules do not apply to all others. */
  private static void scopes(Rulebook rulebook, StringBuilder text) {
    Map<Scope, List<String>> rules = new LinkedHashMap<>();
    rulebook
        .rules()
        .values()
        .forEach(
            rule ->
                rule.scopes()
                    .forEach(
                        scope ->
                            rules
                                .computeIfAbsent(scope, s -> new ArrayList<>())
                                .add(rule.metadata().id())));
    if (rules.isEmpty()) {
      return;
    }
    text.append("\n## Scopes\n\nTo an organisation outside of a scope its rules do not apply.\n");
    rules.entrySet().stream()
        .sorted(Comparator.comparing(scope -> scope.getKey().name()))
        .forEach(
            scope ->
                text.append("\n- **")
                    .append(scope.getKey().name())
                    .append("**, ")
                    .append(scope.getKey().exclusion().metadata().title())
                    .append(": ")
                    .append(String.join(", ", scope.getValue())));
    text.append('\n');
  }

  private static void rule(RuleMetadata rule, Rulebook rulebook, StringBuilder text) {
    text.append("\n### ").append(rule.id()).append("\n\n**").append(rule.title()).append("**\n\n");
    if (rule.draft()) {
      text.append("A draft: its scenarios try it, and it advises nobody.\n\n");
    }
    text.append(rule.action()).append("\n\n");
    text.append("- Priority ")
        .append(rule.priority().text())
        .append(", owner ")
        .append(rule.owner());
    if (rule.effort() != null) {
      text.append(", effort ").append(rule.effort().text());
    }
    text.append('\n');
    if (rule.whenClear() != null) {
      text.append("- When clear: ").append(rule.whenClear()).append('\n');
    }
    Rule whole = rulebook.rules().get(rule.id());
    if (whole != null && !whole.scopes().isEmpty()) {
      text.append("- Applies to: ")
          .append(
              whole.scopes().stream()
                  .map(scope -> scope.exclusion().metadata().title())
                  .collect(Collectors.joining("; ")))
          .append('\n');
    }
    for (String name : rule.thresholds()) {
      text.append("- ").append(threshold(rulebook.thresholds().get(name), name)).append('\n');
    }
    if (!rule.sections().isEmpty()) {
      text.append("- Reads: ").append(String.join(", ", rule.sections())).append('\n');
    }
    text.append("- Source: ")
        .append(
            rule.sources().stream()
                .map(
                    s ->
                        rulebook.about().titles().getOrDefault(s.document(), s.document())
                            + ", "
                            + s.section())
                .collect(Collectors.joining("; ")))
        .append('\n');
    if (rule.note() != null) {
      text.append("- Note: ").append(rule.note()).append('\n');
    }
  }

  private static void example(@Nullable Example example, StringBuilder text) {
    if (example != null) {
      text.append("- For example, ").append(example.scenario()).append(":\n");
      example.reasons().forEach(reason -> text.append("  > ").append(reason).append('\n'));
    }
  }

  private static String threshold(@Nullable Threshold threshold, String name) {
    if (threshold == null) {
      return name;
    }
    String variants =
        threshold.variants().stream()
            .map(
                v ->
                    String.format(
                        Locale.ROOT,
                        "; %s %s: %s",
                        v.dimension(),
                        v.value(),
                        v.number().toPlainString()))
            .collect(Collectors.joining());
    return "Threshold `"
        + name
        + "`: "
        + threshold.values().lastEntry().getValue().toPlainString()
        + " "
        + threshold.unit()
        + variants
        + " ("
        + threshold.basis()
        + (threshold.source() == null ? "" : ": " + threshold.source())
        + ")";
  }
}
