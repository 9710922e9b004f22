package nestor.app.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import nestor.app.desk.Rooms;
import nestor.app.desk.UnusableException;
import nestor.store.HomeInUseException;
import nestor.store.StoreException;

/** Asks a home: its running server where there is one, else its store. */
public final class Control {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path home;
  private final Consumer<ObjectNode> unserved;

  /**
   * @param unserved adds to the status what is known of a home that nobody serves
   */
  public Control(Path home, Consumer<ObjectNode> unserved) {
    this.home = home;
    this.unserved = unserved;
  }

  public Control(Path home) {
    this(home, status -> {});
  }

  /**
   * The answer.
   *
   * @throws UnusableException with what to do, if there is none
   */
  public ObjectNode ask(String what, ObjectNode arguments) {
    try {
      Optional<ObjectNode> served = served(what, arguments);
      return served.isPresent() ? served.get() : fromStore(what, arguments);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnusableException("nestor: interrupted");
    } catch (IOException e) {
      throw new UnusableException(home + ": cannot be asked (" + e + "); try again");
    }
  }

  private Optional<ObjectNode> served(String what, ObjectNode arguments)
      throws IOException, InterruptedException {
    JsonNode control;
    try {
      control = JSON.readTree(Files.readAllBytes(ControlServer.file(home)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://" + host + ":" + control.path("port").asInt() + "/" + what))
            .header("Authorization", "Bearer " + control.path("secret").asText())
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofString(arguments.toString()))
            .build();
    HttpResponse<byte[]> response;
    try {
      response =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofSeconds(2))
              .build()
              .send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      // The server was killed and could not take its file away.
      return Optional.empty();
    }
    if (response.statusCode() == 403) {
      // Its port is another program's by now.
      return Optional.empty();
    }
    JsonNode answer = JSON.readTree(response.body());
    if (response.statusCode() != 200) {
      throw new UnusableException(answer.path("error").asText("the server did not answer"));
    }
    return Optional.of((ObjectNode) answer);
  }

  private ObjectNode fromStore(String what, ObjectNode arguments) throws IOException {
    boolean making = what.equals("token-new");
    if (!making && !Files.isDirectory(home.resolve("store"))) {
      throw new UnusableException(
          home + ": there is no desk; start one with nestor serve, or name its folder with --home");
    }
    try (Rooms rooms = Rooms.open(home, Clock.systemUTC())) {
      return new Operations(rooms, Clock.systemUTC(), unserved, () -> {}, () -> {})
          .answer(what, arguments);
    } catch (HomeInUseException | StoreException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }
}
