package nestor.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose disk, clock or home fails it under its hands, by real means: what needs rights or
 * programs that are not here is left out, and says so.
 */
@Tag("disk")
class DiskAndClockFaultsTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private @TempDir Path folder;
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void makeADisk() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = done("mount", "-t", "tmpfs", "-o", "size=120m", "tmpfs", disk.toString());
  }

  @AfterEach
  void takeItAway() throws Exception {
    if (mounted) {
      done("umount", "-l", disk.toString());
    }
  }

  @Test
  void aFullDiskLosesNothingAndOnceThereIsRoomAllGoesOn() throws Exception {
    assumeTrue(mounted, "a disk of its own needs the right to mount");
    try (ServerEnvironment environment = new ServerEnvironment(disk);
        ServerProcess server = ServerProcess.start(environment.plainConfiguration())) {
      environment.begin(server, LONG);
      Path filler = disk.resolve("filler");
      fill(filler);
      assertThat(server.post("http-1", "b.json", "two").statusCode()).isEqualTo(503);
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(server.whyNotReady())
                      .containsPattern("home: the disk of .* has 0 MB left; free some"));

      // Little by little: somewhere in a receiving, a deciding or an advising there is no room.
      Set<String> acknowledged = new TreeSet<>(Set.of("a.json"));
      for (int i = 0; i < 60; i++) {
        String name = "c%02d.json".formatted(i);
        int status = server.post("http-2", name, "number " + i).statusCode();
        assertThat(status).isIn(202, 503);
        if (status == 202) {
          acknowledged.add(name);
        }
        if (i % 3 == 2) {
          giveBack(filler, 4096);
        }
      }

      Files.delete(filler);
      environment.drop("file-1/e.json", ServerEnvironment.article("four"));
      await().atMost(LONG).until(() -> server.whyNotReady().isEmpty());
      assertThat(server.post("http-1", "f.json", "five").statusCode()).isEqualTo(202);
      acknowledged.addAll(List.of("e.json", "f.json"));
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(environment.names("archive"))
                      .containsExactlyInAnyOrderElementsOf(acknowledged));
      await().atMost(LONG).until(() -> server.advised("file-1", "http-1"));
      assertThat(environment.files("store/spool")).isEmpty();
      assertThat(environment.files("quarantine")).isEmpty();
      System.out.println(
          "a disk that fills up: %d of 64 documents acknowledged, all of them kept"
              .formatted(acknowledged.size()));
      server.stop();
    }
  }

  @Test
  void aDiskThatTakesNoFurtherFileIsToldAlthoughItHasRoomAndLosesNothing() throws Exception {
    Path few = Files.createDirectory(folder.resolve("few"));
    assumeTrue(
        done("mount", "-t", "tmpfs", "-o", "size=300m,nr_inodes=600", "tmpfs", few.toString()),
        "a disk of its own needs the right to mount");
    try (ServerEnvironment environment = new ServerEnvironment(few);
        ServerProcess server = ServerProcess.start(environment.plainConfiguration())) {
      environment.begin(server, LONG);
      List<Path> fillers = new ArrayList<>();
      Path filler = Files.createDirectory(few.resolve("fillers"));
      assertThatThrownBy(
              () -> {
                while (true) {
                  fillers.add(Files.createFile(filler.resolve("f" + fillers.size())));
                }
              })
          .hasMessageContaining("No space left");
      assertThat(server.post("http-1", "b.json", "two").statusCode()).isEqualTo(503);
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(server.whyNotReady())
                      .containsPattern("home: the disk of .* MB left and takes no further file"));

      for (Path one : fillers) {
        Files.delete(one);
      }
      await().atMost(LONG).until(() -> server.whyNotReady().isEmpty());
      assertThat(server.post("http-1", "c.json", "three").statusCode()).isEqualTo(202);
      await().atMost(LONG).until(() -> environment.names("archive").size() == 2);
      assertThat(environment.files("store/spool")).isEmpty();
      server.stop();
    } finally {
      done("umount", "-l", few.toString());
    }
  }

  @Test
  void aHomeThatMayNotBeWrittenToIsToldAndOnceItMayAllGoesOn() throws Exception {
    Path probe = Files.createDirectory(folder.resolve("probe"));
    assumeTrue(
        done("chattr", "+i", probe.toString()) && done("chattr", "-i", probe.toString()),
        "folders that nobody may write to need chattr");
    Path place = Files.createDirectory(folder.resolve("place"));
    try (ServerEnvironment environment = new ServerEnvironment(place);
        ServerProcess server = ServerProcess.start(environment.plainConfiguration())) {
      environment.begin(server, LONG);
      try {
        protect(environment, "+i");
        environment.drop("file-1/b.json", ServerEnvironment.article("two"));
        await().atMost(LONG).until(() -> !server.lines("trouble").isEmpty());
        assertThat(server.post("http-1", "c.json", "three").statusCode()).isEqualTo(503);
        await()
            .atMost(LONG)
            .untilAsserted(
                () ->
                    assertThat(server.whyNotReady())
                        .contains(
                            "home: ",
                            "may not be written to; give the server's user the right to"));
        assertThat(environment.names("inbox")).containsExactly("b.json");
      } finally {
        protect(environment, "-i");
      }
      await().atMost(LONG).until(() -> server.lines("advised").size() == 2);
      await().atMost(LONG).until(() -> environment.names("archive").size() == 2);
      await().atMost(LONG).until(() -> server.whyNotReady().isEmpty());
      server.stop();

      try {
        protect(environment, "+i");
        try (ServerProcess again = ServerProcess.start(environment.plainConfiguration())) {
          assertThat(again.awaitEnd(LONG)).isEqualTo(2);
          assertThat(again.console())
              .singleElement()
              .asString()
              .contains(environment.home + "/store", "give the server's user the right to write");
        }
      } finally {
        protect(environment, "-i");
      }
    }
  }

  /** Everything but the inbox, into which somebody else may write. */
  private static void protect(ServerEnvironment environment, String how)
      throws InterruptedException {
    for (String name : List.of("archive", "outbox", "quarantine", "log", "store")) {
      Path folder = environment.home.resolve(name);
      assertThat(done("chattr", "-R", how, folder.toString())).isTrue();
    }
  }

  @Test
  void aHomeThatWasMovedAwayIsMissedAndNotBegunAnew() throws Exception {
    Path place = Files.createDirectory(folder.resolve("place"));
    try (ServerEnvironment environment = new ServerEnvironment(place);
        ServerProcess server = ServerProcess.start(environment.plainConfiguration())) {
      environment.begin(server, LONG);
      assertThat(server.post("http-1", "b.json", "two").statusCode()).isEqualTo(202);
      Path away = place.resolve("away");
      Files.move(environment.home, away);
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(server.whyNotReady()).contains("inbox is gone; put it back"));
      assertThat(server.post("http-1", "c.json", "three").statusCode()).isEqualTo(503);
      // Longer than it takes to advise: nothing may appear where the home was.
      await()
          .during(Duration.ofSeconds(4))
          .atMost(LONG)
          .until(() -> !Files.exists(environment.home));

      Files.move(away, environment.home);
      environment.drop("file-1/d.json", ServerEnvironment.article("four"));
      await().atMost(LONG).until(() -> server.whyNotReady().isEmpty());
      await().atMost(LONG).until(() -> environment.names("archive").size() == 3);
      await().atMost(LONG).until(() -> server.lines("advised").size() >= 3);
      server.stop();
    }
  }

  @Test
  void twoServersOnOneHomeAreOneTooMany() throws Exception {
    Path place = Files.createDirectory(folder.resolve("place"));
    try (ServerEnvironment environment = new ServerEnvironment(place)) {
      Path config = environment.plainConfiguration();
      try (ServerProcess server = ServerProcess.start(config);
          ServerProcess second = ServerProcess.start(config)) {
        await().atMost(LONG).until(() -> !server.alive() || !second.alive());
        ServerProcess refused = server.alive() ? second : server;
        ServerProcess at = server.alive() ? server : second;
        assertThat(refused.awaitEnd(LONG)).isEqualTo(2);
        assertThat(refused.console())
            .singleElement()
            .asString()
            .contains(
                "is in use by process " + at.server().pid(), "stop that one first, or choose");
        environment.begin(at, LONG);
        at.stop();
      }
    }
  }

  private static void fill(Path file) throws IOException {
    byte[] much = "x".repeat(1 << 12).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(much);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static void giveBack(Path file, int bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(Math.max(0, channel.size() - bytes));
    }
  }

  private static boolean done(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
