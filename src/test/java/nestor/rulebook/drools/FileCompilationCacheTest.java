package nestor.rulebook.drools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was compiled is believed only where nobody else can have written it. */
class FileCompilationCacheTest {
  private static final byte[] PART = {1, 2, 3, 4};

  private @TempDir Path temporary;

  private Path folder() {
    return temporary.resolve("compiled");
  }

  private Path file() throws IOException {
    return files().get(0);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder())) {
      return all.filter(file -> file.toString().endsWith(".part")).sorted().toList();
    }
  }

  @Test
  void aPartIsFoundAgainByItsKeyAlone() {
    FileCompilationCache.in(folder()).keep("key", PART);
    assertThat(FileCompilationCache.in(folder()).find("key")).isEqualTo(PART);
    assertThat(FileCompilationCache.in(folder()).find("other")).isNull();
  }

  @Test
  void thePartsAreForTheirOwnerAlone() throws Exception {
    FileCompilationCache.in(folder()).keep("key", PART);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void aPartThatWasTamperedWithCutShortOrMovedIsNotFound() throws Exception {
    CompilationCache parts = FileCompilationCache.in(folder());
    parts.keep("key", PART);
    byte[] sealed = Files.readAllBytes(file());
    for (int i = 0; i < sealed.length; i++) {
      byte[] tampered = sealed.clone();
      tampered[i] ^= 1;
      Files.write(folder().resolve("key.part"), tampered);
      assertThat(parts.find("key")).as("byte " + i).isNull();
      Files.write(folder().resolve("key.part"), java.util.Arrays.copyOf(sealed, i));
      assertThat(parts.find("key")).as("cut at " + i).isNull();
    }
    Files.write(folder().resolve("key.part"), sealed);
    Files.copy(folder().resolve("key.part"), folder().resolve("other.part"));
    assertThat(parts.find("other")).isNull();
    assertThat(parts.find("key")).isEqualTo(PART);
  }

  @Test
  void whatWasSealedElsewhereIsNotFound() throws Exception {
    Path foreign = temporary.resolve("foreign");
    FileCompilationCache.in(foreign).keep("key", PART);
    CompilationCache parts = FileCompilationCache.in(folder());
    Files.copy(foreign.resolve("key.part"), folder().resolve("key.part"));
    assertThat(parts.find("key")).isNull();
  }

  @Test
  void aFolderThatOthersCanWriteToIsNotUsed() throws Exception {
    FileCompilationCache.in(folder()).keep("key", PART);
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwx---"));
    assertThat(FileCompilationCache.in(folder()).find("key")).isNull();
  }

  @Test
  void aLinkToAFolderAndASecretThatOthersCanReadAreNotUsed() throws Exception {
    FileCompilationCache.in(folder()).keep("key", PART);
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder());
    assertThat(FileCompilationCache.in(link).find("key")).isNull();
    Files.setPosixFilePermissions(
        folder().resolve("secret"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(FileCompilationCache.in(folder()).find("key")).isNull();
  }

  @Test
  void whereNoFolderCanBeMadeNothingIsKeptAndNothingFails() throws Exception {
    Path file = Files.writeString(temporary.resolve("file"), "");
    CompilationCache parts = FileCompilationCache.in(file.resolve("compiled"));
    parts.keep("key", PART);
    assertThat(parts.find("key")).isNull();
  }

  @Test
  void whatWasNotUsedForTheLongestTimeGoesFirst() throws Exception {
    CompilationCache parts = FileCompilationCache.in(folder());
    for (int i = 0; i < 400; i++) {
      parts.keep("k" + i, PART);
      FileTime longAgo = FileTime.from(Instant.now().minusSeconds(1_000_000 - i));
      Files.setLastModifiedTime(folder().resolve("k" + i + ".part"), longAgo);
    }
    assertThat(parts.find("k0")).isEqualTo(PART);
    parts.keep("new", PART);
    assertThat(files()).hasSize(301);
    assertThat(parts.find("k0")).isEqualTo(PART);
    assertThat(parts.find("k1")).isNull();
    assertThat(parts.find("new")).isEqualTo(PART);
  }
}
