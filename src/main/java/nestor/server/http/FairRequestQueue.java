package nestor.server.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Queue of complete requests in which callers take turns, so that a caller with one request does
 * not wait behind one with a hundred. Only so many are answered at the same time, fewer of one
 * caller than of all, and fewer again of all without a token. Requests whose bodies are under way
 * are not counted here. Safe for use by several threads.
 */
final class FairRequestQueue {
  private final int most;
  private final int mostOfOne;
  private final int mostOfStrangers;
  private final int mostWaiting;
  private final int mostWaitingOfOne;
  private final Map<String, Deque<Turn>> waiting = new LinkedHashMap<>();
  private final Map<String, Integer> answered = new HashMap<>();
  private int answeredInAll;
  private int answeredOfStrangers;
  private int waitingInAll;

  /**
   * Turns that nobody takes yet.
   *
   * @param most how many are answered at the same time
   * @param mostOfOne how many of those of one caller
   * @param mostOfStrangers how many of those of all who have no token
   * @param mostWaiting how many wait
   * @param mostWaitingOfOne how many of those of one caller
   */
  FairRequestQueue(
      int most, int mostOfOne, int mostOfStrangers, int mostWaiting, int mostWaitingOfOne) {
    this.most = most;
    this.mostOfOne = mostOfOne;
    this.mostOfStrangers = mostOfStrangers;
    this.mostWaiting = mostWaiting;
    this.mostWaitingOfOne = mostWaitingOfOne;
  }

  /** One request's turn. */
  static final class Turn {
    private final String who;
    private final boolean stranger;
    private final Runnable answer;
    private boolean begun;
    private boolean over;

    /**
     * @param who the caller that it counts for
     * @param answer begins to answer, on whichever thread
     */
    Turn(String who, boolean stranger, Runnable answer) {
      this.who = who;
      this.stranger = stranger;
      this.answer = answer;
    }
  }

  /** Answers now or later, or never if it was left already; false where too many wait. */
  boolean take(Turn turn) {
    synchronized (this) {
      if (turn.over) {
        return true;
      }
      if (!isFree(turn)) {
        Deque<Turn> own = waiting.computeIfAbsent(turn.who, key -> new ArrayDeque<>());
        boolean fits = waitingInAll < mostWaiting && own.size() < mostWaitingOfOne;
        if (fits) {
          own.add(turn);
          waitingInAll++;
        } else if (own.isEmpty()) {
          waiting.remove(turn.who);
        }
        return fits;
      }
      begin(turn);
    }
    turn.answer.run();
    return true;
  }

  /** Its request was answered, or nobody waits for the answer any more. Once is enough. */
  void leave(Turn turn) {
    List<Turn> next = new ArrayList<>();
    synchronized (this) {
      if (turn.over) {
        return;
      }
      turn.over = true;
      if (turn.begun) {
        answered.computeIfPresent(turn.who, (key, own) -> own == 1 ? null : own - 1);
        answeredInAll--;
        answeredOfStrangers -= turn.stranger ? 1 : 0;
      } else {
        Deque<Turn> own = waiting.get(turn.who);
        if (own != null && own.remove(turn)) {
          waitingInAll--;
          if (own.isEmpty()) {
            waiting.remove(turn.who);
          }
        }
      }
      for (Turn begun = next(); begun != null; begun = next()) {
        next.add(begun);
      }
    }
    next.forEach(begun -> begun.answer.run());
  }

  private boolean isFree(Turn turn) {
    return answeredInAll < most
        && answered.getOrDefault(turn.who, 0) < mostOfOne
        && (!turn.stranger || answeredOfStrangers < mostOfStrangers);
  }

  private void begin(Turn turn) {
    turn.begun = true;
    answered.merge(turn.who, 1, Integer::sum);
    answeredInAll++;
    answeredOfStrangers += turn.stranger ? 1 : 0;
  }

  /** The next that may begin, of the caller who was served longest ago; null where none may. */
  private @Nullable Turn next() {
    Iterator<Map.Entry<String, Deque<Turn>>> callers = waiting.entrySet().iterator();
    while (callers.hasNext()) {
      Map.Entry<String, Deque<Turn>> caller = callers.next();
      Deque<Turn> own = caller.getValue();
      if (isFree(own.element())) {
        Turn turn = own.remove();
        waitingInAll--;
        callers.remove();
        if (!own.isEmpty()) {
          waiting.put(caller.getKey(), own);
        }
        begin(turn);
        return turn;
      }
    }
    return null;
  }
}
