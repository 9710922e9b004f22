package nestor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.RulebookCopy;
import nestor.rulebook.load.RulebookLoader;
import nestor.server.reload.RulebookReloader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Every version that was in force is kept, and comes back when it is asked for. */
@Tag("thorough")
class RulebookCommandTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-31T12:00:00Z"), ZoneOffset.UTC);
  private static final String RULE =
      """
      rule "k/old" @title("Check it") @action("A.") @owner("chef") @priority("low") @source("book, 1")
      when
        $f : Fridge(checkedOn == null)
      then
        advise.because("{$f.name} was never checked.");
      end
      """;

  private @TempDir Path folder;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private RulebookReloader live;
  private Path rules;

  @BeforeEach
  void start() throws IOException {
    rules = folder.resolve("rules");
    KitchenRulebook.with(rules, RULE).close();
    RulebookCopy.templates(rules);
    live = open();
    live.start();
  }

  private RulebookReloader open() {
    return new RulebookReloader(
        rules,
        folder.resolve("desk"),
        Installation.compilationCache(),
        NOON,
        new PrintStream(console, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    live.close();
  }

  @Test
  void anEditIsAVersionOfItsOwnAndTheFormerOneComesBack() throws IOException {
    String first = live.active().rulebookVersion();
    edit("never checked", "not checked yet");
    String second = live.active().rulebookVersion();
    assertThat(nestor("list"))
        .containsExactly(
            second + "  in force from 31 Mar 2026 12:00 UTC, the last one, as in " + rules,
            first + "  in force from 31 Mar 2026 12:00 UTC");
    assertThat(nestor("show", first.substring(0, 6)))
        .contains("Since then, in " + rules + ":", "  k.drl was edited");

    assertThat(nestor("rollback", first).get(0))
        .isEqualTo("The rules in " + rules + " are " + first + " again.");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(live.active().rulebookVersion()).isEqualTo(first));
    assertThat(nestor("list")).hasSize(2).first().asString().startsWith(first);
    assertThat(nestor("rollback", first))
        .containsExactly("The rules in " + rules + " are " + first + " already.");
  }

  @Test
  void whatARollbackReplacesIsKeptEvenIfItNeverWorked() throws IOException {
    String first = live.active().rulebookVersion();
    Files.writeString(rules.resolve("half.drl"), "rule \"k/half\"");
    String aside = nestor("rollback", first).get(1);
    assertThat(rules.resolve("half.drl")).doesNotExist();
    Path kept =
        Path.of(aside.substring("What was there before is in ".length()).replaceAll("\\.$", ""));
    assertThat(kept.resolve("half.drl")).hasContent("rule \"k/half\"");
    assertThat(RulebookLoader.version(rules)).isEqualTo(first);
  }

  @Test
  void aServerStartsWithTheLastGoodVersionWhereTheRulesAreBroken() throws IOException {
    String good = live.active().rulebookVersion();
    live.close();
    Files.writeString(rules.resolve("k.drl"), "rule");
    live = open();
    live.start();
    assertThat(live.active().rulebookVersion()).isEqualTo(good);
    assertThat(live.active().status().objections())
        .anyMatch(objection -> objection.startsWith("k.drl:1:"));
    assertThat(folder.resolve("desk/rules.error.txt"))
        .content()
        .contains("version " + good + " is", "k.drl:1:");
  }

  @Test
  void aFileThatIsNotTextNeverSilentlyTakesItsRulesAway() throws IOException {
    Files.write(rules.resolve("more.drl"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(live.active().status().objections())
                    .containsExactly("more.drl: the file is not UTF-8 text; save it as UTF-8"));
  }

  @Test
  void anUnknownVersionGetsTheNearestOne() {
    String first = live.active().rulebookVersion();
    assertThat(nestor("show", first.substring(0, 15) + "z"))
        .first()
        .asString()
        .contains("was in force in", "did you mean '" + first + "'?");
  }

  private void edit(String text, String by) throws IOException {
    String before = live.active().rulebookVersion();
    Path file = rules.resolve("k.drl");
    Files.writeString(file, Files.readString(file).replace(text, by));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(live.active().rulebookVersion()).isNotEqualTo(before));
  }

  private List<String> nestor(String... arguments) {
    List<String> all = new ArrayList<>(List.of("rulebook"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--rules", rules.toString(), "--home", folder.resolve("desk").toString()));
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    line.execute(all.toArray(String[]::new));
    return out.toString().lines().toList();
  }
}
