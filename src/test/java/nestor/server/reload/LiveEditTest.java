package nestor.server.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import nestor.cli.Installation;
import nestor.delivery.Format;
import nestor.rulebook.RulebookCopy;
import nestor.rulebook.load.RulebookLoader;
import nestor.server.Server;
import nestor.server.ServerSettings;
import nestor.server.http.HttpTestClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole rulebook is edited, well and badly, on a server that is kept busy. The usual build
 * makes a few saves; {@code mvn -B test -Dtest=LiveEditTest -Dsaves=200} makes the many that show
 * whether memory stays flat, and {@code -Dseed=…} makes those of another run again.
 */
class LiveEditTest {
  private static final int SAVES = Integer.getInteger("saves", 8);
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final int ORGANISATIONS = 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String TITLE = "Set a date by which security must have improved";

  private static final String ONE_WAY = "dueBy != null, inPlace == true)";
  private static final String OTHER_WAY = "inPlace == true, dueBy != null)";

  /** File, what is replaced, by what: each must never come into force. */
  private static final List<List<String>> BAD =
      List.of(
          List.of(
              "security.practices.drl", "not Practice(name == \"sec", "not Practice(name == sec"),
          List.of("security.drl", "rank <= $top", "rank < $top"),
          List.of("security.practices.drl", "not Practice(name", "not Practise(name"),
          List.of("security.drl", "advise.because(", "System.exit("),
          List.of("thresholds.yaml", "{stage: {startup: 0.8}}", "{stage: {startop: 0.8}}"),
          List.of("thresholds.yaml", "value: 365", "value: [365"),
          List.of("security.scenarios.yaml", "recommended:", "recomended:"),
          List.of("templates/mail.html.peb", "{{", "{{ {%"));

  private @TempDir Path folder;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final Set<String> good = new ConcurrentSkipListSet<>();
  private final Set<String> seen = new ConcurrentSkipListSet<>();
  private final List<Long> untilLive = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger dropped = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Random chance = new Random(SEED);
  private RulebookCopy rules;
  private RulebookReloader rulebook;

  /** What is held after a collection, in bytes, and how many classes there are. */
  private record Held(long heap, long metaspace, int classes) {
    static Held now() {
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      long metaspace =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getName().equals("Metaspace"))
              .map(MemoryPoolMXBean::getUsage)
              .mapToLong(usage -> usage.getUsed())
              .sum();
      return new Held(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          metaspace,
          ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "heap %.1f MB, metaspace %.1f MB, %d classes",
          heap / 1e6,
          metaspace / 1e6,
          classes);
    }
  }

  @Tag("endurance")
  @Test
  void onlyGoodVersionsEverAnswerAndNothingIsLost() throws Exception {
    System.out.println(SAVES + " saves, -Dseed=" + SEED);
    rules = RulebookCopy.in(folder.resolve("rules"));
    Path home = folder.resolve("desk");
    PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
    rulebook =
        new RulebookReloader(
            rules.folder(), home, Installation.compilationCache(), Clock.systemUTC(), out);
    good.add(rulebook.active().rulebookVersion());
    ServerSettings settings =
        new ServerSettings(
            home,
            Path.of("routes"),
            Clock.systemUTC(),
            new ServerSettings.Documents(Duration.ofMillis(400), Duration.ofMillis(200)),
            List.of(Format.JSON));
    ExecutorService load = Executors.newFixedThreadPool(2);
    try (Server server = Server.open(settings, rulebook.active(), out)) {
      rulebook.start();
      Future<Void> asking = load.submit(() -> ask(new HttpTestClient(server.web().address())));
      Future<Void> dropping = load.submit(() -> drop(home.resolve("inbox")));
      // In a long run the first save comes to a server that has been at work for a while.
      int before = SAVES > 50 ? 300 : 1;
      await().atMost(Duration.ofMinutes(3)).until(() -> asked.get() >= before);
      Held early = edit(Math.max(SAVES / 10, 4));
      Held late = Held.now();
      over.set(true);
      asking.get();
      dropping.get();
      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(
              () ->
                  assertThat(lines("accepted").size() + lines("duplicate").size())
                      .isEqualTo(dropped.get()));
      String last = rulebook.active().rulebookVersion();
      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(() -> assertThat(latest(home)).containsExactly(last));
      tell(early, late);

      assertThat(lines("quarantined")).isEmpty();
      assertThat(lines("trouble")).isEmpty();
      assertThat(home.resolve("rules.error.txt")).doesNotExist();
      seen.addAll(versions(home));
      assertThat(good).containsAll(seen);
      assertThat(late.metaspace()).isLessThan(early.metaspace() + (24 << 20));
      assertThat(late.heap()).isLessThan(early.heap() + (64 << 20));
    } finally {
      over.set(true);
      rulebook.close();
      load.shutdown();
      assertThat(load.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  /** Saves, some so fast that the next comes before the last was looked at; the last is good. */
  private Held edit(int first) throws Exception {
    Held early = null;
    String bad = null;
    for (int i = 1; i <= SAVES; i++) {
      undo(bad);
      bad = null;
      if (i < SAVES && i != first && chance.nextInt(5) < 3) {
        List<String> edit = BAD.get(chance.nextInt(BAD.size()));
        bad = edit.get(0);
        Files.copy(
            rules.folder().resolve(bad),
            folder.resolve("kept"),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        rules.replace(edit.get(0), edit.get(1), edit.get(2));
        Thread.sleep(chance.nextInt(2500));
      } else {
        saveWell(i);
      }
      if (i == first) {
        early = Held.now();
      }
    }
    return early;
  }

  private void undo(String bad) throws IOException {
    if (bad != null) {
      Files.copy(
          folder.resolve("kept"),
          rules.folder().resolve(bad),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void saveWell(int number) throws Exception {
    Path file = rules.folder().resolve("security.practices.drl");
    String text = Files.readString(file);
    // A condition is turned round, so that the rule is compiled anew and its scenarios are run.
    boolean turned = text.contains(OTHER_WAY);
    String now =
        text.replaceFirst(TITLE + "[^\"]*", TITLE + ", for the time " + number)
            .replace(turned ? OTHER_WAY : ONE_WAY, turned ? ONE_WAY : OTHER_WAY);
    Path staged = Files.createDirectories(folder.resolve("staged"));
    for (var other : RulebookLoader.snapshot(rules.folder()).texts().entrySet()) {
      Path copy = staged.resolve(other.getKey());
      Files.createDirectories(copy.getParent());
      Files.writeString(
          copy, other.getKey().equals("security.practices.drl") ? now : other.getValue());
    }
    String version = RulebookLoader.version(staged);
    good.add(version);
    Files.writeString(file, now);
    long begun = System.nanoTime();
    await()
        .atMost(Duration.ofMinutes(2))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> rulebook.active().rulebookVersion().equals(version));
    untilLive.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
  }

  private Void ask(HttpTestClient client) throws Exception {
    String body =
        "{\"organisation\": {\"id\": \"acme\"}, \"practices\": [], \"systems\": [{\"name\": \"crm\"}],"
            + " \"backups\": []}";
    while (!over.get()) {
      HttpTestClient.Got got = client.post("/advise", "application/json", body);
      assertThat(got.status()).as(got.text()).isEqualTo(200);
      seen.add(got.json().at("/rulebook/version").asText());
      asked.incrementAndGet();
      Thread.sleep(50);
    }
    return null;
  }

  private Void drop(Path inbox) throws Exception {
    while (!over.get()) {
      int number = dropped.incrementAndGet();
      Path part = inbox.resolve("." + number + ".part");
      Files.writeString(
          part,
          "{\"practices\": [], \"systems\": [{\"name\": \"s" + number + "\"}], \"backups\": []}");
      // Under a name of its own: a sender may not write over what was not yet taken.
      Path own = Files.createDirectories(inbox.resolve("org-" + number % ORGANISATIONS));
      Files.move(part, own.resolve(number + ".json"));
      Thread.sleep(100);
    }
    return null;
  }

  private void tell(Held early, Held late) {
    Collections.sort(untilLive);
    System.out.printf(
        Locale.ROOT,
        "%d good saves of %d; live after %d ms (median), %d ms (95 of 100), %d ms (longest)%n",
        untilLive.size(),
        SAVES,
        untilLive.get(untilLive.size() / 2),
        untilLive.get((untilLive.size() * 95 - 1) / 100),
        untilLive.get(untilLive.size() - 1));
    System.out.printf(
        "%d requests answered, %d documents taken in, none failed%n", asked.get(), dropped.get());
    System.out.println("early: " + early);
    System.out.println("late:  " + late);
  }

  private List<String> lines(String what) {
    return console
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(what))
        .toList();
  }

  /** The versions on which the last advisories rest. */
  private static Set<String> latest(Path home) throws IOException {
    Set<String> versions = new TreeSet<>();
    try (Stream<Path> organisations = Files.list(home.resolve("outbox"))) {
      for (Path organisation : organisations.toList()) {
        try (Stream<Path> advisories = Files.list(organisation)) {
          Path last =
              advisories
                  .filter(file -> file.toString().endsWith(".json"))
                  .max(java.util.Comparator.comparingLong(file -> file.toFile().lastModified()))
                  .orElseThrow();
          versions.add(version(last));
        }
      }
    }
    return versions;
  }

  private static Set<String> versions(Path home) throws IOException {
    Set<String> versions = new TreeSet<>();
    try (Stream<Path> files = Files.walk(home.resolve("outbox"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        versions.add(version(file));
      }
    }
    return versions;
  }

  private static String version(Path advisory) throws IOException {
    return JSON.readTree(advisory.toFile()).at("/rulebook/version").asText();
  }
}
