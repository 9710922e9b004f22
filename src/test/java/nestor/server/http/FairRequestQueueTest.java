package nestor.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairRequestQueueTest {
  private final List<String> begun = new ArrayList<>();

  private FairRequestQueue.Turn turn(String who, String request) {
    return new FairRequestQueue.Turn(who, who.isEmpty(), () -> begun.add(request));
  }

  @Test
  void whoAsksOnceIsNotBehindWhoAsksOften() {
    FairRequestQueue queue = new FairRequestQueue(3, 2, 1, 100, 50);
    List<FairRequestQueue.Turn> often = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      often.add(turn("often", "often " + i));
      assertThat(queue.take(often.get(i))).isTrue();
    }
    FairRequestQueue.Turn other = turn("other", "other");
    assertThat(queue.take(other)).isTrue();
    assertThat(begun).containsExactly("often 0", "often 1", "other");
    assertThat(queue.take(turn("third", "third"))).isTrue();
    queue.leave(often.get(0));
    queue.leave(often.get(1));
    assertThat(begun).containsExactly("often 0", "often 1", "other", "often 2", "third");
  }

  @Test
  void whoHasNoTokenTakesAShareWithAllOthersWhoHaveNone() {
    FairRequestQueue queue = new FairRequestQueue(3, 2, 1, 100, 50);
    FairRequestQueue.Turn first = turn("", "first");
    assertThat(queue.take(first)).isTrue();
    assertThat(queue.take(turn("", "second"))).isTrue();
    assertThat(queue.take(turn("known", "known"))).isTrue();
    assertThat(begun).containsExactly("first", "known");
    queue.leave(first);
    queue.leave(first);
    assertThat(begun).containsExactly("first", "known", "second");
  }

  @Test
  void moreThanMayWaitAreTurnedAwayAndWhoGoesAwayMakesRoom() {
    FairRequestQueue queue = new FairRequestQueue(1, 1, 1, 3, 2);
    assertThat(queue.take(turn("a", "a"))).isTrue();
    FairRequestQueue.Turn waits = turn("a", "a 2");
    assertThat(queue.take(waits)).isTrue();
    assertThat(queue.take(turn("a", "a 3"))).isTrue();
    assertThat(queue.take(turn("a", "a 4"))).isFalse();
    assertThat(queue.take(turn("b", "b"))).isTrue();
    assertThat(queue.take(turn("c", "c"))).isFalse();
    queue.leave(waits);
    assertThat(queue.take(turn("c", "c"))).isTrue();
    assertThat(begun).containsExactly("a");
  }

  @Test
  void whoWentAwayBeforeItsTurnTakesNone() {
    FairRequestQueue queue = new FairRequestQueue(1, 1, 1, 3, 2);
    FairRequestQueue.Turn away = turn("a", "away");
    queue.leave(away);
    assertThat(queue.take(away)).isTrue();
    assertThat(queue.take(turn("a", "a"))).isTrue();
    assertThat(begun).containsExactly("a");
  }
}
