package nestor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import nestor.store.Database;
import nestor.store.DurableBatchWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the disk is waited for, in counts that are the same on every machine. */
class DiskCostTest {
  private static final int DOCUMENTS = 40;

  @TempDir Path folder;

  @Test
  void documentsThatAreReceivedTogetherAreForcedOnceEachAndTheirFolderOnceForAll()
      throws IOException {
    try (Database database = Database.open(folder.resolve("store"))) {
      Intake intake = new Intake(folder, database, new ReceiptRepository(), Clock.systemUTC());
      List<Intake.Placed> placed = new ArrayList<>();
      for (int i = 0; i < DOCUMENTS; i++) {
        Path file = folder.resolve("acme-" + i + ".json");
        placed.add(new Intake.Placed(folder, Files.writeString(file, "{}"), null));
      }
      List<String> forced =
          forced(
              () ->
                  assertThat(intake.receive(placed, (file, why) -> {}))
                      .extracting(Receipt::name)
                      .startsWith("acme-0.json", "acme-1.json")
                      .hasSize(DOCUMENTS));
      Path spool = folder.resolve(DocumentPaths.SPOOL);
      assertThat(forced).filteredOn(path -> path.equals(spool.toString())).hasSize(1);
      assertThat(forced).filteredOn(path -> path.startsWith(spool + "/")).hasSize(DOCUMENTS);
      assertThat(forced).hasSize(DOCUMENTS + 1);
    }
  }

  @Test
  void filesThatAreWrittenTogetherAreForcedOnceEachAndEachFolderOnce() throws IOException {
    DurableBatchWriter files = new DurableBatchWriter();
    List<String> forced =
        forced(
            () -> {
              for (int i = 0; i < DOCUMENTS; i++) {
                Path file = folder.resolve("org-" + i % 4).resolve(i + ".json");
                files.write(folder, file, new byte[] {'{', '}'});
              }
              assertThat(files.finish()).isEmpty();
            });
    assertThat(folder.resolve("org-3").resolve("39.json")).hasContent("{}");
    assertThat(forced).hasSize(DOCUMENTS + 4 + 1);
  }

  /** What was forced to disk meanwhile. */
  private List<String> forced(Work work) throws IOException {
    Path file = folder.resolve("forced.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    List<String> forced = new ArrayList<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().equals("jdk.FileForce")) {
        String path = event.getString("path");
        if (path != null && path.startsWith(folder.toString())) {
          forced.add(path);
        }
      }
    }
    return forced;
  }

  private interface Work {
    void run() throws IOException;
  }
}
