package nestor.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed outright while documents come by file, HTTP and mail: at moments that
 * chance chooses, and, where strace is there, in front of a step that the disk or a sender would
 * see. {@code -Dkills=500} for more of it, {@code -Dseed=…} for the same again.
 */
@Tag("kill")
class KillTest {
  private static final int KILLS = Integer.getInteger("kills", 5);
  private static final long SEED = Long.getLong("seed", System.nanoTime());

  /** What makes a difference to the disk, to a sender or to a mailbox. */
  private static final List<String> STEPS =
      List.of(
          "fsync",
          "fsync",
          "fdatasync",
          "rename",
          "rename",
          "unlink",
          "pwrite64",
          "write",
          "ftruncate",
          "mkdir");

  private static final Duration START = Duration.ofMinutes(2);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private final Random chance = new Random(SEED);
  private final Map<String, Integer> where = new TreeMap<>();
  private final boolean steps = SystemCallKiller.works();

  @Test
  void whatWasAcknowledgedOutlivesEveryKill() throws Exception {
    System.out.println(
        "killing "
            + KILLS
            + " times, -Dseed="
            + SEED
            + (steps ? "" : "; no strace: at random only"));
    try (ServerEnvironment environment = new ServerEnvironment(folder)) {
      DocumentFeed feed = new DocumentFeed(environment);
      Path config = environment.configuration();
      DeliveryAudit audit = new DeliveryAudit(environment);
      feed.begin();
      for (int life = 1; life <= KILLS; life++) {
        String died = live(config, feed, life);
        where.merge(died, 1, Integer::sum);
        // Feeding goes on: what is sent after this line is looked at the next time.
        audit.ofTheDead(feed.sent());
        if (life % 25 == 0) {
          System.out.println(life + " kills, " + feed.sent().size() + " documents");
        }
      }
      feed.end();
      settle(environment, config);
      print(audit.ofTheSettled(feed.sent()));
    }
  }

  /** One life, and where it ended. */
  private String live(Path config, DocumentFeed feed, int number) throws Exception {
    int manner = steps ? chance.nextInt(10) : 9;
    Optional<SystemCallKiller> trace = Optional.empty();
    String step = STEPS.get(chance.nextInt(STEPS.size()));
    Path log = folder.resolve("strace.log");
    Files.deleteIfExists(log);
    try (ServerProcess server = ServerProcess.start(config)) {
      feed.to(server, number);
      if (manner == 9 || manner < 2) {
        // In the middle of starting, perhaps.
        server.awaitReady(Duration.ofMillis(300 + chance.nextInt(4000)));
      } else {
        boolean ready = server.awaitReady(START);
        assertThat(ready).as(server.console().toString()).isTrue();
      }
      if (manner < 8) {
        trace =
            Optional.of(
                SystemCallKiller.attach(
                    server.server().pid(), step, 1 + chance.nextInt(manner < 2 ? 20 : 7), log));
      }
      long patience =
          System.nanoTime() + Duration.ofMillis(manner < 8 ? 3000 : chance.nextInt(3000)).toNanos();
      while (server.alive() && System.nanoTime() < patience) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      boolean byStep = !server.alive();
      server.kill();
      server.awaitEnd(Duration.ofSeconds(30));
      for (SystemCallKiller attached : trace.stream().toList()) {
        attached.awaitEnd();
      }
      String died =
          byStep
              ? SystemCallKiller.lastStep(log, step, config.resolveSibling("desk"))
              : "at random";
      assertThat(server.lines("trouble")).as("what it found wrong").isEmpty();
      assertThat(byStep && died.isEmpty()).as("it died by itself: " + server.console()).isFalse();
      return died;
    }
  }

  /** Lets a last server do what is left to do. */
  private static void settle(ServerEnvironment environment, Path config) throws Exception {
    try (ServerProcess server = ServerProcess.start(config)) {
      assertThat(server.awaitReady(START)).isTrue();
      long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
      Set<String> seen = new HashSet<>();
      long stillSince = System.nanoTime();
      while (System.nanoTime() - stillSince < Duration.ofSeconds(4).toNanos()) {
        assertThat(System.nanoTime()).as(server.console().toString()).isLessThan(end);
        TimeUnit.MILLISECONDS.sleep(100);
        JsonNode status = server.status();
        boolean busy =
            status == null
                || status.path("waiting").path("documents").asInt() > 0
                || status.path("handedOver").path("pending").asInt() > 0
                || !environment.files("inbox").isEmpty()
                || !environment.messageIds(ServerEnvironment.NESTOR).isEmpty();
        String now =
            status == null ? "" : status.path("handedOver").toString() + mailboxes(environment);
        if (busy || seen.add(now)) {
          stillSince = System.nanoTime();
        }
      }
      server.stop();
    }
  }

  private static String mailboxes(ServerEnvironment environment) {
    return " "
        + environment.messageIds(ServerEnvironment.RECIPIENT).size()
        + " "
        + environment.messageIds(ServerEnvironment.SENDER).size();
  }

  private void print(DeliveryAudit.Found found) throws IOException {
    System.out.println("kills survived          " + KILLS);
    where.forEach((step, times) -> System.out.printf("  %-40s %5d%n", step, times));
    System.out.println("documents accounted for " + found.documents());
    System.out.println("  in a dossier, once    " + found.accepted());
    System.out.println("  in quarantine, once   " + found.quarantined());
    System.out.println("  kept though unanswered " + found.unanswered());
    System.out.println("  cut off and not kept  " + found.cutOff());
    System.out.println("advisories              " + found.advisories());
    System.out.println("  files in the outbox   " + found.handedOver());
    System.out.println(
        "  mails                 " + found.mailed() + ", " + found.mailedTwice() + " came twice");
  }
}
