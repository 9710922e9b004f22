package nestor.endurance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Documents without end, by all three ways, to a server that dies again and again; and what is
 * known of each.
 */
final class DocumentFeed {
  static final int ORGANISATIONS = 4;
  private static final Pattern RECEIPT = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-z-]{26})\"");

  private final ServerEnvironment environment;
  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService senders =
      Executors.newScheduledThreadPool(
          3,
          work -> {
            Thread sender = new Thread(work, "sender");
            sender.setDaemon(true);
            return sender;
          });
  private volatile ServerProcess server;
  private volatile int turn;
  private int files;
  private int requests;
  private int mails;

  /** What a document is. */
  enum Kind {
    GOOD,
    BROKEN,
    /** A message of somebody who may send nothing. */
    STRANGE
  }

  /**
   * One document.
   *
   * @param name that no other one has
   * @param certain whether it must be kept: a file that lies in the inbox, a message in the
   *     mailbox, a request that was answered. Of a request that was not, nobody knows
   * @param receipt where one was given
   */
  record Sent(
      String name,
      String organisation,
      Kind kind,
      String content,
      boolean certain,
      Optional<String> receipt) {}

  DocumentFeed(ServerEnvironment environment) {
    this.environment = environment;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // They run until the end, and let nothing out.
  void begin() {
    senders.scheduleWithFixedDelay(quietly(this::file), 0, 300, TimeUnit.MILLISECONDS);
    senders.scheduleWithFixedDelay(quietly(this::request), 0, 150, TimeUnit.MILLISECONDS);
    senders.scheduleWithFixedDelay(quietly(this::mail), 0, 900, TimeUnit.MILLISECONDS);
  }

  /** To whom requests go from now on, and whose documents come: those of others rest. */
  void to(ServerProcess next, int number) {
    turn = number % ORGANISATIONS;
    server = next;
  }

  List<Sent> sent() {
    return List.copyOf(sent);
  }

  /** Ends, once what is under way is answered. */
  void end() throws InterruptedException {
    senders.shutdown();
    if (!senders.awaitTermination(2, TimeUnit.MINUTES)) {
      throw new AssertionError("a request hangs");
    }
  }

  private void file() throws IOException {
    if (environment.files("inbox").size() >= 8) {
      return;
    }
    String name = "f%06d.json".formatted(++files);
    boolean broken = files % 9 == 0;
    String organisation = "file-" + turn;
    String content = broken ? "{\"articles\": [" : articles(name, files);
    environment.drop(organisation + "/" + name, content);
    sent.add(
        new Sent(
            name, organisation, broken ? Kind.BROKEN : Kind.GOOD, content, true, Optional.empty()));
  }

  private void request() throws InterruptedException {
    ServerProcess current = server;
    Optional<String> address = current == null ? Optional.empty() : current.address();
    if (address.isEmpty()) {
      return;
    }
    String name = "h%06d.json".formatted(++requests);
    String organisation = "http-" + turn;
    String content = articles(name, requests);
    Optional<String> receipt = Optional.empty();
    try {
      HttpResponse<String> answer =
          current.send(
              HttpRequest.newBuilder(
                      URI.create(
                          address.get()
                              + "/organisations/"
                              + organisation
                              + "/documents?name="
                              + name))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(content)));
      if (answer.statusCode() != 202) {
        // Told that nothing was received, so nothing may be.
        return;
      }
      Matcher id = RECEIPT.matcher(answer.body());
      if (!id.find()) {
        throw new AssertionError("no receipt in " + answer.body());
      }
      receipt = Optional.of(id.group(1));
    } catch (IOException e) {
      // The server died before it could answer, or was not there.
    }
    sent.add(new Sent(name, organisation, Kind.GOOD, content, receipt.isPresent(), receipt));
  }

  private void mail() {
    if (environment.messageIds(ServerEnvironment.NESTOR).size() >= 3) {
      return;
    }
    String id = "m%06d".formatted(++mails);
    String name = id + ".json";
    boolean strange = mails % 7 == 0;
    String organisation = "mail-" + turn;
    String content =
        "{\"organisation\": {\"id\": \"%s\"}, %s"
            .formatted(organisation, articles(name, mails).substring(1));
    environment.arrive(
        strange ? ServerEnvironment.STRANGER : ServerEnvironment.SENDER, id, name, content);
    sent.add(
        new Sent(
            name,
            organisation,
            strange ? Kind.STRANGE : Kind.GOOD,
            content,
            true,
            Optional.empty()));
  }

  /** A document that differs from every other, and gives other advice than the one before it. */
  private static String articles(String name, int number) {
    StringBuilder text = new StringBuilder("{\"articles\": [");
    for (int i = 0; i <= number % 3; i++) {
      text.append(i == 0 ? "" : ", ")
          .append(
              "{\"name\": \"%s\", \"kind\": \"food\", \"boughtOn\": \"2020-01-01\"}"
                  .formatted(name));
    }
    return text.append("]}").toString();
  }

  private static Runnable quietly(Step step) {
    return () -> {
      try {
        step.go();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Throwable e) {
        // A scheduled task that throws is silently never run again.
        System.err.println("a sender failed: " + e);
        throw new IllegalStateException(e);
      }
    };
  }

  private interface Step {
    void go() throws IOException, InterruptedException;
  }
}
