package nestor.app.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import nestor.app.desk.UnusableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a running server takes what other commands ask of its home: the store belongs to one
 * process. It listens on this machine alone, on a port and with a secret that stand in a file of
 * the home which only its owner can read.
 */
public final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final String FILE = "control.json";
  private static final int LONGEST = 1 << 16;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final Operations operations;
  private final String secret;
  private final HttpServer server;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "control");
            made.setDaemon(true);
            return made;
          });

  private ControlServer(Path file, Operations operations, String secret, HttpServer server) {
    this.file = file;
    this.operations = operations;
    this.secret = secret;
    this.server = server;
  }

  /** The file in that home that leads to its server. */
  static Path file(Path home) {
    return home.resolve(FILE);
  }

  /** Listens from now on, and says in the home's file where. */
  public static ControlServer open(Path home, Operations operations) throws IOException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ControlServer control =
        new ControlServer(file(home), operations, HexFormat.of().formatHex(random), server);
    server.setExecutor(control.thread);
    server.createContext("/", control::handle);
    server.start();
    try {
      control.write();
    } catch (IOException e) {
      control.close();
      throw e;
    }
    return control;
  }

  private void write() throws IOException {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("process", ProcessHandle.current().pid());
    json.put("port", server.getAddress().getPort());
    json.put("secret", secret);
    Path part = file.resolveSibling("." + FILE + ".part");
    Files.deleteIfExists(part);
    boolean posix =
        Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
    FileAttribute<?>[] mine =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(part, mine);
    Files.writeString(part, json.toPrettyString());
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String given = exchange.getRequestHeaders().getFirst("Authorization");
      boolean known =
          given != null
              && MessageDigest.isEqual(
                  given.getBytes(StandardCharsets.UTF_8),
                  ("Bearer " + secret).getBytes(StandardCharsets.UTF_8));
      if (!known || !exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      int status = 200;
      try {
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST);
        JsonNode arguments = JSON.readTree(body);
        answer =
            operations.answer(
                exchange.getRequestURI().getPath().substring(1),
                arguments instanceof ObjectNode object ? object : answer);
      } catch (UnusableException e) {
        status = 400;
        answer.put("error", e.getMessage());
      } catch (IOException | RuntimeException e) {
        LOG.error("{} could not be done", exchange.getRequestURI(), e);
        status = 500;
        answer.put("error", "the server could not do it (" + e.getMessage() + "); see its log");
      }
      byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} could not be deleted", file, e);
    }
    server.stop(0);
    // Not interrupted: that would close the file of the database.
    thread.shutdown();
  }
}
