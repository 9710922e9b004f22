package nestor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that cannot be what it was is refused with a cure, and never begun anew. */
class DamagedDatabaseTest {
  private @TempDir Path home;
  private Path store;
  private Path file;

  @BeforeEach
  void keepADocument() throws IOException {
    store = home.resolve("store");
    file = store.resolve("nestor.mv.db");
    Database.open(store).close();
    Files.createDirectories(home.resolve("archive/acme"));
    Files.writeString(home.resolve("archive/acme/a.json"), "{}");
  }

  enum Damage {
    CUT {
      @Override
      byte[] to(byte[] whole) {
        return Arrays.copyOf(whole, 5_000);
      }
    },
    NO_HEADER {
      @Override
      byte[] to(byte[] whole) {
        Arrays.fill(whole, 0, 8_192, (byte) 0);
        return whole;
      }
    },
    NOTHING_BUT_THE_HEADER_CAN_BE_READ {
      @Override
      byte[] to(byte[] whole) {
        Arrays.fill(whole, 8_192, whole.length, (byte) 7);
        return whole;
      }
    },
    ANOTHER_FILE {
      @Override
      byte[] to(byte[] whole) {
        return "hello".repeat(10_000).getBytes(StandardCharsets.UTF_8);
      }
    },
    EMPTY {
      @Override
      byte[] to(byte[] whole) {
        return new byte[0];
      }
    },
    NEWER_FORMAT {
      @Override
      byte[] to(byte[] whole) {
        for (int at = 0; at < 8_192; at++) {
          if (new String(whole, at, 8, StandardCharsets.ISO_8859_1).equals("format:3")) {
            whole[at + 7] = '9';
          }
        }
        return whole;
      }
    };

    abstract byte[] to(byte[] whole);
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedStoreIsRefusedAndStaysAsItIs(Damage damage) throws IOException {
    byte[] damaged = damage.to(Files.readAllBytes(file));
    Files.write(file, damaged);

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> Database.open(store))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("nestor.mv.db")
          .hasMessageContaining("nestor restore FILE");
      assertThat(file).hasBinaryContent(damaged);
    }
  }

  @Test
  void aStoreThatIsGoneIsNotBegunAnewWhileThereAreDocuments() throws IOException {
    Files.delete(file);

    assertThatThrownBy(() -> Database.open(store))
        .hasMessageContaining("nestor.mv.db is gone, though the home holds documents");
    assertThat(file).doesNotExist();

    Files.delete(home.resolve("archive/acme/a.json"));
    Files.delete(home.resolve("archive/acme"));
    Database.open(store).close();
    assertThat(file).exists();
  }
}
