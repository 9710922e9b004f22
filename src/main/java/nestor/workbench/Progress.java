package nestor.workbench;

/** Hears how far long work has come. */
@FunctionalInterface
public interface Progress {
  /** Nobody listens. */
  Progress UNHEARD = (done, of) -> {};

  /** So much of it is done. */
  void at(int done, int of);
}
