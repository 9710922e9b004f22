package nestor.app;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import nestor.advisory.Advisory;
import nestor.advisory.Composition;
import nestor.delivery.Format;
import nestor.delivery.Renderer;
import nestor.dossier.Dossier;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.Reading;
import nestor.reasoning.Assessor;
import nestor.rulebook.Fault;
import nestor.rulebook.Rulebook;
import nestor.rulebook.RulebookFolder;
import nestor.rulebook.Vocabulary;
import nestor.trial.Trial;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rulebook that is in force on a running server. An edit comes into force once it has no faults
 * and its scenarios pass; until then the former version stays. Safe for use by several threads.
 */
final class LiveRulebook
    implements Adviser, AdvisoryRenderer, DocumentUnderstanding, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRulebook.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final Path folder;
  private final Announcements announcements;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Thread watch = new Thread(this::watch, "rulebook");
  private Version inForce;
  private String lastTried;

  /** All that belongs to one version. */
  private record Version(
      Rulebook rulebook, DocumentReader reader, Assessor assessor, Renderer renderer) {

    static Version of(Rulebook rulebook) {
      return new Version(
          rulebook,
          new DocumentReader(rulebook.vocabulary()),
          new Assessor(rulebook),
          new Renderer(rulebook.folder().resolve("templates"), rulebook.catalogue()));
    }
  }

  /**
   * Takes the folder's present state into force and watches it from then on.
   *
   * @throws UnusableException if it has faults; a server does not start without a rulebook
   */
  LiveRulebook(Path folder, PrintStream out) {
    this.folder = folder;
    this.announcements = new Announcements(out);
    RulebookFolder.Loaded loaded = RulebookFolder.load(folder);
    this.inForce =
        Version.of(loaded.rulebook().orElseThrow(() -> new UnusableException(loaded.faults())));
    this.lastTried = inForce.rulebook().version();
    watch.setDaemon(true);
    watch.start();
  }

  @Override
  public Advisory advise(Dossier dossier, @Nullable Advisory previous, LocalDate asOf) {
    return with(
        version ->
            Composition.compose(
                dossier,
                version.assessor().assess(dossier, asOf, List.of()),
                version.rulebook(),
                nestor.app.Version.number(),
                previous));
  }

  @Override
  public String rulebookVersion() {
    return with(version -> version.rulebook().version());
  }

  @Override
  public byte[] render(Advisory advisory, Format format) {
    return with(version -> version.renderer().render(advisory, format));
  }

  @Override
  public Reading read(Document document) {
    return with(version -> version.reader().read(document));
  }

  @Override
  public Vocabulary vocabulary() {
    return with(version -> version.rulebook().vocabulary());
  }

  private <T> T with(Function<Version, T> use) {
    lock.readLock().lock();
    try {
      return use.apply(inForce);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(LOOK_AGAIN.toMillis());
        look();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("The rulebook could not be looked at", e);
      }
    }
  }

  private void look() {
    String found = RulebookFolder.version(folder);
    if (!found.equals(lastTried)) {
      lastTried = found;
      RulebookFolder.Loaded loaded = RulebookFolder.load(folder);
      List<String> objections =
          new ArrayList<>(loaded.faults().stream().map(Fault::toString).toList());
      loaded.rulebook().ifPresent(rulebook -> objections.addAll(objections(rulebook)));
      if (objections.isEmpty()) {
        loaded.rulebook().ifPresent(this::replace);
      } else {
        loaded.rulebook().ifPresent(rulebook -> rulebook.compilation().close());
        announcements.tell(
            "rulebook",
            "the edit is not in force, "
                + rulebookVersion()
                + " stays: "
                + objections.get(0)
                + (objections.size() > 1
                    ? " (and " + (objections.size() - 1) + " more; see nestor check)"
                    : ""));
      }
    }
  }

  private static List<String> objections(Rulebook rulebook) {
    List<String> objections = new ArrayList<>();
    Trial trial = new Trial(rulebook);
    trial.faults().forEach(fault -> objections.add(fault.toString()));
    new Renderer(rulebook.folder().resolve("templates"), rulebook.catalogue())
        .check()
        .forEach(fault -> objections.add(fault.toString()));
    for (Trial.Outcome outcome : trial.run()) {
      outcome.failures().forEach(failure -> objections.add(outcome.at() + ": " + failure));
    }
    return objections;
  }

  private void replace(Rulebook rulebook) {
    Version next = Version.of(rulebook);
    lock.writeLock().lock();
    try {
      Version former = inForce;
      inForce = next;
      former.rulebook().compilation().close();
    } finally {
      lock.writeLock().unlock();
    }
    announcements.tell(
        "rulebook", rulebook.version() + " is in force, " + rulebook.rules().size() + " rules");
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
