package nestor.rulebook.drools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nestor.diagnostics.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Compilation cache in a folder, kept from one run to the next. It holds code, so it is trusted
 * only where nobody else can have written it: the folder belongs to the user alone, and each part
 * has a seal by a secret that was made with the folder. What does not fit is compiled anew without
 * a word, since the cache is a convenience.
 */
public final class FileCompilationCache implements CompilationCache {
  private static final String SECRET = "secret";
  private static final String ENDING = ".part";
  private static final int SEAL_BYTES = 32;
  private static final int MOST_PARTS = 400;
  private static final Duration UNTOUCHED = Duration.ofDays(1);
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Path folder;
  private final byte[] secret;

  private FileCompilationCache(Path folder, byte[] secret) {
    this.folder = folder;
    this.secret = secret;
  }

  /** The parts in that folder, which is made if need be; none where it cannot be trusted. */
  public static CompilationCache in(Path folder) {
    try {
      if (!Files.exists(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      if (!isOwn(folder, true)) {
        return CompilationCache.NONE;
      }
      Path secret = folder.resolve(SECRET);
      if (!Files.exists(secret, LinkOption.NOFOLLOW_LINKS)) {
        byte[] made = new byte[SEAL_BYTES];
        new SecureRandom().nextBytes(made);
        put(folder, secret, made);
      }
      byte[] read = Files.readAllBytes(secret);
      return isOwn(secret, false) && read.length == SEAL_BYTES
          ? new FileCompilationCache(folder, read)
          : CompilationCache.NONE;
    } catch (IOException | UnsupportedOperationException e) {
      return CompilationCache.NONE;
    }
  }

  private static boolean isOwn(Path path, boolean isFolder) throws IOException {
    PosixFileAttributes is =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return (isFolder ? is.isDirectory() : is.isRegularFile())
        && is.owner().getName().equals(System.getProperty("user.name"))
        && is.permissions().stream().noneMatch(OTHERS::contains);
  }

  @Override
  public byte @Nullable [] find(String key) {
    Path file = folder.resolve(key + ENDING);
    try {
      byte[] kept = Files.readAllBytes(file);
      if (kept.length > SEAL_BYTES) {
        byte[] part = Arrays.copyOfRange(kept, SEAL_BYTES, kept.length);
        if (MessageDigest.isEqual(seal(key, part), Arrays.copyOf(kept, SEAL_BYTES))) {
          touch(file);
          return part;
        }
      }
      Files.delete(file);
    } catch (IOException e) {
      // Not there, or not to be had.
    }
    return null;
  }

  @Override
  public void keep(String key, byte[] part) {
    byte[] kept = Arrays.copyOf(seal(key, part), SEAL_BYTES + part.length);
    System.arraycopy(part, 0, kept, SEAL_BYTES, part.length);
    try {
      put(folder, folder.resolve(key + ENDING), kept);
      forget();
    } catch (IOException e) {
      // It is compiled again another time.
    }
  }

  private static void put(Path folder, Path file, byte[] content) throws IOException {
    Path written = Files.createTempFile(folder, ".", ".new");
    Files.write(written, content);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Twice over, so that nothing can be added to a part under the seal that it had. */
  private byte[] seal(String key, byte[] part) {
    MessageDigest digest = Sha256.digest();
    digest.update(secret);
    digest.update(key.getBytes(StandardCharsets.US_ASCII));
    byte[] inner = digest.digest(part);
    digest.update(secret);
    return digest.digest(inner);
  }

  private static void touch(Path file) throws IOException {
    Instant now = Instant.now();
    if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(UNTOUCHED))) {
      Files.setLastModifiedTime(file, FileTime.from(now));
    }
  }

  /** Takes away what was not used for the longest time, where there is much. */
  private void forget() throws IOException {
    List<Path> parts;
    try (Stream<Path> all = Files.list(folder)) {
      parts = all.filter(file -> file.toString().endsWith(ENDING)).toList();
    }
    if (parts.size() > MOST_PARTS) {
      List<Path> oldestFirst =
          parts.stream().sorted(Comparator.comparing(FileCompilationCache::lastUsed)).toList();
      for (Path old : oldestFirst.subList(0, MOST_PARTS / 4)) {
        Files.deleteIfExists(old);
      }
    }
  }

  private static FileTime lastUsed(Path part) {
    try {
      return Files.getLastModifiedTime(part);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
