package nestor.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first start of a server that is killed in front of a step by which it makes its home, and
 * then started again: it is a first start again. Some steps are tried, from the first to the last;
 * with {@code -Dsteps=kinds} each in the store and the first and last of a kind elsewhere, with
 * {@code -Dsteps=all} each.
 */
@Tag("kill")
class FirstStartKillTest {
  private static final String STEPS = System.getProperty("steps", "some");
  private static final int SOME = 6;
  private static final Duration START = Duration.ofMinutes(2);
  private static final String DOCUMENT =
      "{\"articles\": [{\"name\": \"milk\", \"kind\": \"food\", \"boughtOn\": \"2020-01-01\"}]}";

  /** What makes a difference to what is found on the disk. */
  private static final List<String> CALLS =
      List.of(
          "mkdir",
          "rename",
          "fsync",
          "fdatasync",
          "ftruncate",
          "pwrite64",
          "write",
          "unlink",
          "rmdir");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void whereverAFirstStartIsCutOffTheNextOneIsAFirstStart() throws Exception {
    assumeTrue(SystemCallKiller.works(), "steps are counted by strace");
    Path log = folder.resolve("strace.log");
    try (ServerEnvironment environment = new ServerEnvironment(folder)) {
      Path config = environment.plainConfiguration();
      try (ServerProcess server =
          ServerProcess.start(config, SystemCallKiller.watching(CALLS, log), Map.of())) {
        assertThat(server.awaitReady(START)).as(server.console().toString()).isTrue();
        server.kill();
        server.awaitEnd(Duration.ofSeconds(30));
      }
      List<SystemCallKiller.Step> steps = SystemCallKiller.steps(log, environment.home);
      assertThat(steps)
          .extracting(SystemCallKiller.Step::room)
          .contains("store", "store/being-made");
      Set<SystemCallKiller.Step> chosen = chosen(steps);
      List<SystemCallKiller.Step> missed = new ArrayList<>();
      for (SystemCallKiller.Step step : chosen) {
        delete(environment.home);
        boolean killed = kill(config, step, log);
        if (!killed) {
          missed.add(step);
        }
        System.out.println((killed ? "killed in front of " : "not reached: ") + step);
        startAgain(environment, config, step);
      }
      System.out.printf(
          "first starts cut off: %d, in front of %d of %d steps; not reached again: %s%n",
          chosen.size() - missed.size(), chosen.size(), steps.size(), missed);
      assertThat(missed).hasSizeLessThan(chosen.size() / 4);
    }
  }

  private static Set<SystemCallKiller.Step> chosen(List<SystemCallKiller.Step> steps) {
    List<SystemCallKiller.Step> kinds = List.copyOf(kinds(steps));
    Set<SystemCallKiller.Step> some = new LinkedHashSet<>();
    for (int i = 0; i < SOME; i++) {
      some.add(kinds.get(i * (kinds.size() - 1) / (SOME - 1)));
    }
    return STEPS.equals("some") ? some : Set.copyOf(kinds);
  }

  /** All steps in the store, and of those elsewhere the first and the last of each kind. */
  private static Set<SystemCallKiller.Step> kinds(List<SystemCallKiller.Step> steps) {
    Map<String, SystemCallKiller.Step> firsts = new LinkedHashMap<>();
    Map<String, SystemCallKiller.Step> lasts = new LinkedHashMap<>();
    Set<SystemCallKiller.Step> chosen = new LinkedHashSet<>();
    for (SystemCallKiller.Step step : steps) {
      if (STEPS.equals("all") || step.room().startsWith("store")) {
        chosen.add(step);
      } else {
        firsts.putIfAbsent(step.call() + step.room(), step);
        lasts.put(step.call() + step.room(), step);
      }
    }
    chosen.addAll(firsts.values());
    chosen.addAll(lasts.values());
    return chosen;
  }

  /** Whether it was killed before it was ready. */
  private static boolean kill(Path config, SystemCallKiller.Step step, Path log) throws Exception {
    try (ServerProcess server =
        ServerProcess.start(config, SystemCallKiller.killing(step, log), Map.of())) {
      boolean ready = server.awaitReady(START);
      server.kill();
      server.awaitEnd(Duration.ofSeconds(30));
      return !ready;
    }
  }

  private static void startAgain(
      ServerEnvironment environment, Path config, SystemCallKiller.Step step) throws Exception {
    try (ServerProcess server = ServerProcess.start(config)) {
      boolean ready = server.awaitReady(START);
      assertThat(ready).as(step + ": " + server.console()).isTrue();
      environment.drop("shop.json", DOCUMENT);
      await()
          .alias(step.toString())
          .atMost(Duration.ofSeconds(60))
          .until(() -> !server.lines("accepted").isEmpty());
      assertThat(server.lines("trouble")).as(step.toString()).isEmpty();
      server.kill();
      server.awaitEnd(Duration.ofSeconds(30));
    }
    assertThat(leftovers(environment.home)).as("left behind, " + step).isEmpty();
  }

  private static List<String> leftovers(Path home) throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      return all.map(path -> home.relativize(path).toString())
          .filter(path -> path.contains(".part") && !path.contains("owner.part"))
          .filter(path -> !path.contains("control.json"))
          .toList();
    }
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
