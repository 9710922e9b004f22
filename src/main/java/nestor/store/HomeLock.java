package nestor.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Exclusive lock on a home folder. The system releases it when the process ends, however it ends.
 * To ask the process that holds it, use {@code AdminClient}.
 */
final class HomeLock implements AutoCloseable {
  private static final String NAME = "in-use";
  private static final int LOOKS = 20;
  private static final long BETWEEN_LOOKS = 50;

  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  static HomeLock take(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (lock(channel) == null) {
        throw inUse(folder, holder(channel));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
      return new HomeLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  static HomeInUseException inUse(Path folder, String holder) {
    Path home = folder.getParent() == null ? folder : folder.getParent();
    String who = holder.isBlank() ? "by another process" : "by process " + holder;
    return new HomeInUseException(
        home + " is in use " + who + "; stop that one first, or choose another folder with --home");
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /**
   * Returns the holder of the lock. For a moment after the lock was taken the file is empty, or
   * names its previous holder.
   */
  private static String holder(FileChannel channel) throws IOException {
    String holder = read(channel);
    for (int i = 0; i < LOOKS && !isAlive(holder); i++) {
      try {
        Thread.sleep(BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return holder;
      }
      holder = read(channel);
    }
    return holder;
  }

  private static boolean isAlive(String process) {
    return process.matches("\\d{1,18}")
        && ProcessHandle.of(Long.parseLong(process)).filter(ProcessHandle::isAlive).isPresent();
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer holder = ByteBuffer.allocate(20);
    channel.read(holder, 0);
    return new String(holder.array(), 0, holder.position(), StandardCharsets.UTF_8).strip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
