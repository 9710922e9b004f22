package nestor.server.reload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nestor.store.DurableFiles;

/**
 * The file of a home that lists why an edit is not in force. It is there exactly as long as there
 * are such faults.
 */
record FaultFile(Path file) {
  /**
   * Writes the faults.
   *
   * @param heading what is not in force, and what is instead
   */
  void write(String heading, List<String> faults) throws IOException {
    Path home = file.getParent();
    if (home != null) {
      DurableFiles.createFolders(home);
    }
    DurableFiles.write(
        file,
        (heading
                + " What must change:\n\n"
                + String.join("\n", faults)
                + "\n\nThis file goes away once all is well.\n")
            .getBytes(StandardCharsets.UTF_8));
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** The first of some faults, and how many more the file has. */
  String summary(List<String> faults) {
    return faults.get(0)
        + (faults.size() > 1
            ? " (and " + (faults.size() - 1) + " more in " + file.getFileName() + ")"
            : "");
  }
}
