package nestor.server.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FolderWatcherTest {
  private String state = "a";

  @Test
  void aStateIsReportedOnceItStandsStillAndOnlyOnce() throws IOException {
    FolderWatcher<String> watcher = new FolderWatcher<>(() -> state);
    assertThat(watcher.poll()).isEmpty();
    assertThat(watcher.isMoving()).isTrue();
    assertThat(watcher.poll()).contains("a");
    assertThat(watcher.isMoving()).isFalse();
    assertThat(watcher.poll()).isEmpty();

    state = "b";
    assertThat(watcher.hasMoved()).isTrue();
    assertThat(watcher.poll()).isEmpty();
    state = "c";
    assertThat(watcher.poll()).isEmpty();
    assertThat(watcher.poll()).contains("c");
  }

  @Test
  void whatItBeganWithIsNoChange() throws IOException {
    FolderWatcher<String> watcher = new FolderWatcher<>(() -> state);
    assertThat(watcher.begin()).isEqualTo("a");
    assertThat(watcher.poll()).isEmpty();
    state = "b";
    assertThat(watcher.poll()).isEmpty();
    state = "a";
    assertThat(watcher.poll()).isEmpty();
    assertThat(watcher.poll()).isEmpty();
  }

  @Test
  void aStateThatMayHideAChangeIsReportedAgainAfterAWhile() throws IOException {
    FolderWatcher<String> watcher = new FolderWatcher<>(() -> state, 3);
    assertThat(watcher.poll()).isEmpty();
    assertThat(watcher.poll()).contains("a");
    assertThat(watcher.poll()).isEmpty();
    assertThat(watcher.poll()).isEmpty();
    assertThat(watcher.poll()).contains("a");
  }
}
