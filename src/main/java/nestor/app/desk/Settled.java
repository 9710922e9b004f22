package nestor.app.desk;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.jspecify.annotations.Nullable;

/**
 * Lets a file of the inbox through once its size and time have stood still, as seen from here: a
 * time in the future, or one kept from another machine, neither holds it up nor lets it pass half
 * written. It never waits itself, so many files settle as fast as one. Links, devices, hidden and
 * temporary files are left where they are.
 */
public final class Settled implements GenericFileFilter<File> {
  private static final List<String> TEMPORARY =
      List.of(
          ".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".swp", ".lock", "~");
  private static final List<String> NOT_DOCUMENTS = List.of("thumbs.db", "desktop.ini");
  private static final int MANY = 10_000;

  private final long stillness;
  private final Announcements announcements;
  private final Map<Path, Seen> seen = new HashMap<>();
  private final Map<Path, Boolean> told = new HashMap<>();

  public Settled(Duration stillness, Announcements announcements) {
    this.stillness = stillness.toNanos();
    this.announcements = announcements;
  }

  @Override
  public synchronized boolean accept(GenericFile<File> file) {
    return accepts(file.getFile().toPath(), System.nanoTime());
  }

  boolean accepts(Path path, long now) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    if (leftAlone(name)) {
      return false;
    }
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        return true;
      }
      if (!attributes.isRegularFile()) {
        return refused(path, "is a link or a device; put the document itself there");
      }
      if (!Files.isReadable(path)) {
        return refused(path, "may not be read; give the server's user the right to");
      }
      return settled(path, attributes, now);
    } catch (IOException e) {
      // Gone again, or not yet there for us: the next look tells.
      return false;
    }
  }

  private boolean settled(Path path, BasicFileAttributes attributes, long now) {
    Seen before = seen.get(path);
    if (before == null || !before.same(attributes)) {
      if (seen.size() > MANY) {
        seen.keySet().removeIf(known -> !Files.exists(known, LinkOption.NOFOLLOW_LINKS));
      }
      before =
          new Seen(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey(), now);
      seen.put(path, before);
    }
    boolean still = now - before.since() >= stillness;
    if (still) {
      seen.remove(path);
    }
    return still;
  }

  private boolean refused(Path path, String why) {
    if (told.put(path, true) == null) {
      announcements.tell("left alone", path + " " + why);
    }
    return false;
  }

  private static boolean leftAlone(String name) {
    return name.startsWith(".")
        || name.startsWith("~$")
        || NOT_DOCUMENTS.contains(name)
        || TEMPORARY.stream().anyMatch(name::endsWith);
  }

  private record Seen(long size, FileTime modified, @Nullable Object key, long since) {
    boolean same(BasicFileAttributes now) {
      return size == now.size()
          && modified.equals(now.lastModifiedTime())
          && (key == null || key.equals(now.fileKey()));
    }
  }
}
