package nestor.server.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nestor.diagnostics.UserErrorException;
import nestor.rulebook.load.RulebookLoader;
import nestor.server.pipeline.RulebookActivation;
import nestor.store.DurableFiles;
import org.apache.commons.io.file.PathUtils;

/**
 * Archive of every rulebook version that was ever active in a home, each as a folder of plain files
 * that can be read and compared at any time.
 */
public final class RulebookArchive {
  private static final String HISTORY = "history.tsv";
  private static final String PART = ".part-";

  private final Path folder;

  /** The archive of a home; it is made when the first version comes. */
  public RulebookArchive(Path home) {
    this.folder = home.resolve("rulebooks");
  }

  /** Takes away what a process left behind that died while it put a version here. */
  void clear() throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PART + "*")) {
        for (Path part : left) {
          delete(part);
        }
      }
    }
  }

  /**
   * Puts a copy of a rulebook's folder into the archive, whole or not at all, and returns its path.
   * An existing copy of the same version stays.
   */
  Path put(RulebookLoader.Snapshot snapshot) throws IOException {
    Path kept = folder.resolve(snapshot.version());
    if (Files.isDirectory(kept)) {
      return kept;
    }
    DurableFiles.createFolders(folder);
    Path part = Files.createTempDirectory(folder, PART);
    List<Path> written = new ArrayList<>();
    for (Map.Entry<String, String> file : snapshot.texts().entrySet()) {
      Path path = part.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
      written.add(path);
    }
    force(written);
    DurableFiles.move(part, kept);
    return kept;
  }

  /** Forces many files at a time, which a disk takes together. */
  private static void force(List<Path> files) throws IOException {
    try {
      files.parallelStream()
          .forEach(
              file -> {
                try {
                  DurableFiles.forceFile(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Takes a version off the archive again, which never came into force. */
  void drop(String version) throws IOException {
    if (history().stream().noneMatch(kept -> kept.version().equals(version))) {
      delete(folder.resolve(version));
    }
  }

  /** Records that a version is in force from now on. */
  void inForce(String version, Instant now) throws IOException {
    List<RulebookActivation> history = history();
    if (!history.isEmpty() && history.get(history.size() - 1).version().equals(version)) {
      return;
    }
    Path file = folder.resolve(HISTORY);
    Files.writeString(
        file,
        now + "\t" + version + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    DurableFiles.forceFile(file);
  }

  /** The versions that were in force, one entry for each time, the first one first. */
  public List<RulebookActivation> history() {
    Path file = folder.resolve(HISTORY);
    if (!Files.exists(file)) {
      return List.of();
    }
    List<RulebookActivation> kept = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int tab = line.indexOf('\t');
        if (tab > 0) {
          kept.add(
              new RulebookActivation(
                  line.substring(tab + 1), Instant.parse(line.substring(0, tab))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DateTimeParseException e) {
      throw new UserErrorException(
          file + ": a line does not begin with a moment; remove that line");
    }
    return kept;
  }

  /** The versions that were in force, each with the last time, the latest last. */
  public List<RulebookActivation> versions() {
    Map<String, RulebookActivation> latest = new LinkedHashMap<>();
    for (RulebookActivation kept : history()) {
      latest.remove(kept.version());
      latest.put(kept.version(), kept);
    }
    return List.copyOf(latest.values());
  }

  /**
   * Returns the folder of a version; the version's first characters suffice where they are unique.
   */
  public Optional<Path> find(String version) {
    List<Path> found =
        versions().stream()
            .map(RulebookActivation::version)
            .filter(kept -> kept.startsWith(version))
            .map(folder::resolve)
            .filter(Files::isDirectory)
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      PathUtils.deleteDirectory(path);
    }
  }
}
