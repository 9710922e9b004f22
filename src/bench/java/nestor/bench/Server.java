package nestor.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server of its own, as a process. */
final class Server implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private final HttpClient client = HttpClient.newHttpClient();
  private final Path home;
  private final int port;
  private final Process process;

  private Server(Path home, int port, Process process) {
    this.home = home;
    this.port = port;
    this.process = process;
  }

  /** Starts one, and waits until it is ready. */
  static Server start(Path home, Map<String, String> settings, String... options)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-Dnestor.installation=" + Path.of("").toAbsolutePath()));
    command.add("-Dnestor.cache=" + home.resolveSibling("cache"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "nestor.cli.Main"));
    command.addAll(List.of("serve", "--home", home.toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("NESTOR_HTTP_PORT", String.valueOf(port));
    builder.environment().put("NESTOR_OUTBOX_FORMATS", "json");
    builder.environment().putAll(settings);
    Path log = home.resolveSibling(home.getFileName() + ".log");
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Server server = new Server(home, port, builder.start());
    await(server::ready);
    return server;
  }

  long pid() {
    return process.pid();
  }

  /** The processor time that it took so far. */
  Duration processor() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The body of what is there. */
  String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept", "application/json")
            .build();
    HttpResponse<String> response =
        client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + response.statusCode());
    }
    return response.body();
  }

  private boolean ready() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("the server ended; see its log beside " + home);
    }
    try {
      get("/health/ready");
      return true;
    } catch (IOException | IllegalStateException e) {
      return false;
    }
  }

  /** Puts documents into the inbox, each in one step. */
  void drop(Map<String, byte[]> documents) throws IOException {
    Path made = Files.createDirectories(home.resolveSibling("made"));
    for (Map.Entry<String, byte[]> document : documents.entrySet()) {
      Files.write(made.resolve(document.getKey()), document.getValue());
    }
    for (String name : documents.keySet()) {
      Files.move(
          made.resolve(name), home.resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** How many advisories lie in the outbox, of organisations whose ids begin so. */
  long advisories(String prefix) throws IOException {
    Path outbox = home.resolve("outbox");
    if (!Files.isDirectory(outbox)) {
      return 0;
    }
    long count = 0;
    try (Stream<Path> organisations = Files.list(outbox)) {
      for (Path organisation : organisations.toList()) {
        if (organisation.getFileName().toString().startsWith(prefix)) {
          count += organisation.toFile().list((f, name) -> name.endsWith(".json")).length;
        }
      }
    }
    return count;
  }

  /** Something that comes true. */
  interface Outcome {
    boolean is() throws IOException, InterruptedException;
  }

  static void await(Outcome outcome) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!outcome.is()) {
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        throw new IllegalStateException("nothing came within " + LONGEST);
      }
      Thread.sleep(200);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
