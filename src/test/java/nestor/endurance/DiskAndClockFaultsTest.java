package nestor.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
      begin(environment, server);
      Path filler = disk.resolve("filler");
      fill(filler);
      assertThat(post(server, "http-1", "b.json", "two").statusCode()).isEqualTo(503);
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(ready(server))
                      .containsPattern("home: the disk of .* has 0 MB left; free some"));

      // Little by little: somewhere in a receiving, a deciding or an advising there is no room.
      Set<String> acknowledged = new TreeSet<>(Set.of("a.json"));
      for (int i = 0; i < 60; i++) {
        String name = "c%02d.json".formatted(i);
        int status = post(server, "http-2", name, "number " + i).statusCode();
        assertThat(status).isIn(202, 503);
        if (status == 202) {
          acknowledged.add(name);
        }
        if (i % 3 == 2) {
          giveBack(filler, 4096);
        }
      }

      Files.delete(filler);
      environment.drop("file-1/e.json", article("four"));
      await().atMost(LONG).until(() -> ready(server).isEmpty());
      assertThat(post(server, "http-1", "f.json", "five").statusCode()).isEqualTo(202);
      acknowledged.addAll(List.of("e.json", "f.json"));
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(names(environment, "archive"))
                      .containsExactlyInAnyOrderElementsOf(acknowledged));
      await().atMost(LONG).until(() -> advised(server, "file-1", "http-1"));
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
      begin(environment, server);
      List<Path> fillers = new ArrayList<>();
      Path filler = Files.createDirectory(few.resolve("fillers"));
      assertThatThrownBy(
              () -> {
                while (true) {
                  fillers.add(Files.createFile(filler.resolve("f" + fillers.size())));
                }
              })
          .hasMessageContaining("No space left");
      assertThat(post(server, "http-1", "b.json", "two").statusCode()).isEqualTo(503);
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(ready(server))
                      .containsPattern("home: the disk of .* MB left and takes no further file"));

      for (Path one : fillers) {
        Files.delete(one);
      }
      await().atMost(LONG).until(() -> ready(server).isEmpty());
      assertThat(post(server, "http-1", "c.json", "three").statusCode()).isEqualTo(202);
      await().atMost(LONG).until(() -> names(environment, "archive").size() == 2);
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
      begin(environment, server);
      try {
        protect(environment, "+i");
        environment.drop("file-1/b.json", article("two"));
        await().atMost(LONG).until(() -> !server.lines("trouble").isEmpty());
        assertThat(post(server, "http-1", "c.json", "three").statusCode()).isEqualTo(503);
        await()
            .atMost(LONG)
            .untilAsserted(
                () ->
                    assertThat(ready(server))
                        .contains(
                            "home: ",
                            "may not be written to; give the server's user the right to"));
        assertThat(names(environment, "inbox")).containsExactly("b.json");
      } finally {
        protect(environment, "-i");
      }
      await().atMost(LONG).until(() -> server.lines("advised").size() == 2);
      await().atMost(LONG).until(() -> names(environment, "archive").size() == 2);
      await().atMost(LONG).until(() -> ready(server).isEmpty());
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
      begin(environment, server);
      assertThat(post(server, "http-1", "b.json", "two").statusCode()).isEqualTo(202);
      Path away = place.resolve("away");
      Files.move(environment.home, away);
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(ready(server)).contains("inbox is gone; put it back"));
      assertThat(post(server, "http-1", "c.json", "three").statusCode()).isEqualTo(503);
      // Longer than it takes to advise: nothing may appear where the home was.
      await()
          .during(Duration.ofSeconds(4))
          .atMost(LONG)
          .until(() -> !Files.exists(environment.home));

      Files.move(away, environment.home);
      environment.drop("file-1/d.json", article("four"));
      await().atMost(LONG).until(() -> ready(server).isEmpty());
      await().atMost(LONG).until(() -> names(environment, "archive").size() == 3);
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
        begin(environment, at);
        at.stop();
      }
    }
  }

  @Test
  void aClockThatJumpsBackStopsNothingAndChangesNoOrder() throws Exception {
    // Under faketime two of four servers once never got ready, for a reason that was not found.
    // ClockTest sets the clock in any case.
    assumeTrue(Boolean.getBoolean("clock"), "-Dclock=true sets the clock of a server back");
    Path library = library();
    assumeTrue(library != null, "another time than the machine's needs faketime");
    Path place = Files.createDirectory(folder.resolve("place"));
    Path time = Files.writeString(folder.resolve("time"), "+0d");
    try (ServerEnvironment environment = new ServerEnvironment(place);
        ServerProcess server =
            ServerProcess.start(
                environment.plainConfiguration(),
                List.of(),
                Map.of(
                    "LD_PRELOAD",
                    library.toString(),
                    "FAKETIME_TIMESTAMP_FILE",
                    time.toString(),
                    "FAKETIME_CACHE_DURATION",
                    "1",
                    "FAKETIME_DONT_FAKE_MONOTONIC",
                    "1"))) {
      begin(environment, server);
      Files.writeString(time, "-2d");
      LocalDate before = LocalDate.now(ZoneId.systemDefault()).minusDays(1);
      for (int i = 0; !toldOn(environment).isBefore(before); i++) {
        assertThat(post(server, "http-1", "t.json", "number " + i).statusCode()).isEqualTo(202);
        TimeUnit.MILLISECONDS.sleep(200);
      }
      environment.drop("file-1/b.json", article("two"));
      await().atMost(LONG).until(() -> names(environment, "archive/file-1").size() == 2);
      assertThat(post(server, "file-1", "c.json", "three").statusCode()).isEqualTo(202);
      await().atMost(LONG).until(() -> names(environment, "archive/file-1").size() == 3);
      assertThat(names(environment, "archive/file-1"))
          .containsExactly("a.json", "b.json", "c.json");
      await().atMost(LONG).until(() -> advised(server, "http-1"));
      assertThat(server.lines("trouble")).isEmpty();
      assertThat(ready(server)).isEmpty();
      server.stop();
    }
  }

  @Test
  void aSlowDiskMakesAllOfItSlowAndNothingWrong() throws Exception {
    assumeTrue(SystemCallKiller.works(), "a slow disk needs strace");
    Path place = Files.createDirectory(folder.resolve("place"));
    try (ServerEnvironment environment = new ServerEnvironment(place);
        ServerProcess server = ServerProcess.start(environment.plainConfiguration())) {
      begin(environment, server);
      Process slow =
          new ProcessBuilder(
                  "strace",
                  "-f",
                  "-e",
                  "trace=fsync,fdatasync",
                  "-e",
                  "inject=fsync,fdatasync:delay_exit=200000",
                  "-o",
                  "/dev/null",
                  "-p",
                  Long.toString(server.server().pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      for (int i = 0; i < 10; i++) {
        environment.drop("file-2/" + i + ".json", article("number " + i));
      }
      await().atMost(LONG).until(() -> server.lines("accepted").size() == 11);
      await().atMost(LONG).until(() -> server.lines("advised").size() >= 2);
      assertThat(server.lines("trouble")).isEmpty();
      slow.destroy();
      assertThat(slow.waitFor()).isNotNegative();
      server.stop();
    }
  }

  private static void begin(ServerEnvironment environment, ServerProcess server) throws Exception {
    assertThat(server.awaitReady(LONG)).as(server.console().toString()).isTrue();
    environment.drop("file-1/a.json", article("one"));
    await().atMost(LONG).until(() -> server.lines("advised").size() == 1);
    await().atMost(LONG).until(() -> ready(server).isEmpty());
  }

  private static boolean advised(ServerProcess server, String... organisations) {
    return Stream.of(organisations)
        .allMatch(
            id -> server.console().stream().anyMatch(l -> l.matches("advised +" + id + ":.*")));
  }

  /** The day on which, by its own clock, the server said its last word. */
  private static LocalDate toldOn(ServerEnvironment environment) throws IOException {
    String log = Files.readString(environment.home.resolve("log/nestor.log")).strip();
    return LocalDate.parse(log.substring(log.lastIndexOf('\n') + 1).substring(0, 10));
  }

  private static String article(String name) {
    return "{\"articles\": [{\"name\": \"%s\", \"kind\": \"food\", \"boughtOn\": \"2020-01-01\"}]}"
        .formatted(name);
  }

  private static HttpResponse<String> post(
      ServerProcess server, String organisation, String name, String article) throws Exception {
    return server.send(
        HttpRequest.newBuilder(
                URI.create(
                    server.address().orElseThrow()
                        + "/organisations/"
                        + organisation
                        + "/documents?name="
                        + name))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(article(article))));
  }

  /** Why the server is not ready; empty where it is. */
  private static String ready(ServerProcess server) throws Exception {
    HttpResponse<String> answer =
        server.send(
            HttpRequest.newBuilder(URI.create(server.address().orElseThrow() + "/health/ready")));
    return answer.statusCode() == 200 ? "" : answer.body();
  }

  /** The documents in a folder of the home, by the names that they came with. */
  private static List<String> names(ServerEnvironment environment, String below) {
    return environment.files(below).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> !name.startsWith("."))
        .sorted()
        .map(name -> below.startsWith("archive") ? name.substring(27) : name)
        .toList();
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

  private static Path library() throws IOException {
    for (String place :
        List.of(
            "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
            "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
            "/usr/lib/faketime/libfaketimeMT.so.1")) {
      if (Files.exists(Path.of(place))) {
        return Path.of(place);
      }
    }
    return null;
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
