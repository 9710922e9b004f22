package nestor.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Writer of several files that waits for the disk once. Each file appears under its name whole or
 * not at all.
 */
public final class DurableBatchWriter {
  private final Map<Path, Path> parts = new LinkedHashMap<>();
  private final Set<Path> grown = new LinkedHashSet<>();

  /**
   * Writes a file, which comes under its name when all are finished.
   *
   * @param there the folder below which its own is made where it is missing
   * @throws NoSuchFileException if that folder itself is missing
   */
  public void write(Path there, Path file, byte[] content) throws IOException {
    if (!Files.isDirectory(there)) {
      throw new NoSuchFileException(there + " is gone; put it back");
    }
    Path folder = DurableFiles.folderOf(file);
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Path above = there.toAbsolutePath();
      for (Path at = folder; !at.equals(above); at = DurableFiles.folderOf(at)) {
        grown.add(DurableFiles.folderOf(at));
      }
    }
    Path part = DurableFiles.partOf(file);
    DurableFiles.writePart(part, content, false);
    parts.put(file, part);
  }

  /**
   * Makes all of them safe on disk.
   *
   * @return why each of those that are not is not; empty where all are safe
   */
  public Map<Path, IOException> finish() {
    Map<Path, IOException> failed = new LinkedHashMap<>();
    Map<Path, IOException> unforced = DurableFiles.forceTogether(parts.values());
    Set<Path> folders = new LinkedHashSet<>(grown);
    parts.forEach(
        (file, part) -> {
          IOException refused = unforced.get(part);
          try {
            if (refused != null) {
              throw refused;
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            folders.add(DurableFiles.folderOf(file));
          } catch (IOException e) {
            failed.put(file, e);
          }
        });
    Map<Path, IOException> unsafe = DurableFiles.forceTogether(folders);
    for (Path file : parts.keySet()) {
      unsafe.forEach(
          (folder, why) -> {
            if (file.toAbsolutePath().startsWith(folder)) {
              failed.putIfAbsent(file, why);
            }
          });
    }
    return failed;
  }
}
