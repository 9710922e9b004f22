package nestor.server.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.diagnostics.Diagnostic;
import nestor.server.health.HealthChecks;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.pipeline.WorkerLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloader of routes: a file takes effect once it stands still and its routes can be built; on any
 * fault its former routes go on. Routes of other files, and routes whose text is the same, are not
 * touched.
 */
public final class RouteReloader implements HealthChecks.Condition, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RouteReloader.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final CamelRuntime camel;
  private final Quiet http;
  private final FaultFile faultFile;
  private final ConsoleReporter reporter;
  private final WorkerLoop watch;
  private final SortedMap<String, RouteFile> inForce = new TreeMap<>();
  private final FolderWatcher<Texts> watcher = new FolderWatcher<>(this::read);
  private boolean beginning;
  private volatile List<String> objections = List.of();
  private volatile Optional<String> unreadable = Optional.empty();

  /** The route files as they are at one moment, by name; with faults of those that are no text. */
  private record Texts(SortedMap<String, String> byName, List<Diagnostic> faults) {}

  /** Keeps requests waiting while something is done. */
  @FunctionalInterface
  public interface Quiet {
    void during(Runnable step);
  }

  /**
   * Begins and follows the routes of a transport.
   *
   * @param home where the faults of an edit are written down
   */
  public RouteReloader(CamelRuntime camel, Quiet http, Path home, ConsoleReporter reporter) {
    this.camel = camel;
    this.http = http;
    this.faultFile = new FaultFile(home.resolve("routes.error.txt"));
    this.reporter = reporter;
    this.watch = new WorkerLoop("routes", LOOK_AGAIN, this::turn, reporter);
  }

  /**
   * Starts the routes in their present state. Where not all of them can start, those of each good
   * file do, and the faults of the others are reported like those of an edit.
   *
   * @throws InvalidRoutesException if none can be started
   */
  public void begin() throws IOException {
    Texts found = watcher.begin();
    try {
      camel.start();
      found
          .byName()
          .forEach(
              (name, text) -> inForce.put(name, RouteFile.read(name, text, new ArrayList<>())));
      inForce.values().forEach(camel::startEndpoints);
      faultFile.delete();
    } catch (InvalidRoutesException e) {
      if (found.byName().isEmpty()) {
        throw e;
      }
      LOG.warn("Not all routes could be started together; each file is by itself now", e);
      inForce.clear();
      beginApart(found);
    }
  }

  private void beginApart(Texts found) throws IOException {
    beginning = true;
    camel.startWithout();
    List<String> said = attempt(found);
    if (inForce.isEmpty()) {
      camel.stop();
      throw new InvalidRoutesException(String.join("\n", said));
    }
    writeFaults(said);
    beginning = false;
  }

  /** Takes edits up from now on. */
  public void start() {
    watch.start();
  }

  /** Faults of edits that are not in force for them; empty where none waits. */
  public List<String> objections() {
    return unreadable.map(List::of).orElse(objections);
  }

  @Override
  public Optional<String> trouble() {
    List<String> said = objections();
    if (said.isEmpty()) {
      return camel.trouble().or(watch::trouble);
    }
    String edit = "an edit is not in force: " + faultFile.summary(said);
    return Optional.of(camel.trouble().map(dead -> dead + "; " + edit).orElse(edit));
  }

  private boolean turn() throws IOException {
    try {
      poll();
      unreadable = Optional.empty();
      return false;
    } catch (IOException | RuntimeException e) {
      unreadable = Optional.of(camel.folder() + " cannot be looked at: " + e.getMessage());
      throw e;
    }
  }

  private void poll() throws IOException {
    // An edit of several files is taken once it stands still.
    Optional<Texts> changed = watcher.poll();
    if (changed.isEmpty()) {
      return;
    }
    Texts found = changed.get();
    if (found.byName().isEmpty()) {
      // Rather a folder that went away for a moment than the wish to take nothing in any more.
      writeFaults(
          List.of(
              Diagnostic.in(
                      camel.folder().toString(),
                      null,
                      "there is no route in it any more; those that run go on",
                      "put the files back, or stop Nestor")
                  .toString()));
      return;
    }
    writeFaults(attempt(found));
  }

  /** Takes each file that changed, if it is good; what is wrong with the others. */
  private List<String> attempt(Texts texts) {
    SortedMap<String, String> found = texts.byName();
    SortedMap<String, List<Diagnostic>> faults = new TreeMap<>();
    texts.faults().forEach(diagnostic -> faults.put(diagnostic.document(), List.of(diagnostic)));
    SortedMap<String, RouteFile> next = new TreeMap<>();
    for (String name : names(found)) {
      if (!faults.containsKey(name)) {
        read(name, found.get(name), next, faults);
      }
    }
    // A route that moves from one file to another is free once the first one has let go of it.
    boolean any = true;
    while (any) {
      any = false;
      for (RouteFile file : List.copyOf(next.values())) {
        if (owners(file).isEmpty()) {
          next.remove(file.name());
          List<Diagnostic> wrong = taken(file);
          if (!wrong.isEmpty()) {
            faults.put(file.name(), wrong);
          }
          any = true;
        }
      }
    }
    next.values().forEach(file -> faults.put(file.name(), owners(file)));
    return faults.values().stream().flatMap(List::stream).map(Diagnostic::toString).toList();
  }

  /** Returns the names of all files, the removed ones first. */
  private List<String> names(SortedMap<String, String> found) {
    TreeSet<String> gone = new TreeSet<>(inForce.keySet());
    gone.removeAll(found.keySet());
    List<String> names = new ArrayList<>(gone);
    names.addAll(found.keySet());
    return names;
  }

  private void read(
      String name,
      @Nullable String text,
      Map<String, RouteFile> next,
      Map<String, List<Diagnostic>> faults) {
    RouteFile former = inForce.getOrDefault(name, RouteFile.none(name));
    if (former.text().equals(text)) {
      return;
    }
    List<Diagnostic> wrong = new ArrayList<>();
    RouteFile file = text == null ? RouteFile.none(name) : RouteFile.read(name, text, wrong);
    if (!beginning && wrong.isEmpty() && !file.others().equals(former.others()) && text != null) {
      wrong.add(
          Diagnostic.in(
              name,
              null,
              "what is not a route was changed in it, and only routes are taken up while they run",
              "start Nestor again, or undo that part"));
    }
    if (wrong.isEmpty()) {
      next.put(name, file);
    } else {
      faults.put(name, wrong);
    }
  }

  private List<Diagnostic> owners(RouteFile file) {
    List<Diagnostic> clashes = new ArrayList<>();
    for (RouteFile other : inForce.values()) {
      for (String id : file.routes().keySet()) {
        if (!other.name().equals(file.name()) && other.routes().containsKey(id)) {
          clashes.add(
              Diagnostic.in(
                  file.name(),
                  null,
                  "the route '" + id + "' exists already in " + other.name(),
                  "give it another id"));
        }
      }
    }
    return clashes;
  }

  /** Takes a file; whatever is thrown by that, an Error included, is a fault of it alone. */
  private List<Diagnostic> taken(RouteFile next) {
    try {
      return take(next);
    } catch (RuntimeException | Error e) {
      LOG.error("The routes of {} could not be taken, by a fault in Nestor", next.name(), e);
      return List.of(
          Diagnostic.in(
              next.name(),
              null,
              "its routes could not be tried, by a fault in Nestor (" + e + ")",
              "write them otherwise, and report what log/nestor.log has of it"));
    }
  }

  private List<Diagnostic> take(RouteFile next) {
    RouteFile former = inForce.getOrDefault(next.name(), RouteFile.none(next.name()));
    List<String> out = former.notIn(next);
    List<String> in = next.notIn(former);
    if (!in.isEmpty()) {
      List<Diagnostic> objections = camel.objections(next);
      if (!objections.isEmpty()) {
        return objections;
      }
    }
    try {
      if (beginning) {
        camel.load(next);
      } else if (former.servesHttp(out) || next.servesHttp(in)) {
        http.during(() -> camel.replace(former, next));
      } else {
        camel.replace(former, next);
      }
    } catch (InvalidRoutesException e) {
      LOG.warn("The routes of {} could not be replaced", next.name(), e);
      if (e.getSuppressed().length > 0) {
        // The former ones are gone, too: the same text once more must start them.
        inForce.put(former.name(), former.without(out));
      }
      return List.of(
          Diagnostic.in(
              next.name(),
              null,
              "its routes cannot be started: " + e.getMessage(),
              "correct the file; log/nestor.log has the whole of it"));
    }
    if (next.routes().isEmpty()) {
      inForce.remove(next.name());
    } else {
      inForce.put(next.name(), next);
    }
    TreeSet<String> changed = new TreeSet<>(in);
    out.stream()
        .filter(id -> !next.routes().containsKey(id))
        .forEach(id -> changed.add("no " + id));
    reporter.report(
        "routes",
        next.name()
            + (changed.isEmpty()
                ? " says the same as before"
                : " is in force: " + String.join(", ", changed)));
    return List.of();
  }

  private void writeFaults(List<String> said) throws IOException {
    boolean same = said.equals(objections);
    objections = List.copyOf(said);
    if (said.isEmpty()) {
      faultFile.delete();
      return;
    }
    faultFile.write(
        "Not all edits in "
            + camel.folder()
            + " are in force; of these files the former routes run, if there were any.",
        said);
    if (!same) {
      reporter.report(
          "routes",
          (beginning
                  ? "not all can be started, the others run: "
                  : "the edit is not in force, the former routes go on: ")
              + faultFile.summary(said));
    }
  }

  private Texts read() throws IOException {
    List<Diagnostic> unread = new ArrayList<>();
    SortedMap<String, String> texts = new TreeMap<>();
    try {
      for (Path file : RouteFileCheck.files(camel.folder())) {
        String name = file.getFileName().toString();
        try {
          texts.put(name, Files.readString(file));
        } catch (CharacterCodingException e) {
          texts.put(name, "");
          unread.add(Diagnostic.in(name, null, "the file is not UTF-8 text", "save it as UTF-8"));
        } catch (NoSuchFileException e) {
          // An editor replaced the file between the listing and the reading; the next look finds
          // it.
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Texts(texts, unread);
  }

  /** Ends the watch; for a replacement that is under way it waits a little. */
  @Override
  public void close() {
    watch.stop();
    try {
      watch.ended(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
