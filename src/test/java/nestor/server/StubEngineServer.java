package nestor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import nestor.advisory.Advisory;
import nestor.advisory.Status;
import nestor.configuration.HttpSettings;
import nestor.delivery.Format;
import nestor.delivery.MailOccasion;
import nestor.delivery.MailText;
import nestor.delivery.Renderer;
import nestor.dossier.Dossier;
import nestor.engine.evaluation.Assessor;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.ParseResult;
import nestor.intake.mail.InboundMail;
import nestor.intake.mail.MailDocument;
import nestor.rulebook.Catalogue;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Priority;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import nestor.server.health.HealthChecks;
import nestor.server.mail.ServerMailSettings;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.RulebookAccess;
import nestor.server.pipeline.RulebookActivation;
import nestor.server.pipeline.RulebookStatus;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Server over a folder of the test's own, with the real store, files and routes, and an engine that
 * recommends one thing per section. A document that says "boom" meets a bug in the reader.
 */
public final class StubEngineServer implements AutoCloseable, RulebookAccess {
  static {
    // A slow machine is no fault of the desk.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(45));
  }

  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of(
              section(
                  "organisation", true, field("id", FieldType.TEXT), field("name", FieldType.TEXT)),
              section(
                  "backups",
                  false,
                  field("system", FieldType.TEXT),
                  field("lastRun", FieldType.DATE),
                  field("dataGb", FieldType.NUMBER)),
              section("systems", false, field("name", FieldType.TEXT))));

  private final DocumentReader reader = new DocumentReader(VOCABULARY);
  public final Path home;
  final ByteArrayOutputStream console = new ByteArrayOutputStream();
  public final AtomicReference<Clock> clock = new AtomicReference<>(Clock.systemUTC());
  public final AtomicReference<String> version = new AtomicReference<>("rules-1");
  public final AtomicReference<List<String>> objections = new AtomicReference<>(List.of());
  public final AtomicInteger advised = new AtomicInteger();
  public final AtomicReference<@Nullable RuntimeException> rendererFails = new AtomicReference<>();
  public HttpSettings http = new HttpSettings("127.0.0.1", 0, null, 1L << 20, null);
  public int mostWaiting = 1000;

  /** How many reasons it gives for each section. */
  public int lines = 1;

  public final AtomicReference<@Nullable CountDownLatch> held = new AtomicReference<>();

  /** Where there is one, each advice takes one of its permits. */
  public final AtomicReference<@Nullable Semaphore> turns = new AtomicReference<>();

  @Nullable Period keepAdvisories;
  public ServerMailSettings post = ServerMailSettings.NONE;
  private final Renderer wording =
      new Renderer(
          Path.of("rules/templates"),
          new Catalogue(
              List.of(), new java.util.TreeMap<>(), List.of(), new java.util.TreeMap<>()));
  public Path routes = Path.of("routes").toAbsolutePath();
  public Duration stillness = Duration.ofMillis(100);
  public Duration quiet = Duration.ofMillis(400);
  private final PrintStream out;
  private @Nullable Server server;

  public StubEngineServer(Path home) {
    this.home = home;
    this.out = new PrintStream(console, true, StandardCharsets.UTF_8);
  }

  private StubEngineServer(Path home, PrintStream out) {
    this.home = home;
    this.out = out;
  }

  public StubEngineServer open() throws IOException {
    server =
        Server.open(
            new ServerSettings(
                home,
                routes,
                new Ticking(),
                new ServerSettings.Documents(quiet, stillness, mostWaiting),
                new ServerSettings.Advisories(List.of(Format.JSON, Format.HTML), keepAdvisories),
                http,
                post),
            this,
            out);
    return this;
  }

  public Server server() {
    return server;
  }

  public Repositories repositories() {
    return server.repositories();
  }

  /** Puts a file into the inbox in one step, as a careful sender does. */
  public void drop(String name, String content) throws IOException {
    Path file = home.resolve("inbox").resolve(name);
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    Files.writeString(part, content);
    Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  public String console() {
    return console.toString(StandardCharsets.UTF_8);
  }

  public List<String> lines(String word) {
    return console().lines().filter(line -> line.startsWith(word)).toList();
  }

  public List<Path> files(String folder) throws IOException {
    Path root = home.resolve(folder);
    if (!Files.exists(root)) {
      return List.of();
    }
    while (true) {
      try (Stream<Path> walk = Files.walk(root)) {
        return walk.filter(path -> !Files.isDirectory(path)).sorted().toList();
      } catch (UncheckedIOException e) {
        // The desk put a file away while the folder was listed.
        assertThat(e).hasCauseInstanceOf(NoSuchFileException.class);
      }
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  @Override
  public Vocabulary vocabulary() {
    return VOCABULARY;
  }

  @Override
  public ParseResult read(Document document) {
    String text = new String(document.content(), StandardCharsets.UTF_8);
    CountDownLatch latch = held.get();
    if (latch != null && Thread.currentThread().getName().equals("documents")) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (text.contains("boom")) {
      throw new IllegalStateException("a bug in the reader");
    }
    if (text.contains("deep")) {
      throw new StackOverflowError();
    }
    return reader.read(document);
  }

  @Override
  public Advisory advise(Dossier dossier, @Nullable Advisory previous, LocalDate asOf) {
    Semaphore allowed = turns.get();
    if (allowed != null) {
      allowed.acquireUninterruptibly();
    }
    advised.incrementAndGet();
    if (dossier.name().equals("unlucky")) {
      throw new IllegalStateException("a bug in a rule");
    }
    List<Advisory.Recommendation> recommended = new ArrayList<>();
    StringBuilder seen = new StringBuilder();
    dossier
        .sections()
        .forEach(
            (name, held) -> {
              seen.append(name).append(held.content().entries());
              recommended.add(
                  new Advisory.Recommendation(
                      "look/" + name,
                      "Look at " + name,
                      "Look.",
                      "CTO",
                      Priority.HIGH,
                      reasons(held.content().entries() + " on " + asOf),
                      List.of(new Advisory.EvidenceItem(name, null, held.origin().document())),
                      List.of(),
                      List.of(),
                      previous == null ? Status.NEW : Status.STANDING,
                      asOf,
                      List.of()));
            });
    String before = previous == null ? "" : previous.advisory();
    String id =
        String.format(
            "%08x%08x",
            (dossier.organisation() + seen + asOf).hashCode(), (before + version).hashCode());
    return new Advisory(
        id,
        new Advisory.Organisation(dossier.organisation(), dossier.name()),
        asOf,
        "test",
        new Advisory.RulebookVersion("test", version.get()),
        recommended,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private List<String> reasons(String reason) {
    List<String> reasons = new ArrayList<>(List.of(reason));
    for (int line = 1; line < lines; line++) {
      reasons.add("line " + line + " of it: " + reason);
    }
    return reasons;
  }

  @Override
  public String rulebookVersion() {
    return version.get();
  }

  @Override
  public RulebookStatus status() {
    return new RulebookStatus(
        "test",
        version.get(),
        java.time.Instant.EPOCH,
        objections.get(),
        com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode());
  }

  @Override
  public byte[] render(Advisory advisory, Format format) {
    RuntimeException failure = rendererFails.get();
    if (failure != null) {
      throw failure;
    }
    return (format + " " + advisory).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] render(
      Advisory advisory, Format format, @Nullable LocalDate confirmed, @Nullable String owner) {
    return render(advisory, format);
  }

  @Override
  public List<String> owners() {
    return List.of();
  }

  @Override
  public MailText mail(Advisory advisory, MailOccasion occasion) {
    return wording.mail(advisory, occasion);
  }

  @Override
  public MailText reminder(Advisory advisory, String owner, LocalDate on, MailOccasion occasion) {
    return wording.reminder(advisory, owner, on, occasion);
  }

  @Override
  public int overdue(Advisory advisory, String owner, LocalDate on) {
    return wording.overdue(advisory, owner, on);
  }

  @Override
  public MailText receipt(InboundMail inboundMail, List<MailDocument> documents) {
    return wording.receipt(inboundMail, documents);
  }

  @Override
  public byte[] page(
      String name,
      @Nullable Advisory advisory,
      @Nullable LocalDate confirmed,
      Map<String, Object> values) {
    return wording.page(name, advisory, confirmed, values);
  }

  @Override
  public byte[] pageStyles() {
    return wording.pageStyles();
  }

  @Override
  public <T> T read(BiFunction<Rulebook, Assessor, T> into) {
    throw new UnsupportedOperationException("no rulebook is behind this bench");
  }

  @Override
  public List<RulebookActivation> formerRulebooks() {
    return List.of();
  }

  @Override
  public MailText notice(InboundMail inboundMail, List<MailDocument> documents) {
    return wording.notice(inboundMail, documents);
  }

  /** How the ways of mail stand. */
  public List<HealthChecks.State> mailConditions() {
    return server.healthChecks().check().stream()
        .filter(s -> s.name().startsWith("mail "))
        .toList();
  }

  private static Section section(String name, boolean single, Field... fields) {
    return new Section(name, name, single, name, List.of(fields), null, null, null);
  }

  private static Field field(String name, FieldType type) {
    return new Field(name, type, false, true, name, null, List.of(), false, null, null, null);
  }

  /**
   * A server to be killed: runs a desk over the home, takes documents in by another way than the
   * inbox without end, and reports each receipt as soon as it has it.
   */
  public static void main(String[] args) throws IOException {
    StubEngineServer victim = new StubEngineServer(Path.of(args[0]), System.out);
    victim.open();
    for (int i = 0; ; i++) {
      String content = "{\"systems\": [{\"name\": \"" + ProcessHandle.current().pid() + i + "\"}]}";
      String id =
          victim
              .repositories()
              .intake()
              .receive(
                  "upload.json",
                  new java.io.ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
                  "uploads")
              .id();
      System.out.println("receipt " + id);
    }
  }

  /** The test's clock, looked up each time, so that a test can let a day pass. */
  private final class Ticking extends Clock {
    @Override
    public java.time.ZoneId getZone() {
      return java.time.ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public java.time.Instant instant() {
      return clock.get().instant();
    }
  }
}
