package nestor.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nestor.app.live.Transport;
import nestor.app.live.UnusableRoutesException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportTest {
  @TempDir Path routes;

  @Test
  void aFolderWithoutRoutesIsRefusedWithTheCure() {
    assertThatThrownBy(() -> new Transport(routes.resolve("nowhere")).start())
        .isInstanceOf(UnusableRoutesException.class)
        .hasMessageContaining("holds no route")
        .hasMessageContaining("--routes");
  }

  @Test
  void aRouteThatCannotStartIsRefusedWithItsReason() throws IOException {
    Files.writeString(
        routes.resolve("bad.camel.yaml"),
        """
        - route:
            id: bad
            from:
              uri: fiel:/nowhere
              steps:
                - to: "bean:inbox"
        """);
    assertThatThrownBy(() -> new Transport(routes).start())
        .isInstanceOf(UnusableRoutesException.class)
        .hasMessageContaining(routes.toString())
        .hasMessageContaining("fiel");
  }
}
