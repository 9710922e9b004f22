package nestor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that takes its time is followed by whoever looks. */
class UnderwayTest {
  private static final Pattern MARK = Pattern.compile("data-mark=\"([^\"]+)\"");

  @Test
  void aPageTellsHowFarTheAdviceIsAndThatItWentOn(@TempDir Path folder) throws IOException {
    try (Bench bench = new Bench(folder)) {
      bench.open();
      for (int i = 0; i < 6; i++) {
        bench.drop("client-" + i + ".json", "{\"backups\": []}");
      }
      await().untilAsserted(() -> assertThat(bench.advised.get()).isEqualTo(6));
      await().untilAsserted(() -> assertThat(page(bench)).doesNotContain("Advising:"));
      Semaphore turns = new Semaphore(2);
      bench.turns.set(turns);
      bench.version.set("rules-2");
      await().untilAsserted(() -> assertThat(page(bench)).contains("2 of 6 organisations"));
      assertThat(page(bench)).contains("<progress id=\"advised\" max=\"6\" value=\"2\">");
      String before = mark(bench);
      turns.release();
      await().untilAsserted(() -> assertThat(page(bench)).contains("3 of 6 organisations"));
      // By another mark open pages are told that they are out of date.
      assertThat(mark(bench)).isNotEqualTo(before);
      turns.release(10);
      await().untilAsserted(() -> assertThat(page(bench)).doesNotContain("Advising:"));
    }
  }

  private static String page(Bench bench) throws IOException {
    return new Asking(bench.desk().web().address()).get("/status", "Accept", Asking.HTML).text();
  }

  private static String mark(Bench bench) throws IOException {
    Matcher mark = MARK.matcher(page(bench));
    assertThat(mark.find()).isTrue();
    return mark.group(1);
  }
}
