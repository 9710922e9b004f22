package nestor.endurance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nestor.server.admin.AdminClient;
import nestor.server.admin.AdminOperation;

/** {@code nestor serve} in a process of its own, as a user starts it. */
final class ServerProcess implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Process process;
  private final Path home;
  private final List<String> console = new CopyOnWriteArrayList<>();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Thread reader;

  private ServerProcess(Process process, Path home) {
    this.process = process;
    this.home = home;
    this.reader = new Thread(this::read, "console of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts one.
   *
   * @param config its nestor.yaml, beside which its home is called {@code desk}
   * @param before what stands before {@code java} on the command line
   * @param options of the virtual machine
   */
  static ServerProcess start(
      Path config, List<String> before, Map<String, String> environment, String... options)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(java(List.of(options)));
    command.addAll(List.of("serve", "--config", config.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // The environment of the tests may set Nestor's own.
    builder.environment().keySet().removeIf(name -> name.startsWith("NESTOR_"));
    builder.environment().putAll(environment);
    return new ServerProcess(builder.start(), config.resolveSibling("desk"));
  }

  static ServerProcess start(Path config) throws IOException {
    return start(config, List.of(), Map.of());
  }

  /** Any command of Nestor's; what it says comes back when it has ended. */
  static Said run(String... arguments) throws IOException, InterruptedException {
    List<String> command = java(List.of());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), said);
  }

  /** What a command said, and its exit code. */
  record Said(int exit, String text) {}

  private static List<String> java(List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A life is short here: what starts fastest.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of(System.getProperty("server.options", "").strip().split("\\s+")));
    command.removeIf(String::isEmpty);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("server.classpath", System.getProperty("java.class.path")),
            nestor.cli.Main.class.getName()));
    return command;
  }

  private void read() {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        console.add(line);
        if (line.startsWith("ready ")) {
          ready.countDown();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ready.countDown();
    }
  }

  /** Waits until it works; false if it ended instead, or that took too long. */
  boolean awaitReady(Duration patience) throws InterruptedException {
    return ready.await(patience.toMillis(), TimeUnit.MILLISECONDS)
        && console.stream().anyMatch(line -> line.startsWith("ready "));
  }

  /** Everything it said. */
  List<String> console() {
    return List.copyOf(console);
  }

  List<String> lines(String word) {
    return console.stream().filter(line -> line.startsWith(word)).toList();
  }

  /** Where it listens; empty while it does not yet. */
  Optional<String> address() {
    return lines("http ").stream().findFirst().map(line -> line.substring(12).strip());
  }

  /** The server itself, whatever was put before it. */
  ProcessHandle server() {
    return process
        .toHandle()
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElse(process.toHandle());
  }

  boolean alive() {
    return process.isAlive();
  }

  /** kill -9. */
  void kill() {
    server().destroyForcibly();
  }

  /** Waits for its end, and for the last of what it said. */
  int awaitEnd(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the server did not end within " + patience);
    }
    reader.join(10_000);
    return process.exitValue();
  }

  /** Ctrl-C, and waits for the end. */
  int stop() throws InterruptedException {
    server().destroy();
    return awaitEnd(Duration.ofSeconds(60));
  }

  /** What {@code nestor status} gets, over the server's own way, or null where it cannot be had. */
  JsonNode status() {
    try {
      return new AdminClient(home)
          .served(AdminOperation.STATUS, JsonNodeFactory.instance.objectNode())
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }

  /** The answer to a request, by its status and text; throws where none comes. */
  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return CLIENT.send(
        request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sends it one document of one article for an organisation. */
  HttpResponse<String> post(String organisation, String name, String article)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(
                URI.create(
                    address().orElseThrow()
                        + "/organisations/"
                        + organisation
                        + "/documents?name="
                        + name))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(ServerEnvironment.article(article))));
  }

  /** Why it is not ready; empty where it is. */
  String whyNotReady() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(URI.create(address().orElseThrow() + "/health/ready")));
    return answer.statusCode() == 200 ? "" : answer.body();
  }

  /** Whether it said of all of them that they are advised. */
  boolean advised(String... organisations) {
    return Stream.of(organisations)
        .allMatch(id -> console().stream().anyMatch(l -> l.matches("advised +" + id + ":.*")));
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
      process.destroyForcibly();
    }
  }
}
