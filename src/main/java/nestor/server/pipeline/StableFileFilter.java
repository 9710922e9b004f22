package nestor.server.pipeline;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import nestor.intake.MetadataFiles;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.jspecify.annotations.Nullable;

/**
 * File filter of the inbox route: passes a file once its size and time have stood still, as seen
 * from here. A time in the future, or one kept from another machine, neither delays a file nor lets
 * a half-written one pass. It never waits, so many files settle as fast as one. Files first seen at
 * one poll settle at one poll, so that the route can sort them. A file that looks incomplete must
 * stand still ten times as long. Links, devices, hidden and temporary files stay where they are;
 * {@link InboxLeftovers} reports them.
 */
public final class StableFileFilter extends DefaultPollingConsumerPollStrategy
    implements GenericFileFilter<File> {
  private static final List<String> TEMPORARY =
      List.of(
          ".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".swp", ".lock", "~");
  private static final int MANY = 1_000;
  private static final int LONGER = 10;

  private final long stillness;
  private final Map<Path, Seen> seen = new HashMap<>();
  private volatile LongConsumer onLook = now -> {};

  /** Looking for those that are gone is worth it once there are twice as many. */
  private int many = MANY;

  /** Start of the present look at the folder, or null where the route does not give it. */
  private @Nullable Long forgetOld;

  public StableFileFilter(Duration stillness) {
    this.stillness = stillness.toNanos();
  }

  /** Registers work to be done whenever a look at the folder begins. */
  public void onLook(LongConsumer work) {
    onLook = work;
  }

  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    long now = System.nanoTime();
    forgetOld(now);
    onLook.accept(now);
    return super.begin(consumer, endpoint);
  }

  synchronized void forgetOld(long now) {
    forgetOld = now;
  }

  @Override
  public synchronized boolean accept(GenericFile<File> file) {
    try {
      return accepts(file.getFile().toPath(), System.nanoTime());
    } catch (InvalidPathException e) {
      // Not a name in the system's encoding: it is taken by another way.
      return false;
    }
  }

  synchronized boolean accepts(Path path, long moment) {
    long now = forgetOld == null ? moment : forgetOld;
    if (isLeftAlone(path)) {
      return false;
    }
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        return true;
      }
      return attributes.isRegularFile() && Files.isReadable(path) && settled(path, attributes, now);
    } catch (IOException e) {
      // Gone again, or not yet there for us: the next look decides.
      return false;
    }
  }

  private boolean settled(Path path, BasicFileAttributes attributes, long now) {
    Seen before = seen.get(path);
    if (before == null || !before.same(attributes)) {
      if (seen.size() > many) {
        seen.keySet().removeIf(known -> !Files.exists(known, LinkOption.NOFOLLOW_LINKS));
        many = Math.max(MANY, 2 * seen.size());
      }
      before =
          new Seen(
              attributes.size(), attributes.lastModifiedTime(), attributes.fileKey(), now, false);
      seen.put(path, before);
    }
    long stood = now - before.since();
    if (stood >= stillness
        && !before.unfinished()
        && IncompleteFileDetector.looksIncomplete(path, before.size())) {
      before = before.asUnfinished();
      seen.put(path, before);
    }
    boolean still = stood >= stillness * (before.unfinished() ? LONGER : 1);
    if (still) {
      seen.remove(path);
    }
    return still;
  }

  /** Whether a file is none, or not yet, by its name. */
  static boolean isLeftAlone(Path file) {
    return MetadataFiles.isMetadata(file)
        || isTemporary(file)
        || MetadataFiles.isConflictCopy(file);
  }

  /** Whether a file is to become another by getting its name, such as a part of a download. */
  static boolean isTemporary(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return TEMPORARY.stream().anyMatch(name::endsWith);
  }

  private record Seen(
      long size, FileTime modified, @Nullable Object key, long since, boolean unfinished) {
    Seen asUnfinished() {
      return new Seen(size, modified, key, since, true);
    }

    boolean same(BasicFileAttributes now) {
      return size == now.size()
          && modified.equals(now.lastModifiedTime())
          && (key == null || key.equals(now.fileKey()));
    }
  }
}
