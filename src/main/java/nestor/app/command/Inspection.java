package nestor.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nestor.app.live.RouteFiles;
import nestor.delivery.Renderer;
import nestor.pages.PageCheck;
import nestor.rulebook.Draft;
import nestor.rulebook.Fault;
import nestor.rulebook.Guidance;
import nestor.rulebook.Rulebook;
import nestor.rulebook.RulebookFolder;
import nestor.rulebook.lint.Accepts;
import nestor.rulebook.lint.Lint;
import nestor.rulebook.lint.Remark;
import nestor.trial.Trial;

/**
 * All that is wrong with a rulebook and the routes, and all that is remarkable.
 *
 * @param summary the rulebook's name, version and size; empty where it could not be read
 * @param items in reading order
 */
record Inspection(String summary, List<Item> items) {
  /** The kind of what stops a rulebook from being used. */
  static final String FAULT = "fault";

  /** The kind of a secret in a file that every user of the machine may read. */
  static final String READABLE_SECRET = "readable-secret";

  /**
   * One thing found.
   *
   * @param kind {@link #FAULT}, or the kind of remark
   * @param stops whether it is a fault rather than a warning
   * @param fault with the file as a path from the current folder
   */
  record Item(String kind, boolean stops, Fault fault) {
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
  static Inspection of(Path rules, Path routes, List<Fault> settings, List<Fault> readable) {
    List<Item> items = new ArrayList<>();
    RulebookFolder.Loaded loaded = RulebookFolder.load(rules, Installation.compiled());
    List<Fault> faults = new ArrayList<>(loaded.faults());
    Draft draft = RulebookFolder.draft(rules);
    List<Remark> remarks = new ArrayList<>(Lint.of(draft));
    Optional<Rulebook> rulebook = loaded.rulebook();
    try {
      rulebook.ifPresent(
          book -> {
            Trial trial = new Trial(book);
            faults.addAll(trial.faults());
            if (trial.faults().isEmpty()) {
              remarks.addAll(untried(book, trial));
            }
            Renderer renderer = new Renderer(rules.resolve("templates"), book.advised());
            faults.addAll(renderer.check());
            faults.addAll(PageCheck.of(renderer));
          });
    } finally {
      rulebook.ifPresent(book -> book.compilation().close());
    }
    faults.forEach(f -> items.add(new Item(FAULT, true, located(f, rules))));
    // A broken rule is no rule yet: what hangs on it would be remarked on for nothing.
    Accepts.leave(draft, remarks).stream()
        .filter(r -> faults.isEmpty() || r.kind().stops() || !r.kind().hangsOnAllRules())
        .forEach(
            r -> items.add(new Item(r.kind().id(), r.kind().stops(), located(r.fault(), rules))));
    settings.forEach(f -> items.add(new Item(FAULT, true, located(f, Path.of("")))));
    readable.forEach(f -> items.add(new Item(READABLE_SECRET, false, located(f, Path.of("")))));
    RouteFiles.check(routes).forEach(f -> items.add(new Item(FAULT, true, located(f, routes))));
    items.sort(Comparator.comparing(Item::fault, Fault.READING_ORDER));
    return new Inspection(rulebook.map(Inspection::summary).orElse(""), List.copyOf(items));
  }

  private static List<Remark> untried(Rulebook book, Trial trial) {
    List<Remark> remarks = new ArrayList<>();
    trial
        .untried()
        .forEach(
            (id, answers) -> {
              Guidance rule = book.catalogue().rule(id).orElseThrow();
              remarks.add(
                  new Remark(
                      Remark.Kind.UNTRIED,
                      Fault.at(
                          rule.file(),
                          rule.line(),
                          1,
                          "no scenario has " + id + " " + String.join(", ", answers),
                          "add scenarios to " + rule.topic() + ".scenarios.yaml")));
            });
    return remarks;
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
  private static Fault located(Fault fault, Path folder) {
    Path inside = folder.resolve(fault.document());
    Path path = Files.exists(inside) ? inside : Path.of(fault.document());
    Path here = Path.of("").toAbsolutePath();
    Path whole = path.toAbsolutePath().normalize();
    String shown = (whole.startsWith(here) ? here.relativize(whole) : whole).toString();
    return new Fault(
        shown.isEmpty() ? fault.document() : shown.replace('\\', '/'),
        fault.line(),
        fault.column(),
        fault.path(),
        fault.what(),
        fault.cure());
  }

  long faults() {
    return items.stream().filter(Item::stops).count();
  }

  long warnings() {
    return items.size() - faults();
  }

  /** How many faults and warnings there are, in words. */
  String count() {
    String found = faults() == 0 ? "no faults" : faults() == 1 ? "1 fault" : faults() + " faults";
    return warnings() == 0
        ? found
        : found + ", " + (warnings() == 1 ? "1 warning" : warnings() + " warnings");
  }
}
