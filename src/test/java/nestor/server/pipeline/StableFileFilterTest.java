package nestor.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StableFileFilterTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  @TempDir Path inbox;
  private final StableFileFilter filter = new StableFileFilter(Duration.ofSeconds(1));

  @Test
  void aFilePassesOnceItStoodStillForTheTime() throws IOException {
    Path file = Files.writeString(inbox.resolve("acme.json"), "{}");
    assertThat(filter.accepts(file, 0)).isFalse();
    assertThat(filter.accepts(file, SECOND - 1)).isFalse();
    assertThat(filter.accepts(file, SECOND)).isTrue();
  }

  @Test
  void aFileThatGrowsOrIsTouchedStartsItsTimeAgain() throws IOException {
    Path file = Files.writeString(inbox.resolve("acme.json"), "{");
    filter.accepts(file, 0);
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "}", StandardOpenOption.APPEND);
    Files.setLastModifiedTime(file, time);
    assertThat(filter.accepts(file, SECOND)).as("grown").isFalse();
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertThat(filter.accepts(file, 2 * SECOND)).as("touched").isFalse();
    assertThat(filter.accepts(file, 3 * SECOND)).isTrue();
  }

  @Test
  void filesThatWereSeenAtOneLookSettleAtOneLook() throws IOException {
    Path first = Files.writeString(inbox.resolve("1.json"), "{}");
    Path second = Files.writeString(inbox.resolve("2.json"), "{}");
    filter.forgetOld(0);
    assertThat(filter.accepts(second, 10)).isFalse();
    assertThat(filter.accepts(first, 20)).isFalse();
    filter.forgetOld(SECOND);
    assertThat(filter.accepts(second, SECOND + 10)).isTrue();
    assertThat(filter.accepts(first, SECOND + 11)).isTrue();
  }

  @Test
  void aLinkNeverPasses() throws IOException {
    Path target = Files.writeString(inbox.resolve("target"), "{}");
    Path link = Files.createSymbolicLink(inbox.resolve("acme.json"), target);
    for (long second = 0; second < 4; second++) {
      assertThat(filter.accepts(link, second * SECOND)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.json/{\"a\": [1, 2]",
        "a.json/{\"a\": \"]}",
        "a.json/{\"a\": \"\\\"}",
        "a.yaml/a: [1,",
        "a.yml/a: \"text",
        "a.csv/a,b\n1,\"two",
        "a.xlsx/PK\u0003\u0004",
        "a.json/",
        "a.csv/",
      })
  void whatEndsInTheMiddleOfAQuoteOrBracketMustStandStillForLonger(String given)
      throws IOException {
    Path file = written(given);
    assertThat(filter.accepts(file, 0)).isFalse();
    assertThat(filter.accepts(file, SECOND)).isFalse();
    assertThat(filter.accepts(file, 9 * SECOND)).isFalse();
    assertThat(filter.accepts(file, 10 * SECOND)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.json/{\"a\": \"[{\\\"\"}",
        "a.yaml/a: b",
        "a.csv/a,b\n1,\"two\"\"s\"",
        "a.csv/a[,b",
        "a.txt/\"[",
      })
  void whatIsCompleteNeedNot(String given) throws IOException {
    Path file = written(given);
    assertThat(filter.accepts(file, 0)).isFalse();
    assertThat(filter.accepts(file, SECOND)).isTrue();
  }

  @Test
  void aWholeWorkbookIsComplete() throws IOException {
    Path file = inbox.resolve("a.xlsx");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setComment("PK\u0005\u0006 it says");
      zip.putNextEntry(new ZipEntry("x"));
    }
    assertThat(filter.accepts(file, 0)).isFalse();
    assertThat(filter.accepts(file, SECOND)).isTrue();
  }

  private Path written(String given) throws IOException {
    int slash = given.indexOf('/');
    return Files.writeString(inbox.resolve(given.substring(0, slash)), given.substring(slash + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.json.part", ".a.json", "~$a.xlsx", "a.csv.TMP", "a.json~"})
  void whatIsHiddenOrTemporaryNeverPasses(String name) throws IOException {
    Path file = Files.writeString(inbox.resolve(name), "{}");
    assertThat(filter.accepts(file, 0)).isFalse();
    assertThat(filter.accepts(file, 20 * SECOND)).isFalse();
  }
}
