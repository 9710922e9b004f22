package nestor.server.reload;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CamelRuntimeTest {
  @TempDir Path routes;

  @Test
  void aFolderWithoutRoutesIsRefusedWithTheCure() {
    assertThatThrownBy(() -> new CamelRuntime(routes.resolve("nowhere")).start())
        .isInstanceOf(InvalidRoutesException.class)
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
    assertThatThrownBy(() -> new CamelRuntime(routes).start())
        .isInstanceOf(InvalidRoutesException.class)
        .hasMessageContaining(routes.toString())
        .hasMessageContaining("fiel");
  }
}
