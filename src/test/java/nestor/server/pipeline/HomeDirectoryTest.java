package nestor.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class HomeDirectoryTest {
  @TempDir Path folder;

  @Test
  void aNewHomeIsForItsOwnerAlone() throws IOException {
    Path home = folder.resolve("there/desk");
    HomeDirectory.make(home);

    assertThat(mode(home)).isEqualTo("rwx------");
    assertThat(HomeDirectory.openness(home)).isEmpty();
  }

  @Test
  void aHomeThatIsThereStaysAsItIsAndItsOpennessIsTold() throws IOException {
    Path home = Files.createDirectory(folder.resolve("desk"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    HomeDirectory.make(home);

    assertThat(mode(home)).isEqualTo("rwxr-xr-x");
    assertThat(HomeDirectory.openness(home))
        .contains(
            home
                + " lets every user of this machine in (rwxr-xr-x); take that back with chmod o-rwx "
                + home);
  }

  @Test
  void aHomeMayBeSharedWithAGroup() throws IOException {
    Path home = Files.createDirectory(folder.resolve("desk"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwx---"));

    assertThat(HomeDirectory.openness(home)).isEmpty();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
