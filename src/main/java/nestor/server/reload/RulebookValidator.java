package nestor.server.reload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nestor.delivery.Renderer;
import nestor.diagnostics.Diagnostic;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompilationCache;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;
import nestor.rulebook.lint.LintWarning;
import nestor.rulebook.lint.Linter;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.load.RulebookLoader;
import nestor.server.pages.PageTemplateCheck;
import nestor.workbench.ScenarioRunner;
import org.jspecify.annotations.Nullable;

/**
 * Validation of a rulebook's folder before it becomes active: no faults, templates that render,
 * scenarios that pass. What is unchanged since the last valid state is not tried again.
 */
final class RulebookValidator {
  private final Path folder;
  private final RulebookArchive archive;
  private @Nullable Tried lastGood;

  /**
   * @param folder where the rulebook is edited, for messages
   * @param archive where the copies are that are tried
   */
  RulebookValidator(Path folder, RulebookArchive archive) {
    this.folder = folder;
    this.archive = archive;
  }

  /**
   * Result of a validation.
   *
   * @param rulebook null where there are objections, or where the try was given up
   */
  record Attempt(@Nullable CompiledRulebook rulebook, List<String> objections) {
    private static final Attempt GIVEN_UP = new Attempt(null, List.of());

    /** Whether it was given up, because the folder moved on meanwhile. */
    boolean isOvertaken() {
      return rulebook == null && objections.isEmpty();
    }
  }

  /** Parts with which a version was validated, and by which the next is validated sooner. */
  private record Tried(CompiledRulebook rulebook, ScenarioRunner trial, Renderer renderer) {}

  /**
   * Loads a copy that nobody edits, and tries it unless it was in force before.
   *
   * @param former what is in force; null where nothing is
   * @param overtaken whether there is a newer state, so that this one need not be tried
   */
  Attempt attempt(
      RulebookLoader.Snapshot found,
      @Nullable CompiledRulebook former,
      CompilationCache compiled,
      BooleanSupplier overtaken)
      throws IOException {
    if (found.texts().isEmpty() || !found.faults().isEmpty()) {
      return new Attempt(
          null, RulebookLoader.load(folder).faults().stream().map(Diagnostic::toString).toList());
    }
    boolean good = archive.find(found.version()).isPresent();
    Path copy = archive.put(found);
    RulebookCompiler.Result loaded = RulebookCompiler.load(copy, compiled);
    List<String> said =
        new ArrayList<>(loaded.faults().stream().map(Diagnostic::toString).toList());
    CompiledRulebook rulebook = loaded.rulebook().orElse(null);
    boolean givenUp = overtaken.getAsBoolean();
    if (rulebook != null && !good && !givenUp) {
      Tried tried = tried(rulebook);
      said.addAll(faults(tried, loaded.parsed()));
      givenUp = overtaken.getAsBoolean();
      if (!givenUp) {
        outcomes(tried.trial(), former, found, overtaken)
            .forEach(
                outcome ->
                    outcome.failures().forEach(failure -> said.add(outcome.at() + ": " + failure)));
        givenUp = overtaken.getAsBoolean();
        lastGood = said.isEmpty() && !givenUp ? tried : lastGood;
      }
    }
    if (rulebook != null && said.isEmpty() && !givenUp) {
      return new Attempt(rulebook, List.of());
    }
    if (rulebook != null) {
      rulebook.close();
    }
    archive.drop(found.version());
    // Editors know the files by the folder in which they edit them.
    return givenUp
        ? Attempt.GIVEN_UP
        : new Attempt(
            null,
            said.stream()
                .map(
                    line ->
                        line.replace(copy + "/", "").replace(copy.toString(), folder.toString()))
                .toList());
  }

  /** Renderer with which a rulebook was validated, or would be. */
  Renderer renderer(CompiledRulebook compiled) {
    Rulebook rulebook = compiled.rulebook();
    Tried good = lastGood;
    return good != null && good.rulebook().rulebook().version().equals(rulebook.version())
        ? good.renderer()
        : new Renderer(rulebook.folder().resolve("templates"), rulebook.advised());
  }

  /**
   * Goes through what an edit asks for, on the version in force. The first edit after a start would
   * else be the one that loads the compiler, reads every scenario and tries every template.
   *
   * @param renderer of that version
   * @param overtaken whether there is an edit, so that it is of no use any more
   */
  void rehearse(CompiledRulebook rulebook, Renderer renderer, BooleanSupplier overtaken) {
    if (lastGood != null) {
      return;
    }
    ScenarioRunner scenarios = new ScenarioRunner(rulebook);
    lastGood = new Tried(rulebook, scenarios, renderer);
    Stream.<Runnable>of(
            () -> rulebook.compilation().base(),
            () -> rulebook.part(oneTopic(rulebook.rulebook())).close(),
            () -> templateFaults(renderer),
            () -> lints(RulebookLoader.draft(rulebook.rulebook().folder())),
            () ->
                scenarios.runAfter(
                    rulebook, scenarios.files().stream().limit(1).toList(), overtaken))
        .filter(step -> !overtaken.getAsBoolean())
        .forEach(Runnable::run);
  }

  private static List<String> oneTopic(Rulebook rulebook) {
    String topic = rulebook.catalogue().rules().get(0).topic();
    return rulebook.rules().keySet().stream().filter(id -> id.startsWith(topic + "/")).toList();
  }

  private Tried tried(CompiledRulebook rulebook) {
    Tried good = lastGood;
    return new Tried(
        rulebook,
        new ScenarioRunner(new Assessor(rulebook), good == null ? null : good.trial()),
        renderer(rulebook));
  }

  /** Faults that show before any scenario is run. */
  private List<String> faults(Tried tried, ParsedRulebook parsed) {
    Tried good = lastGood;
    List<String> said = new ArrayList<>();
    tried.trial().faults().forEach(diagnostic -> said.add(diagnostic.toString()));
    Stream.<Supplier<List<Diagnostic>>>of(
            () ->
                good != null && tried.renderer().isAs(good.renderer())
                    ? List.of()
                    : templateFaults(tried.renderer()),
            () -> lints(parsed),
            () -> putTogether(tried.rulebook()))
        .parallel()
        .map(Supplier::get)
        .toList()
        .forEach(faults -> faults.forEach(diagnostic -> said.add(diagnostic.toString())));
    return said;
  }

  private static List<Diagnostic> templateFaults(Renderer renderer) {
    return Stream.concat(renderer.check().stream(), PageTemplateCheck.of(renderer).stream())
        .toList();
  }

  private static List<Diagnostic> lints(ParsedRulebook parsed) {
    return Linter.of(parsed).stream()
        .filter(warning -> warning.kind().stops())
        .map(LintWarning::diagnostic)
        .toList();
  }

  /** Takes the time that the first advisory on a version would take otherwise. */
  private static List<Diagnostic> putTogether(CompiledRulebook rulebook) {
    rulebook.compilation().base();
    return List.of();
  }

  private static List<ScenarioRunner.Outcome> outcomes(
      ScenarioRunner runner,
      @Nullable CompiledRulebook former,
      RulebookLoader.Snapshot found,
      BooleanSupplier overtaken) {
    if (former == null) {
      return runner.run();
    }
    SortedMap<String, String> before = RulebookLoader.snapshot(former.rulebook().folder()).texts();
    Set<String> changed = new TreeSet<>(before.keySet());
    changed.addAll(found.texts().keySet());
    changed.removeIf(name -> Objects.equals(before.get(name), found.texts().get(name)));
    return runner.runAfter(former, changed, overtaken);
  }
}
