package nestor.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryJson;
import nestor.advisory.Composition;
import nestor.dossier.Dossier;
import nestor.dossier.Origin;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.Evidence;
import nestor.reasoning.Assessor;
import nestor.rulebook.Rulebook;
import nestor.store.DurableFiles;

/**
 * The whole way of a document: from the inbox of a running server to the advisory in its outbox,
 * beside reading, evaluating and forcing alone.
 *
 * <p>Arguments: how many documents, each of an organisation of its own.
 */
final class WholeWay {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WARM = 200;
  private static final Duration LONGEST = Duration.ofMinutes(20);

  private final Path folder;
  private final byte[] example;

  private WholeWay(Path folder, byte[] example) {
    this.folder = folder;
    this.example = example;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
    Path folder = Files.createTempDirectory(Path.of("target"), "whole-way").toAbsolutePath();
    WholeWay way =
        new WholeWay(folder, Files.readAllBytes(Path.of("examples", "meridian-bank.json")));
    double alone = way.alone(count);
    OUT.printf("read + evaluate + force, one thread: %.0f documents a second%n", alone);
    way.server(count, alone);
  }

  private byte[] document(String organisation) throws IOException {
    ObjectNode document = (ObjectNode) JSON.readTree(example);
    ((ObjectNode) document.get("organisation")).put("id", organisation);
    return JSON.writeValueAsBytes(document);
  }

  /** Documents a second without a server: read, evaluated, and the answer forced to disk. */
  private double alone(int count) throws IOException {
    Rulebook rulebook = Books.of(111);
    DocumentReader reader = new DocumentReader(rulebook.vocabulary());
    Assessor assessor = new Assessor(rulebook);
    Path answers = Files.createDirectories(folder.resolve("alone"));
    long start = 0;
    for (int i = -WARM; i < count; i++) {
      if (i == 0) {
        start = System.nanoTime();
      }
      String organisation = "org-" + (i + WARM);
      byte[] content = document(organisation);
      Evidence evidence =
          (Evidence) reader.read(new Document(organisation + ".json", content, null));
      Dossier dossier =
          Dossier.empty(organisation).with(evidence, new Origin("", Instant.EPOCH, ""));
      Advisory advisory =
          Composition.advise(assessor, rulebook, dossier, Organisations.TODAY, "1", null);
      String answer = AdvisoryJson.write(advisory);
      DurableFiles.write(
          answers.resolve(organisation + ".json"), answer.getBytes(StandardCharsets.UTF_8));
    }
    return count / seconds(start);
  }

  private void server(int count, double alone) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path home = folder.resolve("desk");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-Dnestor.installation=" + Path.of("").toAbsolutePath()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "nestor.app.Main"));
    command.addAll(List.of("serve", "--home", home.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("NESTOR_HTTP_PORT", String.valueOf(port));
    builder.environment().put("NESTOR_OUTBOX_FORMATS", "json");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("server.log").toFile());
    Process server = builder.start();
    try {
      await(() -> ready(port));
      send(home, "warm", WARM);
      await(() -> answered(home, "warm") >= WARM);
      Duration before = processor(server);
      long start = System.nanoTime();
      send(home, "org", count);
      await(() -> answered(home, "org") >= count);
      double each = count / seconds(start);
      OUT.printf(
          "file to advisory, server: %.0f documents a second, %.1f times the former's time%n",
          each, alone / each);
      OUT.printf(
          "server: %.1f ms of processor time a document%n",
          processor(server).minus(before).toNanos() / 1e6 / count);
    } finally {
      server.destroy();
      server.waitFor(30, TimeUnit.SECONDS);
    }
  }

  private static Duration processor(Process server) {
    return server.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Puts documents into the inbox, each in one step. */
  private void send(Path home, String prefix, int count) throws IOException {
    Path made = Files.createDirectories(folder.resolve(prefix));
    for (int i = 0; i < count; i++) {
      Files.write(made.resolve(prefix + "-" + i + ".json"), document(prefix + "-" + i));
    }
    for (int i = 0; i < count; i++) {
      String name = prefix + "-" + i + ".json";
      Files.move(
          made.resolve(name), home.resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static long answered(Path home, String prefix) throws IOException {
    Path outbox = home.resolve("outbox");
    if (!Files.isDirectory(outbox)) {
      return 0;
    }
    try (Stream<Path> organisations = Files.list(outbox)) {
      return organisations
          .filter(path -> path.getFileName().toString().startsWith(prefix + "-"))
          .filter(path -> path.toFile().list((f, name) -> name.endsWith(".json")).length > 0)
          .count();
    }
  }

  private static boolean ready(int port) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready")).build();
    try {
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Something that comes true. */
  private interface Outcome {
    boolean is() throws IOException, InterruptedException;
  }

  private static void await(Outcome outcome) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!outcome.is()) {
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        throw new IllegalStateException("nothing came within " + LONGEST);
      }
      Thread.sleep(50);
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
