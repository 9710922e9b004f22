package nestor.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final List<String> begun = new ArrayList<>();

  private Turns.Turn turn(String who, String request) {
    return new Turns.Turn(who, who.isEmpty(), () -> begun.add(request));
  }

  @Test
  void whoAsksOnceIsNotBehindWhoAsksOften() {
    Turns turns = new Turns(3, 2, 1, 100, 50);
    List<Turns.Turn> often = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      often.add(turn("often", "often " + i));
      assertThat(turns.take(often.get(i))).isTrue();
    }
    Turns.Turn other = turn("other", "other");
    assertThat(turns.take(other)).isTrue();
    assertThat(begun).containsExactly("often 0", "often 1", "other");
    assertThat(turns.take(turn("third", "third"))).isTrue();
    turns.leave(often.get(0));
    turns.leave(often.get(1));
    assertThat(begun).containsExactly("often 0", "often 1", "other", "often 2", "third");
  }

  @Test
  void whoHasNoTokenTakesAShareWithAllOthersWhoHaveNone() {
    Turns turns = new Turns(3, 2, 1, 100, 50);
    Turns.Turn first = turn("", "first");
    assertThat(turns.take(first)).isTrue();
    assertThat(turns.take(turn("", "second"))).isTrue();
    assertThat(turns.take(turn("known", "known"))).isTrue();
    assertThat(begun).containsExactly("first", "known");
    turns.leave(first);
    turns.leave(first);
    assertThat(begun).containsExactly("first", "known", "second");
  }

  @Test
  void moreThanMayWaitAreTurnedAwayAndWhoGoesAwayMakesRoom() {
    Turns turns = new Turns(1, 1, 1, 3, 2);
    assertThat(turns.take(turn("a", "a"))).isTrue();
    Turns.Turn waits = turn("a", "a 2");
    assertThat(turns.take(waits)).isTrue();
    assertThat(turns.take(turn("a", "a 3"))).isTrue();
    assertThat(turns.take(turn("a", "a 4"))).isFalse();
    assertThat(turns.take(turn("b", "b"))).isTrue();
    assertThat(turns.take(turn("c", "c"))).isFalse();
    turns.leave(waits);
    assertThat(turns.take(turn("c", "c"))).isTrue();
    assertThat(begun).containsExactly("a");
  }

  @Test
  void whoWentAwayBeforeItsTurnTakesNone() {
    Turns turns = new Turns(1, 1, 1, 3, 2);
    Turns.Turn away = turn("a", "away");
    turns.leave(away);
    assertThat(turns.take(away)).isTrue();
    assertThat(turns.take(turn("a", "a"))).isTrue();
    assertThat(begun).containsExactly("a");
  }
}
