package nestor.server.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import nestor.diagnostics.UserErrorException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server of the administration channel, since a store belongs to one process. It listens on a Unix
 * domain socket that only its owner may connect to: in the home, or in a folder of its own where
 * the home's path is too long for a socket or its disk knows none. A file of the home that only its
 * owner can read holds the address and a secret. A client has two seconds to state its request, and
 * no client waits for another.
 */
public final class AdminServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
  private static final String FILE = "control.json";
  private static final String SOCKET = "control.sock";

  /** Systems differ; 104 bytes is the least, with the end of the text. */
  private static final int LONGEST_ADDRESS = 100;

  private static final int LONGEST = 1 << 16;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final Path socket;
  private final @Nullable Path ownFolder;
  private final AdminOperations operations;
  private final String secret;
  private final ServerSocketChannel server;
  private final ReentrantLock changing = new ReentrantLock();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread made = new Thread(work, "control");
            made.setDaemon(true);
            return made;
          });

  private AdminServer(
      Path file,
      Path socket,
      @Nullable Path ownFolder,
      AdminOperations operations,
      String secret,
      ServerSocketChannel server) {
    this.file = file;
    this.socket = socket;
    this.ownFolder = ownFolder;
    this.operations = operations;
    this.secret = secret;
    this.server = server;
  }

  /** The file in that home that leads to its server. */
  static Path file(Path home) {
    return home.resolve(FILE);
  }

  /** Listens from now on, and says in the home's file where. */
  public static AdminServer open(Path home, AdminOperations operations) throws IOException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    Path ownFolder = null;
    Path socket =
        bindInHome(server, home.toAbsolutePath().normalize().resolve(SOCKET)).orElse(null);
    if (socket == null) {
      // Made for its owner alone.
      ownFolder = Files.createTempDirectory("nestor-");
      socket = bound(server, ownFolder.resolve(SOCKET));
    }
    AdminServer control =
        new AdminServer(
            file(home), socket, ownFolder, operations, HexFormat.of().formatHex(random), server);
    try {
      control.write();
    } catch (IOException e) {
      control.close();
      throw e;
    }
    control.threads.execute(control::accept);
    return control;
  }

  private static Optional<Path> bindInHome(ServerSocketChannel server, Path usual) {
    if (usual.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_ADDRESS) {
      try {
        return Optional.of(bound(server, usual));
      } catch (IOException e) {
        LOG.debug("{} cannot be a socket", usual, e);
      }
    }
    return Optional.empty();
  }

  private static Path bound(ServerSocketChannel server, Path socket) throws IOException {
    // Left behind by one that was killed: this home has no other server.
    Files.deleteIfExists(socket);
    server.bind(UnixDomainSocketAddress.of(socket));
    if (isPosix(socket)) {
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    }
    return socket;
  }

  private static boolean isPosix(Path path) throws IOException {
    return Files.getFileStore(Objects.requireNonNull(path.toAbsolutePath().getParent()))
        .supportsFileAttributeView("posix");
  }

  private void write() throws IOException {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("process", ProcessHandle.current().pid());
    json.put("socket", socket.toString());
    json.put("secret", secret);
    Path part = file.resolveSibling("." + FILE + ".part");
    Files.deleteIfExists(part);
    FileAttribute<?>[] mine =
        isPosix(part)
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(part, mine);
    Files.writeString(part, json.toPrettyString());
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel asking = server.accept();
        threads.execute(() -> answer(asking));
      } catch (ClosedChannelException | RejectedExecutionException e) {
        return;
      } catch (IOException e) {
        LOG.warn("A command could not be listened to", e);
      }
    }
  }

  private void answer(SocketChannel asking) {
    try (asking) {
      byte[] question =
          ChannelDeadline.within(PATIENCE, asking, () -> TextFrames.read(asking, LONGEST));
      TextFrames.write(asking, answer(JSON.readTree(question)).toString());
    } catch (IOException e) {
      LOG.debug("A command broke off", e);
    }
  }

  private ObjectNode answer(JsonNode question) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    boolean known =
        MessageDigest.isEqual(
            question.path("secret").asText().getBytes(StandardCharsets.UTF_8),
            secret.getBytes(StandardCharsets.UTF_8));
    if (!known) {
      return said.put("status", 403);
    }
    String what = question.path("what").asText();
    try {
      AdminOperation operation =
          AdminOperation.named(what)
              .orElseThrow(
                  () -> new UserErrorException("nestor: nobody here knows '" + what + "'"));
      ObjectNode arguments =
          question.path("arguments") instanceof ObjectNode given
              ? given
              : JsonNodeFactory.instance.objectNode();
      said.set(
          "answer",
          operation.isExclusive()
              ? alone(operation, arguments)
              : operations.answer(operation, arguments));
      return said.put("status", 200);
    } catch (UserErrorException e) {
      return said.put("status", 400).put("error", e.getMessage());
    } catch (IOException | RuntimeException e) {
      LOG.error("{} could not be done", what, e);
      return said.put("status", 500)
          .put("error", "the server could not do it (" + e.getMessage() + "); see its log");
    }
  }

  private ObjectNode alone(AdminOperation operation, ObjectNode arguments) throws IOException {
    changing.lock();
    try {
      return operations.answer(operation, arguments);
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      server.close();
      Files.deleteIfExists(socket);
      if (ownFolder != null) {
        Files.deleteIfExists(ownFolder);
      }
    } catch (IOException e) {
      LOG.warn("{} could not be deleted", file, e);
    }
    // Not interrupted: that would close the file of the database.
    threads.shutdown();
  }
}
