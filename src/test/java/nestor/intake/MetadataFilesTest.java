package nestor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@eaDir",
        ".DS_Store",
        "._acme.xlsx",
        "Thumbs.db",
        "desktop.ini",
        ".Trash-1000",
        "#recycle",
        ".stfolder",
        ".stversions",
        ".dropbox",
        ".dropbox.cache",
        "$RECYCLE.BIN",
        "~$acme.xlsx",
        ".~lock.acme.xlsx#",
        "System Volume Information",
        "__MACOSX",
        "@Recycle",
        ".git"
      })
  void whatProgramsKeepBesideDocumentsIsNone(String name) {
    assertThat(MetadataFiles.isMetadata(folder.resolve(name))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"acme.json", "Acme (1).json", "conflict.json", "acme-conflicts.json", "trash.csv"})
  void aDocumentIsNeither(String name) {
    assertThat(MetadataFiles.isMetadata(folder.resolve(name))).isFalse();
    assertThat(MetadataFiles.isConflictCopy(folder.resolve(name))).isFalse();
  }

  @Test
  void theMarkOfAComputerCountsOnlyBesideTheFileItself() throws IOException {
    Path copy = folder.resolve("acme-DESKTOP-1.json");
    assertThat(MetadataFiles.isConflictCopy(copy)).isFalse();
    Files.writeString(folder.resolve("acme.json"), "{}");
    assertThat(MetadataFiles.isConflictCopy(copy)).isTrue();
    assertThat(MetadataFiles.isConflictCopy(folder.resolve("acme-desktop-1.json"))).isFalse();
  }
}
