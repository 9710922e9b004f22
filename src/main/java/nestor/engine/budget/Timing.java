package nestor.engine.budget;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Clock of processor time and elapsed time, both in nanoseconds from an arbitrary moment. Only
 * processor time shows that a rule does too much: on a busy or paused machine, time passes in which
 * a rule does nothing.
 */
public interface Timing {
  /** The times of this machine. */
  Timing OF_THE_MACHINE = new OfTheMachine();

  /**
   * The processor time of a thread so far; where the machine does not tell, the time that passed.
   */
  long worked(Thread thread);

  /** The time that passed. */
  long passed();

  /** Timing by the operating system and Java's management interface. */
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
