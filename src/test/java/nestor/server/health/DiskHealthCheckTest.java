package nestor.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskHealthCheckTest {
  private static final List<String> FOLDERS =
      List.of(
          "inbox",
          "outbox",
          "archive",
          "quarantine",
          "log",
          "store",
          "store/spool",
          "store/requests");

  private @TempDir Path home;

  @BeforeEach
  void make() throws IOException {
    for (String folder : FOLDERS) {
      Files.createDirectories(home.resolve(folder));
    }
    Files.writeString(home.resolve("store/nestor.mv.db"), "store");
  }

  @Test
  void aHomeInOrderIsLeftAsItWas() throws IOException {
    DiskHealthCheck condition = new DiskHealthCheck(home);
    // Left behind by one that was killed.
    Files.writeString(home.resolve("outbox/.writable"), "");
    assertThat(condition.trouble()).isEmpty();
    try (Stream<Path> all = Files.walk(home)) {
      assertThat(all.filter(Files::isRegularFile))
          .containsExactly(home.resolve("store/nestor.mv.db"));
    }
  }

  @Test
  void eachFolderThatIsGoneOrTakesNoFileIsNamed() throws IOException {
    DiskHealthCheck condition = new DiskHealthCheck(home);
    for (String name : FOLDERS) {
      if (name.equals("store")) {
        continue;
      }
      Path folder = home.resolve(name);
      // A probe that cannot be made: root may write everywhere else.
      Files.createDirectories(folder.resolve(".writable/in the way"));
      assertThat(condition.trouble().orElseThrow())
          .startsWith(folder + " cannot be written to (")
          .endsWith("; free or mend the disk");
      Files.delete(folder.resolve(".writable/in the way"));
      Files.delete(folder.resolve(".writable"));
      Files.move(folder, home.resolve("away"));
      assertThat(condition.trouble()).contains(folder + " is gone; put it back");
      Files.move(home.resolve("away"), folder);
      assertThat(condition.trouble()).isEmpty();
    }
  }

  @Test
  void aStoreThatIsGoneOrAnotherFileIsToldWithWhatStillSavesIt() throws IOException {
    DiskHealthCheck condition = new DiskHealthCheck(home);
    assertThat(condition.trouble()).isEmpty();
    Path store = home.resolve("store/nestor.mv.db");
    Path away = home.resolve("away");
    Files.move(store, away);
    assertThat(condition.trouble().orElseThrow())
        .contains(store + " was deleted or moved away", "move it back, or stop the server");
    Files.writeString(store, "another");
    assertThat(condition.trouble().orElseThrow())
        .contains(store + " was replaced by another file", "lost once the server ends");
    Files.delete(store);
    Files.move(away, store);
    assertThat(condition.trouble()).isEmpty();
  }
}
