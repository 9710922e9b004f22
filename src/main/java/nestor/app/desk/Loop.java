package nestor.app.desk;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A thread that does its step again and again: at once while there is work, else after a pause or a
 * nudge. It is never interrupted, since that would close the database's file.
 */
public final class Loop {
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition nudged = lock.newCondition();
  private final Thread thread;
  private final Duration pause;
  private final Step step;
  private final Announcements announcements;
  private boolean nudge;
  private boolean stopping;
  private volatile String lastTrouble = "";

  public Loop(String name, Duration pause, Step step, Announcements announcements) {
    this.pause = pause;
    this.step = step;
    this.announcements = announcements;
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** What keeps it from its work, if anything does. */
  public Optional<String> trouble() {
    if (thread.isAlive() || stopping()) {
      String last = lastTrouble;
      return last.isEmpty() ? Optional.empty() : Optional.of(last);
    }
    return Optional.of("its thread has ended; start Nestor again");
  }

  public void nudge() {
    lock.lock();
    try {
      nudge = true;
      nudged.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets the step that is under way end, and no other begin. */
  public void stop() {
    lock.lock();
    try {
      stopping = true;
      nudged.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean stopping() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the last step to end, but no longer than that. */
  public boolean ended(Duration patience) throws InterruptedException {
    if (thread.isAlive()) {
      thread.join(Math.max(1, patience.toMillis()));
    }
    return !thread.isAlive();
  }

  private void run() {
    while (!stopping()) {
      Duration wait = pause;
      try {
        if (step.again()) {
          wait = Duration.ZERO;
        }
        lastTrouble = "";
      } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError e) {
        wait = AFTER_TROUBLE;
        String trouble = e.getMessage() == null ? e.toString() : e.getMessage();
        if (!trouble.equals(lastTrouble)) {
          announcements.trouble(trouble + "; trying again until it works", e);
          lastTrouble = trouble;
        }
      }
      pause(wait);
    }
  }

  private void pause(Duration wait) {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (left > 0 && !nudge && !stopping) {
        left = nudged.awaitNanos(left);
      }
      nudge = false;
    } catch (InterruptedException e) {
      stopping = true;
    } finally {
      lock.unlock();
    }
  }

  /** One piece of the work. */
  @FunctionalInterface
  public interface Step {
    /** Does it, and tells whether there may be more to do at once. */
    boolean again() throws Exception;
  }
}
