package nestor.endurance;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import nestor.store.Database;
import nestor.store.Transaction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A full inbox at the start, while mail and HTTP push as fast as they are let. {@code
 * -Dload.files=10000 -Dload.seconds=600} for the whole of it.
 */
@Tag("flood")
class LoadTest {
  private static final int FILES = Integer.getInteger("load.files", 300);
  private static final int SECONDS = Integer.getInteger("load.seconds", 5);
  private static final int SENDERS = 4;

  /** So many wait in the spool before senders are put off. */
  private static final int MOST_WAITING = 1_000;

  private static final int ORGANISATIONS_OF_FILES = 200;
  private static final int ORGANISATIONS_OF_ONE = 10;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  /** The documents of an organisation in their order, as far as they were acknowledged. */
  private final Map<String, List<String>> sent = new ConcurrentHashMap<>();

  private final AtomicInteger putOff = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger mails = new AtomicInteger();

  @Test
  void everythingIsAccountedForUnderLoad() throws Exception {
    try (ServerEnvironment environment = new ServerEnvironment(folder)) {
      Path config = environment.configuration();
      for (int i = 0; i < FILES; i++) {
        send("file-" + i % ORGANISATIONS_OF_FILES, "f%06d.json".formatted(i), environment);
      }
      long begin = System.nanoTime();
      try (ServerProcess server =
          ServerProcess.start(
              config, List.of(), Map.of(), "-Xmx512m", "-XX:+ExitOnOutOfMemoryError")) {
        assertThat(server.awaitReady(Duration.ofMinutes(2))).isTrue();
        long ready = System.nanoTime();
        push(environment, server);
        Map<String, String> figures = settle(environment, server, ready);
        String peak = peak(server);
        server.stop();
        assertThat(server.lines("trouble")).isEmpty();
        Counted counted = count(environment);
        print(counted, figures, peak, System.nanoTime() - begin);
      }
    }
  }

  private void push(ServerEnvironment environment, ServerProcess server) throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS + 1);
    AtomicBoolean over = new AtomicBoolean();
    List<Future<?>> all = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      String name = "http-" + sender + "-";
      all.add(
          senders.submit(
              () -> {
                for (int i = 0; !over.get(); i++) {
                  request(server, name + i % ORGANISATIONS_OF_ONE, i);
                }
                return null;
              }));
    }
    all.add(
        senders.submit(
            () -> {
              for (int i = 0; !over.get(); i++) {
                if (environment.messageIds(ServerEnvironment.NESTOR).size() < 20) {
                  String organisation = "mail-" + i % ServerEnvironment.MAIL_ORGANISATIONS;
                  String name = "m%06d.json".formatted(i);
                  sent(organisation, name);
                  environment.arrive(
                      ServerEnvironment.SENDER,
                      "m%06d".formatted(i),
                      name,
                      "{\"organisation\": {\"id\": \"%s\"}, %s"
                          .formatted(organisation, content(name).substring(1)));
                  mails.incrementAndGet();
                } else {
                  TimeUnit.MILLISECONDS.sleep(20);
                }
              }
              return null;
            }));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end) {
      for (Future<?> one : all) {
        if (one.isDone()) {
          one.get();
        }
      }
      assertThat(server.alive()).as(String.valueOf(server.console())).isTrue();
      TimeUnit.MILLISECONDS.sleep(100);
    }
    over.set(true);
    for (Future<?> one : all) {
      one.get(2, TimeUnit.MINUTES);
    }
    senders.shutdown();
  }

  private void request(ServerProcess server, String organisation, int number) throws Exception {
    String name = "h%06d.json".formatted(number);
    while (true) {
      HttpResponse<String> answer =
          server.send(
              HttpRequest.newBuilder(
                      URI.create(
                          server.address().orElseThrow()
                              + "/organisations/"
                              + organisation
                              + "/documents?name="
                              + name))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(content(name))));
      if (answer.statusCode() == 202) {
        sent(organisation, name);
        requests.incrementAndGet();
        return;
      }
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).as(answer.body()).isPresent();
      putOff.incrementAndGet();
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private void send(String organisation, String name, ServerEnvironment environment)
      throws IOException {
    environment.drop(organisation + "/" + name, content(name));
    sent(organisation, name);
  }

  private void sent(String organisation, String name) {
    sent.computeIfAbsent(organisation, o -> new ArrayList<>()).add(name);
  }

  /** In each organisation every fifth says what the fourth said, and some cannot be read. */
  private static String content(String name) {
    if (broken(name)) {
      return "{\"articles\": [";
    }
    return "{\"articles\": [{\"name\": \"%s\", \"kind\": \"food\", \"boughtOn\": \"2020-01-01\"}]}"
        .formatted(article(name));
  }

  private static String article(String name) {
    int place = place(name);
    return "article " + (place % 5 == 4 ? place - 1 : place);
  }

  private static boolean broken(String name) {
    return place(name) % 17 == 16;
  }

  /** How many documents of the same organisation come before it. */
  private static int place(String name) {
    int number = Integer.parseInt(name.substring(1, 7));
    return switch (name.charAt(0)) {
      case 'f' -> number / ORGANISATIONS_OF_FILES;
      case 'h' -> number / ORGANISATIONS_OF_ONE;
      default -> number / ServerEnvironment.MAIL_ORGANISATIONS;
    };
  }

  /** Waits until nothing waits any more; what was waiting at most, and since when nothing does. */
  private static Map<String, String> settle(
      ServerEnvironment environment, ServerProcess server, long ready) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(15).toNanos();
    long stillSince = System.nanoTime();
    String last = "";
    while (System.nanoTime() - stillSince < Duration.ofSeconds(5).toNanos()) {
      assertThat(System.nanoTime()).as("the end of waiting").isLessThan(end);
      assertThat(server.alive()).as(String.valueOf(server.console())).isTrue();
      TimeUnit.MILLISECONDS.sleep(200);
      JsonNode status = server.status();
      int mail =
          environment.messageIds(ServerEnvironment.NESTOR).size()
              + environment.messageIds(ServerEnvironment.RECIPIENT).size()
              + environment.messageIds(ServerEnvironment.SENDER).size();
      String now = status == null ? "" : status.path("handedOver").toString() + mail;
      boolean busy =
          status == null
              || status.path("waiting").path("documents").asInt() > 0
              || status.path("handedOver").path("pending").asInt() > 0
              || !environment.files("inbox").isEmpty()
              || !environment.messageIds(ServerEnvironment.NESTOR).isEmpty();
      if (busy || !now.equals(last)) {
        stillSince = System.nanoTime();
      }
      last = now;
    }
    return Map.of("settled", "%.0f s".formatted((stillSince - ready) / 1e9));
  }

  private static String peak(ServerProcess server) throws IOException {
    Path status = Path.of("/proc/" + server.server().pid() + "/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
            .findFirst()
            .orElse("unknown")
        : "unknown";
  }

  /** What came out for all that went in. */
  private record Counted(
      long documents, long accepted, long duplicate, long quarantined, long advisories) {}

  private Counted count(ServerEnvironment environment) {
    assertThat(environment.files("store/spool")).isEmpty();
    try (Database database = Database.open(environment.home.resolve("store"))) {
      return database.read(this::count);
    }
  }

  private Counted count(Transaction tx) {
    Map<String, List<String>> received = new HashMap<>();
    List<String> states = new ArrayList<>();
    tx.query(
            "select coalesce(organisation, placed_for, '') as whose, name, state from receipts order"
                + " by id",
            row -> List.of(row.text("whose"), row.text("name"), row.text("state")))
        .forEach(
            receipt -> {
              String whose = receipt.get(0);
              if (whose.isEmpty()) {
                // A mail's attachment that cannot be read, of a sender with several organisations.
                int number = Integer.parseInt(receipt.get(1).substring(1, 7));
                whose = "mail-" + number % ServerEnvironment.MAIL_ORGANISATIONS;
              }
              received.computeIfAbsent(whose, o -> new ArrayList<>()).add(receipt.get(1));
              states.add(receipt.get(2));
            });
    sent.forEach(
        (organisation, names) ->
            assertThat(received.get(organisation)).as(organisation).isEqualTo(names));
    assertThat(received.keySet()).isEqualTo(sent.keySet());
    Map<String, Long> by = states.stream().collect(groupingBy(s -> s, counting()));
    // The last word of each organisation is what its dossier says.
    Map<String, String> held = new HashMap<>();
    tx.query(
            "select organisation, entries from statements where section = 'articles'",
            row -> List.of(row.text("organisation"), row.text("entries")))
        .forEach(section -> held.put(section.get(0), section.get(1)));
    sent.forEach(
        (organisation, names) -> {
          String last =
              names.stream()
                  .filter(name -> !broken(name))
                  .reduce((a, b) -> b)
                  .map(LoadTest::article)
                  .orElseThrow();
          assertThat(held.get(organisation)).as(organisation).contains("\"" + last + "\"");
        });
    assertThat(
            tx.query(
                "select id from organisations where revision > advised_revision",
                row -> row.text("id")))
        .as("those that wait for advice")
        .isEmpty();
    long advisories =
        tx.first("select count(*) as n from advisories", row -> row.number("n")).orElseThrow();
    return new Counted(
        states.size(),
        by.getOrDefault("accepted", 0L),
        by.getOrDefault("duplicate", 0L),
        by.getOrDefault("quarantined", 0L),
        advisories);
  }

  private void print(Counted counted, Map<String, String> figures, String peak, long nanos) {
    System.out.printf(
        "in: %d files at the start, %d requests, %d mails within %d s (%d requests put off by 503)%n",
        FILES, requests.get(), mails.get(), SECONDS, putOff.get());
    System.out.printf(
        "accounted for: %d = %d accepted + %d duplicate + %d quarantined, order kept in %d"
            + " organisations%n",
        counted.documents(),
        counted.accepted(),
        counted.duplicate(),
        counted.quarantined(),
        sent.size());
    System.out.printf(
        "advisories: %d; nothing waits %s after ready; memory of the process at most %s with"
            + " -Xmx512m; %.0f s in all%n",
        counted.advisories(), figures.get("settled"), peak, nanos / 1e9);
    if (FILES > 2 * MOST_WAITING) {
      assertThat(putOff.get()).as("requests that were put off").isPositive();
    }
    assertThat(counted.accepted() + counted.duplicate() + counted.quarantined())
        .isEqualTo(counted.documents())
        .isEqualTo(FILES + requests.get() + mails.get());
  }
}
