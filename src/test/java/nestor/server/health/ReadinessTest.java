package nestor.server.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.configuration.HttpSettings;
import nestor.dossier.AdvisoryState;
import nestor.server.StubEngineServer;
import nestor.server.admin.AdminClient;
import nestor.server.admin.AdminOperation;
import nestor.server.http.HttpTestClient;
import nestor.server.pipeline.Repositories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /health/ready} as a load balancer asks it, and what only it can tell. */
@Tag("server")
class ReadinessTest {
  private @TempDir Path folder;
  private StubEngineServer bench;

  @BeforeEach
  void prepare() {
    bench = new StubEngineServer(folder.resolve("desk"));
    bench.http = new HttpSettings("127.0.0.1", 0, 0, 1L << 20, null);
  }

  @Test
  void whoeverAsksAtTheSameTimeGetsTheSameAnswer() throws Exception {
    ExecutorService many = Executors.newFixedThreadPool(8);
    try (StubEngineServer server = bench.open()) {
      HttpTestClient back = management(server);
      List<Future<List<Integer>>> asked = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        asked.add(
            many.submit(
                () -> {
                  List<Integer> answers = new ArrayList<>();
                  for (int k = 0; k < 40; k++) {
                    answers.add(back.get("/health/ready").status());
                  }
                  return answers;
                }));
      }
      for (Future<List<Integer>> answers : asked) {
        assertThat(answers.get()).hasSize(40).containsOnly(200);
      }
    } finally {
      many.shutdownNow();
    }
  }

  @Test
  void aStoreWhoseFileVanishesIsToldWithTheCommandThatSavesIt() throws Exception {
    Path store = bench.home.resolve("store/nestor.mv.db");
    try (StubEngineServer server = bench.open()) {
      server.drop("acme.json", "{\"backups\": []}");
      await().until(() -> server.lines("advised").size() == 1);
      Files.delete(store);
      HttpTestClient back = management(server);
      await().until(() -> back.get("/health/ready").status() == 503);
      String told = back.get("/health/ready").text();
      assertThat(told).contains(store + " was deleted or moved away while the server has it open");

      ObjectNode where =
          JsonNodeFactory.instance.objectNode().put("file", folder.resolve("no.zip").toString());
      assertThatThrownBy(() -> new AdminClient(server.home).request(AdminOperation.BACKUP, where))
          .hasMessageContaining("its file is gone");
      assertThat(folder.resolve("no.zip")).doesNotExist();

      Matcher command = Pattern.compile("cp (/proc/\\S+) (\\S+) saves it").matcher(told);
      assumeTrue(Files.exists(Path.of("/proc/self/fd")), "only Linux still shows the file");
      assertThat(command.find()).as(told).isTrue();
      Files.copy(Path.of(command.group(1)), Path.of(command.group(2)));
    }
    Files.move(store.resolveSibling("saved.mv.db"), store, StandardCopyOption.REPLACE_EXISTING);
    try (Repositories repositories = Repositories.open(bench.home, Clock.systemUTC())) {
      List<AdvisoryState> kept =
          repositories.database().read(tx -> repositories.dossiers().standings(tx));
      assertThat(kept).extracting(AdvisoryState::organisation).containsExactly("acme");
    }
  }

  private static HttpTestClient management(StubEngineServer server) {
    return new HttpTestClient(
        "http://127.0.0.1:" + server.server().web().managementPort().orElseThrow());
  }
}
