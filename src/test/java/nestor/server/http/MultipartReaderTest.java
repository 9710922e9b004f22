package nestor.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultipartReaderTest {
  private static final String TYPE = "multipart/form-data; boundary=x";

  private @TempDir Path folder;

  private final List<String> heard = new ArrayList<>();

  private void read(int parts) throws IOException {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < parts; i++) {
      body.append("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
          .append(i)
          .append(".json\"\r\n\r\n{}\r\n");
    }
    Path file = Files.writeString(folder.resolve("body"), body + "--x--\r\n");
    MultipartReader.read(
        file,
        TYPE,
        (field, name, type, content) ->
            heard.add(name + " " + new String(content.readAllBytes(), UTF_8)));
  }

  @Test
  void eachPartIsHeardOfInItsOrder() throws IOException {
    read(1_000);
    assertThat(heard).hasSize(1_000).startsWith("0.json {}", "1.json {}").endsWith("999.json {}");
  }

  @Test
  void ofTooManyPartsNoneIsHeardOf() {
    assertThatThrownBy(() -> read(60_000))
        .isInstanceOf(ProblemException.class)
        .extracting(refusal -> ((ProblemException) refusal).problem().detail())
        .asString()
        .contains("more than 1000 parts; send them in several requests");
    assertThat(heard).isEmpty();
  }
}
