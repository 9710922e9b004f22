package nestor.cli;

import static nestor.cli.CommandRun.nestor;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code nestor advise} prints for somebody at a terminal. */
class AdviseAtATerminalTest {
  private static final String COLUMNS = "nestor.terminal.columns";
  private static final String BANK = "examples/meridian-bank.json";

  @AfterEach
  void noWidth() {
    System.clearProperty(COLUMNS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"meridian-bank.json", "lumen-labs.yaml", "karoo-mining.xlsx", "harbour-city"})
  void theAnswerAndWhatToDoFitOnAScreenOf24Lines(String example) {
    String out = advise("examples/" + example);

    assertThat(out.lines()).hasSizeLessThanOrEqualTo(24);
    assertThat(out).contains(" 1  ", " 3  ", "--full").doesNotContain("\n\n\n");
  }

  @Test
  void littleDataIsAnsweredWithTheQuestionsThatWouldSettleMost(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("small.json");
    Files.writeString(file, "{\"organisation\": {\"employees\": 12}}");

    assertThat(advise(file.toString()))
        .contains("Too little is known to advise", "Answer these first:\n- ")
        .doesNotContain(" 1  ");
  }

  @Test
  void theWholeAdvisoryIsPrintedWhenAskedFor() {
    String out = nestor("advise", BANK, "--as-of", "2026-11-21", "--full").out();

    assertThat(out.lines().count()).isGreaterThan(200);
    assertThat(out).contains("HOW EACH TOPIC STANDS");
  }

  @Test
  void onlyTextCanBeAskedForInFull() {
    CommandRun ran = nestor("advise", BANK, "--full", "--format", "json");

    assertThat(ran.exit()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(ran.err()).contains("--full is for text; json always holds the whole advisory");
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 64, 100})
  void theLinesAreAsWideAsTheTerminalAndNoWordIsBroken(int columns) {
    Set<String> words = words(nestor("advise", BANK, "--as-of", "2026-11-21", "--full").out());
    System.setProperty(COLUMNS, String.valueOf(columns));

    String out = nestor("advise", BANK, "--as-of", "2026-11-21", "--full").out();

    assertThat(out.lines().mapToInt(String::length).max().orElse(0))
        .isBetween(columns - 5, columns);
    assertThat(words).containsAll(words(out));
  }

  @Test
  void noLineIsWiderThanAHundredColumns() {
    System.setProperty(COLUMNS, "220");

    assertThat(advise(BANK).lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void thePagerIsChosenAsGitChoosesIt() {
    assertThat(Pager.chosen(Map.of())).isEqualTo("less");
    assertThat(Pager.chosen(Map.of("PAGER", "more"))).isEqualTo("more");
    assertThat(Pager.chosen(Map.of("PAGER", "more", "NESTOR_PAGER", "most -w")))
        .isEqualTo("most -w");
    assertThat(Pager.chosen(Map.of("PAGER", "cat"))).isNull();
    assertThat(Pager.chosen(Map.of("PAGER", "more", "NESTOR_PAGER", ""))).isNull();
  }

  @Test
  void thePagerGetsTheTextAndOneThatIsMissingIsToldApart(@TempDir Path folder) throws Exception {
    Path shown = folder.resolve("shown");

    assertThat(Pager.shows("advice\n".getBytes(StandardCharsets.UTF_8), "cat > " + shown)).isTrue();
    assertThat(shown).hasContent("advice");
    assertThat(
            Pager.shows("advice\n".getBytes(StandardCharsets.UTF_8), "no-such-pager 2> /dev/null"))
        .isFalse();
  }

  private static String advise(String file) {
    return nestor("advise", file, "--as-of", "2026-11-21").out();
  }

  /** Without bars and lines, whose lengths are no words. */
  private static Set<String> words(String text) {
    return new HashSet<>(
        List.copyOf(
            Arrays.stream(text.split("[\\s/._-]+", -1))
                .filter(word -> !word.matches("[─█░]*"))
                .toList()));
  }
}
