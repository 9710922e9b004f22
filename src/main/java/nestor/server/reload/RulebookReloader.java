package nestor.server.reload;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryComposer;
import nestor.delivery.Format;
import nestor.delivery.MailText;
import nestor.delivery.Renderer;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.UserErrorException;
import nestor.diagnostics.Version;
import nestor.dossier.Dossier;
import nestor.engine.evaluation.Assessor;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.ParseResult;
import nestor.intake.mail.InboundMail;
import nestor.intake.mail.MailDocument;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Vocabulary;
import nestor.rulebook.drools.CompilationCache;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;
import nestor.rulebook.load.RulebookLoader;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.pipeline.RulebookAccess;
import nestor.server.pipeline.RulebookStatus;
import nestor.server.pipeline.WorkerLoop;
import nestor.store.DurableFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rulebook that is in force on a running server. An edit comes into force once it has no faults
 * and its scenarios pass; until then the former version stays. Safe for use by several threads.
 */
public final class RulebookReloader implements RulebookAccess, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RulebookReloader.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /** What came while the server did not run has its turn before edits are prepared for. */
  private static final Duration REST = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration ASK_AGAIN = Duration.ofMillis(30);

  /** How many looks at names and times come before one at the content, which these may not tell. */
  private static final int LOOKS = 40;

  /** After this many tries that the next save overtook, one goes on to its end. */
  private static final int MOST_OVERTAKEN = 3;

  private static final String FAULTS = "rules.error.txt";

  private final Path folder;
  private final Path home;
  private final RulebookArchive shelf;
  private final Clock clock;
  private final ConsoleReporter reporter;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final CompilationCache compiled;
  private final RulebookValidator trial;
  private final WorkerLoop watch;
  private Version inForce;
  private String lastStamp = "";
  private int looks;
  private int overtaken;
  private boolean movedOn;
  private boolean rehearsed;
  private long startedAt;
  private long askedAt;
  private volatile boolean closing;
  private volatile List<String> unreadable = List.of();
  private String lastTried;
  private volatile List<String> objections = List.of();

  /**
   * All that belongs to one version.
   *
   * @param whole with the drafts, which advise nobody
   */
  private record Version(
      CompiledRulebook whole,
      CompiledRulebook advising,
      DocumentReader reader,
      Assessor assessor,
      Renderer renderer,
      ArrayNode catalogue,
      Instant since) {

    static Version of(CompiledRulebook whole, Renderer renderer) {
      CompiledRulebook advising = whole.advising();
      Rulebook rulebook = advising.rulebook();
      return new Version(
          whole,
          advising,
          new DocumentReader(rulebook.documents()),
          new Assessor(advising),
          renderer,
          CatalogueJson.of(rulebook),
          Clock.systemUTC().instant());
    }

    void close() {
      whole.close();
      advising.close();
    }

    Rulebook rulebook() {
      return advising.rulebook();
    }
  }

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
    this.home = home;
    this.shelf = new RulebookArchive(home);
    this.trial = new RulebookValidator(folder, shelf);
    this.clock = clock;
    this.reporter = new ConsoleReporter(out);
    RulebookLoader.Snapshot found = RulebookLoader.snapshot(folder);
    this.lastTried = found.version();
    try {
      shelf.clear();
      CompiledRulebook first = first(found);
      this.inForce = Version.of(first, trial.renderer(first));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.watch = new WorkerLoop("rulebook", LOOK_AGAIN, this::turn, reporter);
  }

  /** Records what is in force, and takes edits up from now on. */
  public void start() {
    try {
      shelf.inForce(rulebookVersion(), clock.instant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    startedAt = System.nanoTime();
    watch.start();
  }

  /** The rulebook to start with. */
  private CompiledRulebook first(RulebookLoader.Snapshot found) throws IOException {
    RulebookValidator.Attempt attempt = attempt(found, null, compiled, () -> false);
    CompiledRulebook rulebook = attempt.rulebook();
    if (rulebook != null) {
      settle();
      return rulebook;
    }
    List<RulebookArchive.Kept> kept = shelf.versions();
    for (int i = kept.size() - 1; i >= 0; i--) {
      Optional<Path> former = shelf.find(kept.get(i).version());
      Optional<CompiledRulebook> usable =
          former.flatMap(path -> RulebookCompiler.load(path, compiled).rulebook());
      if (usable.isPresent()) {
        object(usable.get().rulebook().version(), attempt.objections());
        return usable.get();
      }
    }
    throw new UserErrorException(String.join("\n", attempt.objections()));
  }

  @Override
  public Advisory advise(Dossier dossier, @Nullable Advisory previous, LocalDate asOf) {
    return with(
        version ->
            AdvisoryComposer.advise(
                version.assessor(),
                version.rulebook(),
                dossier,
                asOf,
                nestor.diagnostics.Version.number(),
                previous));
  }

  @Override
  public String rulebookVersion() {
    return with(version -> version.rulebook().version());
  }

  @Override
  public RulebookStatus status() {
    return with(
        version ->
            new RulebookStatus(
                version.rulebook().about().name(),
                version.rulebook().version(),
                version.since(),
                unreadable.isEmpty() ? objections : unreadable,
                version.catalogue()));
  }

  @Override
  public byte[] render(Advisory advisory, Format format) {
    return with(version -> version.renderer().render(advisory, format));
  }

  @Override
  public byte[] render(
      Advisory advisory, Format format, @Nullable LocalDate confirmed, @Nullable String owner) {
    return with(
        version ->
            owner == null
                ? version.renderer().render(advisory, format, confirmed)
                : version.renderer().render(advisory, format, confirmed, owner));
  }

  @Override
  public List<String> owners() {
    return with(version -> version.renderer().owners());
  }

  @Override
  public MailText mail(Advisory advisory, @Nullable LocalDate since) {
    return with(version -> version.renderer().mail(advisory, since));
  }

  @Override
  public MailText receipt(InboundMail inboundMail, List<MailDocument> documents) {
    return with(version -> version.renderer().receipt(inboundMail, documents));
  }

  @Override
  public MailText notice(InboundMail inboundMail, List<MailDocument> documents) {
    return with(version -> version.renderer().notice(inboundMail, documents));
  }

  @Override
  public byte[] page(
      String name,
      @Nullable Advisory advisory,
      @Nullable LocalDate confirmed,
      Map<String, Object> values) {
    return with(version -> version.renderer().page(name, advisory, confirmed, values));
  }

  @Override
  public byte[] pageStyles() {
    return with(version -> version.renderer().pageStyles());
  }

  @Override
  public <T> T read(BiFunction<Rulebook, Assessor, T> into) {
    return with(version -> into.apply(version.rulebook(), version.assessor()));
  }

  @Override
  public List<FormerRulebook> formerRulebooks() {
    List<FormerRulebook> former = new ArrayList<>();
    shelf
        .versions()
        .forEach(kept -> former.add(0, new FormerRulebook(kept.version(), kept.since())));
    return former;
  }

  @Override
  public ParseResult read(Document document) {
    return with(version -> version.reader().read(document));
  }

  @Override
  public Vocabulary vocabulary() {
    return with(version -> version.rulebook().documents());
  }

  private <T> T with(Function<Version, T> use) {
    lock.readLock().lock();
    try {
      return use.apply(inForce);
    } finally {
      lock.readLock().unlock();
    }
  }

  private boolean turn() throws IOException {
    try {
      if (standsStill()) {
        look();
      }
      unreadable = List.of();
    } catch (IOException | RuntimeException e) {
      unreadable = List.of(folder + " cannot be looked at: " + e.getMessage());
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

  @Override
  public Optional<String> trouble() {
    return watch.trouble();
  }

  /** What is wrong with an edit that is not in force for that; empty where none waits. */
  public List<String> objections() {
    return objections;
  }

  /** Whether an edit, which can be one of several files, seems to be there and to stand still. */
  private boolean standsStill() throws IOException {
    String stamp = RulebookLoader.stamp(folder);
    boolean moved = !stamp.equals(lastStamp);
    lastStamp = stamp;
    looks = moved ? 0 : looks + 1;
    return looks % LOOKS == 1;
  }

  private void look() throws IOException {
    RulebookLoader.Snapshot found = RulebookLoader.snapshot(folder);
    if (!RulebookLoader.stamp(folder).equals(lastStamp) || found.version().equals(lastTried)) {
      return;
    }
    lastTried = found.version();
    if (found.version().equals(rulebookVersion())) {
      settle();
      reporter.report("rulebook", "the edit was taken back, " + rulebookVersion() + " stays");
      return;
    }
    CompiledRulebook former = inForce.whole();
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
      object(rulebookVersion(), attempt.objections());
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
      return trial.attempt(found, former, known, isOver);
    } catch (RuntimeException | Error e) {
      if (e instanceof UncheckedIOException io) {
        throw io.getCause();
      }
      return new RulebookValidator.Attempt(null, List.of(fault(e)));
    }
  }

  private void take(CompiledRulebook rulebook) throws IOException {
    Version next;
    try {
      next = Version.of(rulebook, trial.renderer(rulebook));
    } catch (RuntimeException | Error e) {
      object(rulebookVersion(), List.of(fault(e)));
      return;
    }
    shelf.inForce(rulebook.rulebook().version(), clock.instant());
    replace(next);
    settle();
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
    Files.deleteIfExists(home.resolve(FAULTS));
  }

  /** Tells everywhere that an edit is not in force, and why. */
  private void object(String stays, List<String> said) throws IOException {
    objections = List.copyOf(said);
    DurableFiles.createFolders(home);
    DurableFiles.write(
        home.resolve(FAULTS),
        ("The rulebook in "
                + folder
                + " is not in force; version "
                + stays
                + " is. What must change:\n\n"
                + String.join("\n", said)
                + "\n\nThis file goes away once all is well.\n")
            .getBytes(StandardCharsets.UTF_8));
    reporter.report(
        "rulebook",
        "the edit is not in force, "
            + stays
            + " stays: "
            + said.get(0)
            + (said.size() > 1 ? " (and " + (said.size() - 1) + " more in " + FAULTS + ")" : ""));
  }

  private void rehearse() {
    Version version = inForce;
    synchronized (this) {
      movedOn = false;
    }
    try {
      trial.rehearse(version.whole(), version.renderer(), this::isOvertaken);
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
        movedOn = !RulebookLoader.stamp(folder).equals(lastStamp);
      } catch (IOException e) {
        // The next look tells.
      }
    }
    return movedOn;
  }

  private void replace(Version next) {
    lock.writeLock().lock();
    try {
      Version former = inForce;
      inForce = next;
      former.close();
    } finally {
      lock.writeLock().unlock();
    }
    reporter.report(
        "rulebook", next.rulebook().version() + " is in force, " + next.whole().rulebook().count());
  }

  @Override
  public void close() {
    closing = true;
    watch.stop();
    try {
      watch.ended(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
