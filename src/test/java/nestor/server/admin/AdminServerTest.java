package nestor.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nestor.server.StubEngineServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The way by which commands reach a running server, which is its owner's alone. */
@Tag("server")
class AdminServerTest {
  private @TempDir Path folder;

  private static JsonNode about(Path home) throws IOException {
    return JsonMapper.builder().build().readTree(home.resolve("control.json").toFile());
  }

  private static SocketChannel connect(Path home) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(about(home).get("socket").asText()));
    return channel;
  }

  private static ObjectNode arguments() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Test
  void commandsAreAnsweredWhileOthersHoldConnectionsOpenAndThoseAreCutOff() throws Exception {
    List<SocketChannel> held = new ArrayList<>();
    try (StubEngineServer server = new StubEngineServer(folder.resolve("desk")).open()) {
      server.drop("acme.json", "boom");
      await().until(() -> server.lines("quarantined").size() == 1);
      for (int i = 0; i < 50; i++) {
        held.add(connect(server.home));
        held.get(i).write(ByteBuffer.wrap(new byte[] {'{'}));
      }
      AdminClient admin = new AdminClient(server.home);
      long begun = System.nanoTime();
      assertThat(
              admin.request(AdminOperation.STATUS, arguments()).at("/server/running").asBoolean())
          .isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
      String id =
          admin.request(AdminOperation.STATUS, arguments()).at("/quarantined/latest/0/id").asText();
      assertThat(
              admin
                  .request(AdminOperation.TOKEN_NEW, arguments().put("name", "a"))
                  .path("secret")
                  .asText())
          .isNotEmpty();
      assertThat(admin.request(AdminOperation.REPLAY, arguments().put("id", id)).isEmpty())
          .isFalse();
      Path file = folder.resolve("desk.zip");
      admin.request(AdminOperation.BACKUP, arguments().put("file", file.toString()));
      assertThat(file).isNotEmptyFile();

      for (SocketChannel channel : held) {
        assertThat(channel.read(ByteBuffer.allocate(1))).isNegative();
      }
    } finally {
      for (SocketChannel channel : held) {
        channel.close();
      }
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyItsOwnerMayConnectAndWithoutTheSecretNothingIsDone() throws Exception {
    try (StubEngineServer server = new StubEngineServer(folder.resolve("desk")).open()) {
      for (String name : List.of("control.json", "control.sock")) {
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(server.home.resolve(name))))
            .isEqualTo("rw-------");
      }
      try (SocketChannel stranger = connect(server.home)) {
        stranger.write(
            ByteBuffer.wrap(
                "{\"secret\": \"x\", \"what\": \"token-new\"}".getBytes(StandardCharsets.UTF_8)));
        stranger.shutdownOutput();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        Channels.newInputStream(stranger).transferTo(answer);
        assertThat(answer.toString(StandardCharsets.UTF_8)).isEqualTo("{\"status\":403}");
      }
      assertThat(
              new AdminClient(server.home)
                  .request(AdminOperation.TOKEN_LIST, arguments())
                  .get("tokens"))
          .isEmpty();
    }
    assertThat(folder.resolve("desk/control.json")).doesNotExist();
    assertThat(folder.resolve("desk/control.sock")).doesNotExist();
  }

  @Test
  void aHomeWithALongPathIsServedAllTheSameAndLeavesNothingElsewhere() throws Exception {
    Path home = folder.resolve("a".repeat(100)).resolve("desk");
    Path socket;
    try (StubEngineServer server = new StubEngineServer(home).open()) {
      socket = Path.of(about(home).get("socket").asText());
      assertThat(socket.startsWith(home)).isFalse();
      assertThat(
              new AdminClient(home)
                  .request(AdminOperation.STATUS, arguments())
                  .at("/server/running")
                  .asBoolean())
          .isTrue();
      assertThat(server.lines("trouble")).isEmpty();
    }
    assertThat(socket.getParent()).doesNotExist();
  }

  @Test
  @Tag("kill")
  void whatAKilledServerLeftBehindStopsNeitherCommandsNorTheNextServer() throws Exception {
    Path home = folder.resolve("desk");
    JsonNode former;
    try (StubEngineServer server = new StubEngineServer(home).open()) {
      former = about(server.home);
    }
    Files.writeString(home.resolve("control.json"), former.toString());
    Files.writeString(home.resolve("control.sock"), "");
    assertThat(new AdminClient(home).request(AdminOperation.TOKEN_LIST, arguments()).get("tokens"))
        .isEmpty();
    try (StubEngineServer server = new StubEngineServer(home).open()) {
      assertThat(
              new AdminClient(home)
                  .request(AdminOperation.STATUS, arguments())
                  .at("/server/running")
                  .asBoolean())
          .isTrue();
      assertThat(server.lines("trouble")).isEmpty();
    }
  }
}
