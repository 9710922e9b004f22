package nestor.server.reload;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.UserErrorException;
import nestor.rulebook.drools.CompilationCache;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;
import nestor.rulebook.load.RulebookLoader;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.pipeline.RulebookActivation;
import nestor.server.pipeline.WorkerLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watcher of a rulebook's folder that makes an edit the {@link ActiveRulebook} once it has no
 * faults and its scenarios pass. Until then the former version stays active, and the faults are in
 * {@code rules.error.txt} in the home.
 */
public final class RulebookReloader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RulebookReloader.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /** Pause after the start in which documents that came before have their turn. */
  private static final Duration REST = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration ASK_AGAIN = Duration.ofMillis(30);

  /** Number of looks at names and times before one at the content, which these may not show. */
  private static final int LOOKS = 40;

  /** After this many tries that the next save overtook, one goes on to its end. */
  private static final int MOST_OVERTAKEN = 3;

  private final Path folder;
  private final FaultFile faultFile;
  private final RulebookArchive archive;
  private final Clock clock;
  private final ConsoleReporter reporter;
  private final CompilationCache compiled;
  private final RulebookValidator validator;
  private final FolderWatcher<String> watcher;
  private final WorkerLoop loop;
  private final ActiveRulebook active;
  private int overtaken;
  private boolean movedOn;
  private boolean rehearsed;
  private long startedAt;
  private long askedAt;
  private volatile boolean closing;
  private String lastTried;
  private List<String> objections = List.of();

  /**
   * Takes the folder's present state into force, if it is good, else the version that was in force
   * last in this home.
   *
   * @param home where each version that is ever in force is kept
   * @param compiled what was compiled in former runs
   * @throws UserErrorException if there is no version that could be in force
   */
  public RulebookReloader(
      Path folder, Path home, CompilationCache compiled, Clock clock, PrintStream out) {
    this.compiled = compiled;
    this.folder = folder;
    this.faultFile = new FaultFile(home.resolve("rules.error.txt"));
    this.archive = new RulebookArchive(home);
    this.validator = new RulebookValidator(folder, archive);
    this.clock = clock;
    this.reporter = new ConsoleReporter(out);
    this.watcher = new FolderWatcher<>(() -> RulebookLoader.stamp(folder), LOOKS);
    this.loop = new WorkerLoop("rulebook", LOOK_AGAIN, this::turn, reporter);
    RulebookLoader.Snapshot found = RulebookLoader.snapshot(folder);
    this.lastTried = found.version();
    try {
      archive.clear();
      CompiledRulebook first = first(found);
      this.active =
          new ActiveRulebook(
              ActiveRulebook.State.of(first, validator.renderer(first)), archive, loop::trouble);
      active.setObjections(objections);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Records what is in force, and takes edits up from now on. */
  public void start() {
    try {
      archive.inForce(active.rulebookVersion(), clock.instant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    startedAt = System.nanoTime();
    loop.start();
  }

  /** The rulebook to start with. */
  private CompiledRulebook first(RulebookLoader.Snapshot found) throws IOException {
    RulebookValidator.Attempt attempt = attempt(found, null, compiled, () -> false);
    CompiledRulebook rulebook = attempt.rulebook();
    if (rulebook != null) {
      settle();
      return rulebook;
    }
    List<RulebookActivation> kept = archive.versions();
    for (int i = kept.size() - 1; i >= 0; i--) {
      Optional<Path> former = archive.find(kept.get(i).version());
      Optional<CompiledRulebook> usable =
          former.flatMap(path -> RulebookCompiler.load(path, compiled).rulebook());
      if (usable.isPresent()) {
        object(usable.get().rulebook().version(), attempt.objections());
        return usable.get();
      }
    }
    throw new UserErrorException(String.join("\n", attempt.objections()));
  }

  /** Returns the rulebook that is active, now and after each edit. */
  public ActiveRulebook active() {
    return active;
  }

  private boolean turn() throws IOException {
    try {
      if (watcher.poll().isPresent()) {
        look();
      }
      active.setObjections(objections);
    } catch (IOException | RuntimeException e) {
      active.setObjections(List.of(folder + " cannot be looked at: " + e.getMessage()));
      // What could not be read or written now is tried again as if nothing had been.
      lastTried = "";
      throw e;
    }
    if (!rehearsed && System.nanoTime() - startedAt > REST.toNanos()) {
      rehearsed = true;
      rehearse();
    }
    return false;
  }

  private void look() throws IOException {
    RulebookLoader.Snapshot found = RulebookLoader.snapshot(folder);
    if (watcher.hasMoved() || found.version().equals(lastTried)) {
      return;
    }
    lastTried = found.version();
    if (found.version().equals(active.rulebookVersion())) {
      settle();
      reporter.report(
          "rulebook", "the edit was taken back, " + active.rulebookVersion() + " stays");
      return;
    }
    CompiledRulebook former = active.state().whole();
    synchronized (this) {
      movedOn = false;
    }
    RulebookValidator.Attempt attempt =
        attempt(found, former, former.compilation().or(compiled), this::isOvertaken);
    CompiledRulebook rulebook = attempt.rulebook();
    if (attempt.isOvertaken()) {
      overtaken++;
      lastTried = "";
      return;
    }
    overtaken = 0;
    if (rulebook == null) {
      object(active.rulebookVersion(), attempt.objections());
    } else {
      take(rulebook);
    }
  }

  /** Tries a state of the folder; whatever is thrown by that, an Error included, ends it alone. */
  private RulebookValidator.Attempt attempt(
      RulebookLoader.Snapshot found,
      @Nullable CompiledRulebook former,
      CompilationCache known,
      BooleanSupplier isOver)
      throws IOException {
    try {
      return validator.attempt(found, former, known, isOver);
    } catch (RuntimeException | Error e) {
      if (e instanceof UncheckedIOException io) {
        throw io.getCause();
      }
      return new RulebookValidator.Attempt(null, List.of(fault(e)));
    }
  }

  private void take(CompiledRulebook rulebook) throws IOException {
    ActiveRulebook.State next;
    try {
      next = ActiveRulebook.State.of(rulebook, validator.renderer(rulebook));
    } catch (RuntimeException | Error e) {
      object(active.rulebookVersion(), List.of(fault(e)));
      return;
    }
    archive.inForce(rulebook.rulebook().version(), clock.instant());
    // The new version is never seen beside the faults of the one before.
    settle();
    active.setObjections(objections);
    active.replace(next);
    reporter.report(
        "rulebook", rulebook.rulebook().version() + " is in force, " + rulebook.rulebook().count());
  }

  private String fault(Throwable e) {
    LOG.error("The rulebook could not be tried, by a fault in Nestor", e);
    return Diagnostic.in(
            folder.toString(),
            null,
            "it could not be tried, by a fault in Nestor (" + e + ")",
            "take the last edit back or write it otherwise, and report what log/nestor.log has of it")
        .toString();
  }

  private void settle() throws IOException {
    objections = List.of();
    faultFile.delete();
  }

  /**
   * Reports on the console, in the fault file and in the status that an edit is not in force, and
   * why.
   */
  private void object(String stays, List<String> said) throws IOException {
    objections = List.copyOf(said);
    faultFile.write(
        "The rulebook in " + folder + " is not in force; version " + stays + " is.", said);
    reporter.report(
        "rulebook", "the edit is not in force, " + stays + " stays: " + faultFile.summary(said));
  }

  private void rehearse() {
    ActiveRulebook.State version = active.state();
    synchronized (this) {
      movedOn = false;
    }
    try {
      validator.rehearse(version.whole(), version.renderer(), this::isOvertaken);
    } catch (RuntimeException | Error e) {
      LOG.error("The rulebook could not be gone through, so that the first edit takes longer", e);
    }
  }

  /** Asked very often while an edit is tried, so the folder is looked at now and then only. */
  private synchronized boolean isOvertaken() {
    long now = System.nanoTime();
    if (closing) {
      return true;
    }
    if (overtaken >= MOST_OVERTAKEN) {
      return false;
    }
    if (!movedOn && now - askedAt > ASK_AGAIN.toNanos()) {
      askedAt = now;
      try {
        movedOn = watcher.hasMoved();
      } catch (IOException e) {
        // The next look decides.
      }
    }
    return movedOn;
  }

  @Override
  public void close() {
    closing = true;
    loop.stop();
    try {
      loop.ended(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
