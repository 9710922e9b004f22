package nestor.server.pipeline;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nestor.intake.Intake;
import nestor.intake.MetadataFiles;

/**
 * Scan of the inbox for what the route does not take, each reported with a cure. Files whose names
 * the route cannot express (not of the system's encoding, or with a backslash) are handed over by
 * the scan itself. One thread scans; any thread may ask.
 */
public final class InboxLeftovers {
  /** Depth of folders from which files are taken; the route's {@code maxDepth} is one more. */
  static final int DEEPEST = 8;

  private static final Duration PART_TAKES = Duration.ofHours(1);
  private static final long LEAST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final int PAUSE_FOR_TIME = 20;
  private static final int MOST = 1_000;
  private static final String CURE_OF_PLACE =
      "; give the server's user the right to read, write and enter it";

  private final Path root;
  private final StableFileFilter filter;
  private final InboxProcessor inbox;
  private final Clock clock;
  private final ConsoleReporter reporter;
  private volatile List<Left> left = List.of();
  private Set<Left> told = new HashSet<>();
  private long next = Long.MIN_VALUE;

  /**
   * Something that lies in the inbox and stays there.
   *
   * @param file below the inbox, its name made harmless
   * @param reason why it is not taken, and the cure
   */
  public record Left(String file, String reason) {}

  public InboxLeftovers(
      Path root,
      StableFileFilter filter,
      InboxProcessor inbox,
      Clock clock,
      ConsoleReporter reporter) {
    this.root = root.toAbsolutePath().normalize();
    this.filter = filter;
    this.inbox = inbox;
    this.clock = clock;
    this.reporter = reporter;
  }

  /** Files that lay there at the last look, at most a thousand. */
  public List<Left> left() {
    List<Left> all = new ArrayList<>(left);
    inbox.troubles().forEach((file, why) -> all.add(new Left(shown(file), why)));
    return List.copyOf(all);
  }

  /** Looks, unless it did so just now. */
  public void scan(long now) {
    if (next != Long.MIN_VALUE && now - next < 0) {
      return;
    }
    Look look = new Look(now);
    look.into(root, 0);
    if (!look.unpronounceable.isEmpty()) {
      inbox.take(look.unpronounceable);
    }
    left = List.copyOf(look.found);
    for (Left one : look.found) {
      if (!told.contains(one)) {
        reporter.report("left alone", root.resolve(one.file()) + " " + one.reason());
      }
    }
    told = new HashSet<>(look.found);
    long took = System.nanoTime() - now;
    next = now + Math.max(LEAST_PAUSE, took * PAUSE_FOR_TIME);
  }

  private String shown(Path path) {
    StringBuilder shown = new StringBuilder();
    for (Path name : root.relativize(path)) {
      shown.append(shown.length() == 0 ? "" : "/").append(Intake.nameFor(name));
    }
    return shown.toString();
  }

  /** One look at everything in the inbox. */
  private final class Look {
    private final long now;
    private final List<Left> found = new ArrayList<>();
    private final List<Path> unpronounceable = new ArrayList<>();

    Look(long now) {
      this.now = now;
    }

    private void into(Path folder, int depth) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          consider(entry, depth);
        }
      } catch (NoSuchFileException e) {
        // Gone again.
      } catch (IOException | DirectoryIteratorException e) {
        stays(folder, "may not be looked into" + CURE_OF_PLACE);
      }
    }

    private void consider(Path entry, int depth) {
      BasicFileAttributes attributes;
      try {
        attributes =
            Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      } catch (IOException e) {
        return; // Gone again.
      }
      if (StableFileFilter.isTemporary(entry)) {
        Duration age = Duration.between(attributes.lastModifiedTime().toInstant(), clock.instant());
        if (age.compareTo(PART_TAKES) > 0) {
          stays(
              entry,
              "has been a part of a file for "
                  + age.toHours()
                  + " h; rename it once it is whole, or remove it");
        }
      } else if (MetadataFiles.isMetadata(entry)) {
        return;
      } else if (MetadataFiles.isConflictCopy(entry)) {
        stays(
            entry,
            "is one of two versions between which a sync tool could not decide; put what holds into"
                + " the file without that mark, and remove it");
      } else if (attributes.isDirectory()) {
        folder(entry, depth);
      } else if (!attributes.isRegularFile()) {
        stays(entry, "is a link or a device; put the document itself there");
      } else if (!Files.isReadable(entry)) {
        stays(entry, "may not be read; give the server's user the right to");
      } else if (!isPronounceable(entry) && filter.accepts(entry, now)) {
        unpronounceable.add(entry);
      }
    }

    private void folder(Path folder, int depth) {
      if (depth >= DEEPEST) {
        stays(
            folder,
            "lies more than " + DEEPEST + " folders deep; put what is in it nearer to the inbox");
      } else if (!Files.isReadable(folder)
          || !Files.isExecutable(folder)
          || !Files.isWritable(folder)) {
        stays(folder, "keeps its files to itself" + CURE_OF_PLACE);
      } else {
        into(folder, depth + 1);
      }
    }

    private void stays(Path entry, String why) {
      if (found.size() < MOST) {
        found.add(new Left(shown(entry), why));
      }
    }

    /** The route knows files by text, in which a backslash parts folders. */
    private boolean isPronounceable(Path file) {
      try {
        return root.relativize(file).toString().indexOf('\\') < 0
            && file.toFile().toPath().equals(file);
      } catch (InvalidPathException e) {
        return false;
      }
    }
  }
}
