package nestor.app.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettledTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  @TempDir Path inbox;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final Settled settled =
      new Settled(
          Duration.ofSeconds(1),
          new Announcements(new PrintStream(console, true, StandardCharsets.UTF_8)));

  @Test
  void aFilePassesOnceItStoodStillForTheTime() throws IOException {
    Path file = Files.writeString(inbox.resolve("acme.json"), "{}");
    assertThat(settled.accepts(file, 0)).isFalse();
    assertThat(settled.accepts(file, SECOND - 1)).isFalse();
    assertThat(settled.accepts(file, SECOND)).isTrue();
  }

  @Test
  void aFileThatGrowsOrIsTouchedStartsItsTimeAgain() throws IOException {
    Path file = Files.writeString(inbox.resolve("acme.json"), "{");
    settled.accepts(file, 0);
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "}", StandardOpenOption.APPEND);
    Files.setLastModifiedTime(file, time);
    assertThat(settled.accepts(file, SECOND)).as("grown").isFalse();
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertThat(settled.accepts(file, 2 * SECOND)).as("touched").isFalse();
    assertThat(settled.accepts(file, 3 * SECOND)).isTrue();
  }

  @Test
  void aLinkIsToldOnceAndLeftAlone() throws IOException {
    Path target = Files.writeString(inbox.resolve("target"), "{}");
    Path link = Files.createSymbolicLink(inbox.resolve("acme.json"), target);
    for (long second = 0; second < 4; second++) {
      assertThat(settled.accepts(link, second * SECOND)).isFalse();
    }
    assertThat(console.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("is a link or a device; put the document itself there");
  }
}
