package nestor.engine.evaluation;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How long a thread works, and how long it takes. A machine that is busy with other things, or is
 * paused for a while, lets time pass in which a rule does nothing: only the time that a thread
 * works tells that a rule is too much. All times are in nanoseconds from any moment.
 */
interface Timing {
  /** The times of this machine. */
  Timing OF_THE_MACHINE = new OfTheMachine();

  /**
   * The processor time of a thread so far; where the machine does not tell, the time that passed.
   */
  long worked(Thread thread);

  /** The time that passed. */
  long passed();

  /** What the operating system and Java's management interface tell. */
  final class OfTheMachine implements Timing {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private OfTheMachine() {}

    @Override
    public long worked(Thread thread) {
      if (!threads.isThreadCpuTimeSupported() || !threads.isThreadCpuTimeEnabled()) {
        return passed();
      }
      return thread == Thread.currentThread()
          ? threads.getCurrentThreadCpuTime()
          : threads.getThreadCpuTime(thread.getId());
    }

    @Override
    public long passed() {
      return System.nanoTime();
    }
  }
}
