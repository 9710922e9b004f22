package nestor.server.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nestor.diagnostics.UserErrorException;
import nestor.server.pipeline.Repositories;
import nestor.server.status.RuntimeStatus;
import nestor.store.HomeInUseException;
import nestor.store.StoreException;

/**
 * Client for commands on a home: asks the running server where there is one, else works on the
 * store itself.
 */
public final class AdminClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path home;
  private final Supplier<RuntimeStatus> unserved;

  /**
   * @param unserved the status of the home where no server runs, without what the store knows
   */
  public AdminClient(Path home, Supplier<RuntimeStatus> unserved) {
    this.home = home;
    this.unserved = unserved;
  }

  public AdminClient(Path home) {
    this(home, () -> RuntimeStatus.notRunning(null, List.of()));
  }

  /**
   * The answer.
   *
   * @throws UserErrorException with what to do, if there is none
   */
  public ObjectNode request(AdminOperation operation, ObjectNode arguments) {
    try {
      Optional<ObjectNode> served = served(operation, arguments);
      return served.isPresent() ? served.get() : fromStore(operation, arguments);
    } catch (IOException e) {
      throw new UserErrorException(home + ": cannot be asked (" + e + "); try again");
    }
  }

  /**
   * The answer of the server of this home; nothing where none runs.
   *
   * @throws UserErrorException if it can give none; the message says why
   * @throws IOException if it did not answer
   */
  public Optional<ObjectNode> served(AdminOperation operation, ObjectNode arguments)
      throws IOException {
    JsonNode control;
    try {
      control = JSON.readTree(Files.readAllBytes(AdminServer.file(home)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    question.put("secret", control.path("secret").asText()).put("what", operation.wireName());
    question.set("arguments", arguments);
    JsonNode answer;
    try (SocketChannel server = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      try {
        server.connect(UnixDomainSocketAddress.of(control.path("socket").asText()));
      } catch (SocketException e) {
        // The server was killed and could not take its files away.
        return Optional.empty();
      }
      answer =
          ChannelDeadline.within(
              operation.timeout(),
              server,
              () -> {
                TextFrames.write(server, question.toString());
                return JSON.readTree(TextFrames.read(server, Integer.MAX_VALUE));
              });
    }
    if (answer.path("status").asInt() == 403) {
      // Another home's by now.
      return Optional.empty();
    }
    if (!(answer.path("answer") instanceof ObjectNode given)) {
      throw new UserErrorException(answer.path("error").asText("the server did not answer"));
    }
    return Optional.of(given);
  }

  private ObjectNode fromStore(AdminOperation operation, ObjectNode arguments) throws IOException {
    boolean making = operation == AdminOperation.TOKEN_NEW;
    if (!making && !Files.isDirectory(home.resolve("store"))) {
      throw new UserErrorException(
          home
              + ": no server has been started here; start one with nestor serve, or name its folder"
              + " with --home");
    }
    try (Repositories repositories = Repositories.open(home, Clock.systemUTC())) {
      return new AdminAssembly(repositories, Clock.systemUTC(), unserved, () -> {}, () -> {})
          .operations()
          .answer(operation, arguments);
    } catch (HomeInUseException | StoreException e) {
      throw new UserErrorException(String.valueOf(e.getMessage()));
    }
  }
}
