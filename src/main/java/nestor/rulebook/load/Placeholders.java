package nestor.rulebook.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Annotation;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.RuleDeclaration;
import nestor.rulebook.syntax.RuleFile;
import org.jspecify.annotations.Nullable;

/**
 * Placeholders of a new rule that its author has not replaced yet. In a rule that advises they are
 * faults, since organisations would read them; in a draft they are warnings.
 */
public final class Placeholders {
  /** In the place of a title. */
  public static final String TITLE = "Say in one line what to do";

  /** In the place of a title of a rule that is clear. */
  public static final String WHEN_CLEAR = "Say in one line what is well otherwise";

  /** In the place of an action. */
  public static final String ACTION = "Say who does what, with what, and by when";

  /** In the place of the section of a source. */
  public static final String SECTION = "name the section";

  /** In the place of a note. */
  public static final String NOTE = "How you decided what the source leaves open";

  /** At the end of a reason. */
  public static final String REASON = "Say what this means for the organisation";

  /** In the place of why a threshold is that number. */
  public static final String WHY = "Say why this number and no other";

  private static final Pattern LEFT =
      Pattern.compile(
          Stream.of(TITLE, WHEN_CLEAR, ACTION, SECTION, NOTE, REASON, WHY)
                  .map(Pattern::quote)
                  .collect(Collectors.joining("|", "(?i:", "|lorem ipsum)"))
              + "|\\b(?:TODO|TBD|FIXME)\\b");

  private final Set<String> drafts;
  private final boolean ofDrafts;
  private final List<Diagnostic> faults = new ArrayList<>();

  private Placeholders(List<RuleFile> files, boolean ofDrafts) {
    this.drafts = Rule.drafts(files);
    this.ofDrafts = ofDrafts;
  }

  /** Returns the placeholders that would appear in advice or in the catalogue. */
  static List<Diagnostic> inForce(
      List<RuleFile> files, SortedMap<String, Threshold> thresholds, String thresholdsText) {
    return new Placeholders(files, false).found(files, thresholds, thresholdsText);
  }

  /** Placeholders in rules that are drafts, and in thresholds that only drafts read. */
  public static List<Diagnostic> inDrafts(ParsedRulebook parsed) {
    return new Placeholders(parsed.files(), true)
        .found(
            parsed.files(),
            parsed.thresholds(),
            parsed.texts().getOrDefault(RulebookLoader.THRESHOLDS, ""));
  }

  private List<Diagnostic> found(
      List<RuleFile> files, SortedMap<String, Threshold> thresholds, String thresholdsText) {
    List<RuleDeclaration> rules = files.stream().flatMap(file -> file.rules().stream()).toList();
    rules.forEach(this::rule);
    thresholds.values().stream()
        .filter(threshold -> isOfDrafts(threshold, rules) == ofDrafts)
        .forEach(threshold -> threshold(threshold, thresholdsText));
    return List.copyOf(faults);
  }

  private boolean isDraft(RuleDeclaration rule) {
    return drafts.contains(Rule.idOf(rule.name()));
  }

  /** Whether drafts read a threshold, and nothing else does. */
  private boolean isOfDrafts(Threshold threshold, List<RuleDeclaration> rules) {
    if (drafts.isEmpty()) {
      return false;
    }
    List<RuleDeclaration> readers =
        rules.stream()
            .filter(rule -> RuleDependencies.comparesWith(rule.when(), threshold.name()))
            .toList();
    return !readers.isEmpty() && readers.stream().allMatch(this::isDraft);
  }

  private void rule(RuleDeclaration rule) {
    if (isDraft(rule) != ofDrafts) {
      return;
    }
    for (Annotation annotation : rule.annotations()) {
      report(
          "@" + annotation.name() + " of rule \"" + rule.name() + "\"",
          annotation.value(),
          annotation.position());
    }
    if (rule.then() instanceof Consequence.Worded reason) {
      report("the reason of rule \"" + rule.name() + "\"", reason.text(), reason.textPlace());
    }
  }

  private void threshold(Threshold threshold, String text) {
    report("the why of " + threshold.name(), threshold.why(), threshold, text);
    report("the source of " + threshold.name(), threshold.source(), threshold, text);
    report("the unit of " + threshold.name(), threshold.unit(), threshold, text);
  }

  private void report(String of, @Nullable String value, Threshold threshold, String text) {
    left(value)
        .ifPresent(
            words -> {
              List<String> lines = text.lines().toList();
              int line = threshold.position().line();
              while (line < lines.size()
                  && !lines.get(line - 1).toLowerCase(Locale.ROOT).contains(firstWord(words))) {
                line++;
              }
              report(of, words, new SourcePosition(threshold.position().file(), line, 1));
            });
  }

  /** All of it may stand on several lines. */
  private static String firstWord(String words) {
    return words.split(" ", 2)[0].toLowerCase(Locale.ROOT);
  }

  private void report(String of, @Nullable String value, SourcePosition position) {
    left(value)
        .ifPresent(
            words ->
                faults.add(
                    position.fault(
                        of + " still says '" + words + "'",
                        ofDrafts
                            ? "write what is meant, and take @draft away when the rule is done"
                            : "write what is meant, or mark the rule @draft until it is done")));
  }

  private static Optional<String> left(@Nullable String value) {
    Matcher left = LEFT.matcher(value == null ? "" : value);
    return left.find() ? Optional.of(left.group()) : Optional.empty();
  }
}
