package nestor.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import nestor.diagnostics.UserErrorException;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;
import org.apache.commons.io.file.PathUtils;

/**
 * Rulebook that an edited one is compared with: another folder, or a commit of the same folder in
 * Git. Closing it removes the files taken from Git.
 */
final class BaselineRulebook implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private final boolean temporary;

  private BaselineRulebook(Path folder, boolean temporary) {
    this.folder = folder;
    this.temporary = temporary;
  }

  /**
   * The folder of that name, else that revision of the rulebook's folder.
   *
   * @throws UserErrorException if it is neither
   */
  static BaselineRulebook of(String against, Path rules) {
    Path folder = Path.of(against);
    return Files.isDirectory(folder)
        ? new BaselineRulebook(folder, false)
        : new BaselineRulebook(fromGit(against, rules), true);
  }

  /**
   * The rulebook, compiled.
   *
   * @throws UserErrorException if it has faults
   */
  CompiledRulebook compile(String against) {
    RulebookCompiler.Result loaded = RulebookCompiler.load(folder, Installation.compilationCache());
    return loaded
        .rulebook()
        .orElseThrow(
            () ->
                new UserErrorException(
                    against
                        + ": this rulebook cannot be used, "
                        + loaded.faults().get(0)
                        + (loaded.faults().size() == 1
                            ? ""
                            : " (and " + (loaded.faults().size() - 1) + " more)")));
  }

  private static Path fromGit(String revision, Path rules) {
    byte[] archive = archive(revision, rules);
    try {
      Path folder = Files.createTempDirectory("nestor-rulebook");
      try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          Path file = folder.resolve(entry.getName()).normalize();
          if (!entry.isDirectory() && file.startsWith(folder)) {
            Files.createDirectories(file.getParent());
            Files.copy(zip, file);
          }
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] archive(String revision, Path rules) {
    if (revision.startsWith("-")) {
      throw unusable(revision, rules, "that names no revision");
    }
    Process git;
    try {
      git =
          new ProcessBuilder(
                  "git", "-C", rules.toString(), "archive", "--format=zip", revision, "--", ".")
              .start();
    } catch (IOException e) {
      throw unusable(revision, rules, "Git is not installed here");
    }
    try {
      git.getOutputStream().close();
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      Thread listener = new Thread(() -> drain(git, said), "git");
      listener.setDaemon(true);
      listener.start();
      byte[] archive = git.getInputStream().readAllBytes();
      listener.join();
      if (!git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || git.exitValue() != 0) {
        String reason = said.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("no word");
        throw unusable(revision, rules, "Git says: " + reason);
      }
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unusable(revision, rules, "it was interrupted");
    } finally {
      git.destroy();
    }
  }

  private static void drain(Process git, ByteArrayOutputStream into) {
    try {
      git.getErrorStream().transferTo(into);
    } catch (IOException e) {
      // What it said is only a part of the message.
    }
  }

  private static UserErrorException unusable(String revision, Path rules, String why) {
    return new UserErrorException(
        "'"
            + revision
            + "' is neither a folder nor a revision of "
            + rules
            + " ("
            + why
            + "); name the folder of another rulebook, or a commit, tag or branch");
  }

  @Override
  public void close() {
    if (!temporary) {
      return;
    }
    try {
      PathUtils.deleteDirectory(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
