package nestor.server.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread that repeats a step: at once while there is work, else after a pause or a nudge. Use it
 * for whatever the server does as long as it runs. Whatever a step throws, an Error included, is
 * reported, and the step is repeated after a while; the thread never ends for it. A step that does
 * not return is reported as well. The thread is never interrupted, since that would close the
 * database's file.
 */
public final class WorkerLoop {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);

  /** No step takes this long, a slow mail server's included, unless it hangs. */
  static final Duration LONGEST_STEP = Duration.ofMinutes(15);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition nudged = lock.newCondition();
  private final Thread thread;
  private final Duration pause;
  private final Step step;
  private final ConsoleReporter reporter;
  private final Duration longestStep;
  private boolean nudge;
  private boolean stopping;
  private volatile boolean started;
  private volatile Instant lastSign = Instant.EPOCH;
  private volatile boolean atWork;
  private volatile String lastTrouble = "";

  /**
   * @param name of the thread
   * @param pause between two steps where the former had nothing to do
   */
  public WorkerLoop(String name, Duration pause, Step step, ConsoleReporter reporter) {
    this(name, pause, step, reporter, LONGEST_STEP);
  }

  WorkerLoop(
      String name, Duration pause, Step step, ConsoleReporter reporter, Duration longestStep) {
    this.pause = pause;
    this.step = step;
    this.reporter = reporter;
    this.longestStep = longestStep;
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

  /** Name of the thread, by which its health check is called, too. */
  public String name() {
    return thread.getName();
  }

  /** Begins the first step. */
  public void start() {
    lastSign = Instant.now();
    started = true;
    thread.start();
  }

  /** Reason why it cannot work, if there is one. */
  public Optional<String> trouble() {
    if (!started || stopping()) {
      return Optional.empty();
    }
    Instant last = lastSign;
    if (!thread.isAlive()) {
      return Optional.of(
          "its thread '" + thread.getName() + "' has ended, at " + last + "; start Nestor again");
    }
    if (atWork && Duration.between(last, Instant.now()).compareTo(longestStep) > 0) {
      return Optional.of(
          "its thread '"
              + thread.getName()
              + "' has been at one step since "
              + last
              + "; see log/nestor.log, and start Nestor again");
    }
    return lastTrouble.isEmpty() ? Optional.empty() : Optional.of(lastTrouble);
  }

  /** Ends the pause, if there is one. */
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
      Duration wait = AFTER_TROUBLE;
      try {
        wait = turn();
      } catch (Throwable beyondTelling) {
        // Such as no memory even to tell of it: the next turn finds whether that is over.
        lastTrouble = "a fault could not even be told; see log/nestor.log";
      }
      pause(wait);
    }
  }

  private Duration turn() {
    try {
      lastSign = Instant.now();
      atWork = true;
      boolean again = step.again();
      lastTrouble = "";
      return again ? Duration.ZERO : pause;
    } catch (Throwable e) {
      report(e);
      return AFTER_TROUBLE;
    } finally {
      atWork = false;
      lastSign = Instant.now();
    }
  }

  private void report(Throwable e) {
    if (e instanceof InterruptedException) {
      LOG.warn("'{}' was interrupted, and goes on", thread.getName());
      return;
    }
    String trouble = e.getMessage() == null ? e.toString() : e.getMessage();
    if (!trouble.equals(lastTrouble)) {
      lastTrouble = trouble;
      reporter.trouble(trouble + "; trying again until it works", e);
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
      LOG.warn("'{}' was interrupted, and goes on", thread.getName());
    } finally {
      lock.unlock();
    }
  }

  /** One piece of the work. */
  @FunctionalInterface
  public interface Step {
    /** Does one round of work, and returns whether more may be left to do at once. */
    boolean again() throws Exception;
  }
}
