package nestor.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nestor.delivery.Renderer;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;
import nestor.rulebook.lint.LintWarning;
import nestor.rulebook.lint.Linter;
import nestor.rulebook.lint.Suppressions;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.load.RulebookLoader;
import nestor.server.pages.PageTemplateCheck;
import nestor.server.reload.RouteFileCheck;
import nestor.workbench.ScenarioRunner;

/**
 * Faults and warnings of a rulebook, its routes and the configuration, in reading order.
 *
 * @param summary the rulebook's name, version and size; empty where it could not be read
 * @param items in reading order
 */
record CheckReport(String summary, List<Item> items) {
  /** The kind of what stops a rulebook from being used. */
  static final String FAULT = "fault";

  /** The kind of a secret in a file that every user of the machine may read. */
  static final String READABLE_SECRET = "readable-secret";

  /**
   * One thing found.
   *
   * @param kind {@link #FAULT}, or the kind of warning
   * @param stops whether it is a fault rather than a warning
   * @param fault with the file as a path from the current folder
   */
  record Item(String kind, boolean stops, Diagnostic fault) {
    @Override
    public String toString() {
      String line = fault.toString();
      if (stops) {
        return line;
      }
      int at = fault.document().length();
      while (at < line.length() && line.charAt(at) != ' ') {
        at++;
      }
      return line.substring(0, at) + " warning:" + line.substring(at) + " (" + kind + ")";
    }
  }

  /**
   * Looks at everything.
   *
   * @param settings the faults of the configuration
   * @param readable what its warnings are
   */
  static CheckReport of(
      Path rules, Path routes, List<Diagnostic> settings, List<Diagnostic> readable) {
    List<Item> items = new ArrayList<>();
    RulebookCompiler.Result loaded = RulebookCompiler.load(rules, Installation.compilationCache());
    List<Diagnostic> faults = new ArrayList<>(loaded.faults());
    ParsedRulebook parsed = RulebookLoader.draft(rules);
    List<LintWarning> warnings = new ArrayList<>(Linter.of(parsed));
    Optional<Rulebook> rulebook = loaded.rulebook().map(CompiledRulebook::rulebook);
    try {
      loaded
          .rulebook()
          .ifPresent(
              compiled -> {
                Rulebook book = compiled.rulebook();
                ScenarioRunner runner = new ScenarioRunner(compiled);
                faults.addAll(runner.faults());
                if (runner.faults().isEmpty()) {
                  warnings.addAll(untried(book, runner));
                }
                Renderer renderer = new Renderer(rules.resolve("templates"), book.advised());
                faults.addAll(renderer.check());
                faults.addAll(PageTemplateCheck.of(renderer));
              });
    } finally {
      loaded.rulebook().ifPresent(CompiledRulebook::close);
    }
    faults.forEach(f -> items.add(new Item(FAULT, true, located(f, rules))));
    // A broken rule is no rule yet: what hangs on it would be warned of for nothing.
    Suppressions.leave(parsed, warnings).stream()
        .filter(r -> faults.isEmpty() || r.kind().stops() || !r.kind().hangsOnAllRules())
        .forEach(
            r ->
                items.add(
                    new Item(r.kind().id(), r.kind().stops(), located(r.diagnostic(), rules))));
    settings.forEach(f -> items.add(new Item(FAULT, true, located(f, Path.of("")))));
    readable.forEach(f -> items.add(new Item(READABLE_SECRET, false, located(f, Path.of("")))));
    RouteFileCheck.check(routes).forEach(f -> items.add(new Item(FAULT, true, located(f, routes))));
    items.sort(Comparator.comparing(Item::fault, Diagnostic.READING_ORDER));
    return new CheckReport(rulebook.map(CheckReport::summary).orElse(""), List.copyOf(items));
  }

  private static List<LintWarning> untried(Rulebook book, ScenarioRunner runner) {
    List<LintWarning> warnings = new ArrayList<>();
    runner
        .untried()
        .forEach(
            (id, answers) -> {
              RuleMetadata rule = book.catalogue().rule(id).orElseThrow();
              warnings.add(
                  new LintWarning(
                      LintWarning.Kind.UNTRIED,
                      Diagnostic.at(
                          rule.file(),
                          rule.line(),
                          1,
                          "no scenario has " + id + " " + String.join(", ", answers),
                          "add scenarios to " + rule.topic() + ".scenarios.yaml")));
            });
    return warnings;
  }

  private static String summary(Rulebook book) {
    return book.about().name()
        + " "
        + book.version()
        + ": "
        + book.count()
        + ", "
        + book.thresholds().size()
        + " thresholds";
  }

  /** The fault with the path by which an editor at the current folder finds the file. */
  private static Diagnostic located(Diagnostic diagnostic, Path folder) {
    Path inside = folder.resolve(diagnostic.document());
    Path path = Files.exists(inside) ? inside : Path.of(diagnostic.document());
    Path here = Path.of("").toAbsolutePath();
    Path whole = path.toAbsolutePath().normalize();
    String shown = (whole.startsWith(here) ? here.relativize(whole) : whole).toString();
    return new Diagnostic(
        shown.isEmpty() ? diagnostic.document() : shown.replace('\\', '/'),
        diagnostic.line(),
        diagnostic.column(),
        diagnostic.path(),
        diagnostic.what(),
        diagnostic.cure());
  }

  long faults() {
    return items.stream().filter(Item::stops).count();
  }

  long warnings() {
    return items.size() - faults();
  }

  /** Number of faults and warnings, in words. */
  String count() {
    String found = faults() == 0 ? "no faults" : faults() == 1 ? "1 fault" : faults() + " faults";
    return warnings() == 0
        ? found
        : found + ", " + (warnings() == 1 ? "1 warning" : warnings() + " warnings");
  }
}
