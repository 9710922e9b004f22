package nestor.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nestor.cli.CommandRun;
import nestor.cli.ExitCode;
import nestor.rulebook.RulebookCopy;
import nestor.server.RunningServer;
import nestor.server.http.HttpTestClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that is good for most organisations and far too much for one. */
@Tag("endurance")
class RunawayRuleOnServerTest {
  private static final String RULE =
      """

      rule "security/every-three"
        @title("T") @action("A") @owner("CTO") @priority("low") @effort("days")
        @source("cto-vs-cio, FAQs")
      when
        System($a : dataGb) System($b : dataGb) System(dataGb != null, dataGb < $a, dataGb < $b)
      then
        advise.because("One is smaller than two others.");
      end
      """;

  private @TempDir Path folder;

  @Test
  void doesNotKeepTheAdviceFromOthersAndIsNamedEverywhere() throws IOException {
    RulebookCopy rules = RulebookCopy.in(folder.resolve("rules")).append("security.drl", RULE);
    Path home = folder.resolve("desk");
    try (RunningServer server = RunningServer.in(home, rules.folder())) {
      Files.writeString(home.resolve("inbox/large.json"), systems(101));
      Files.writeString(home.resolve("inbox/small.json"), systems(3));

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                assertThat(home.resolve("outbox/small")).isNotEmptyDirectory();
                assertThat(server.console())
                    .contains("large is not advised: rule \"security/every-three\" was stopped: ");
              });
      assertThat(home.resolve("outbox/large")).doesNotExist();

      HttpTestClient.Got large =
          server.ask().post("/advise?organisation=l", "application/json", systems(101));
      HttpTestClient.Got small =
          server.ask().post("/advise?organisation=s", "application/json", systems(3));
      assertThat(large.status()).isEqualTo(422);
      assertThat(large.text()).contains("security/every-three").contains("combinations of entries");
      assertThat(small.status()).isEqualTo(200);

      assertThat(CommandRun.nestor("status", "--home", home.toString()).out())
          .contains("not advised 1 organisation")
          .contains("large: rule \"security/every-three\" was stopped: ");
    }
  }

  @Test
  void doesNotKeepTheAdviceFromOthersOnTheCommandLine() throws IOException {
    RulebookCopy rules = RulebookCopy.in(folder.resolve("rules")).append("security.drl", RULE);
    Path large = Files.writeString(folder.resolve("large.json"), systems(101));
    Path small = Files.writeString(folder.resolve("small.json"), systems(3));

    CommandRun ran =
        CommandRun.nestor(
            "advise",
            large.toString(),
            small.toString(),
            "--rules",
            rules.folder().toString(),
            "--as-of",
            "2026-11-21");

    assertThat(ran.exit()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(ran.err())
        .contains("large is not advised: rule \"security/every-three\" was stopped: ")
        .doesNotContain("fault in Nestor");
    assertThat(ran.out()).startsWith("small\n");
  }

  private static String systems(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"name\": \"system " + i + "\", \"dataGb\": 5}")
        .collect(Collectors.joining(",", "{\"systems\": [", "]}"));
  }
}
