package nestor.workbench;

/** Listener for the progress of long work. */
@FunctionalInterface
public interface Progress {
  /** Nobody listens. */
  Progress UNHEARD = (done, of) -> {};

  /** So much of it is done. */
  void at(int done, int of);
}
