package nestor.app.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nestor.store.DurableFiles;

/** Whether the home's folders are there, can be written to, and have room. */
public final class HomeCondition implements Conditions.Condition {
  private static final List<String> FOLDERS =
      List.of("inbox", "outbox", "archive", "quarantine", "log", "store");
  private static final long LEAST_ROOM = 64L << 20;
  private static final String PROBE = ".writable";

  private final Path home;

  public HomeCondition(Path home) {
    this.home = home;
  }

  @Override
  public Optional<String> trouble() {
    for (String name : FOLDERS) {
      Path folder = home.resolve(name);
      if (!Files.isDirectory(folder)) {
        return Optional.of(folder + " is gone; put it back, and start Nestor again");
      }
      if (!Files.isWritable(folder)) {
        return Optional.of(folder + " may not be written to; give the server's user the right to");
      }
    }
    try {
      long room = Files.getFileStore(home).getUsableSpace();
      if (room < LEAST_ROOM) {
        return Optional.of(
            "the disk of " + home + " has " + (room >> 20) + " MB left; free some of it");
      }
      DurableFiles.write(home.resolve("store").resolve(PROBE), new byte[] {'\n'});
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(home + " cannot be written to (" + e + "); free or mend the disk");
    }
  }
}
