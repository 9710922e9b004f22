package nestor.pages;

/**
 * How far a piece of work is that takes its time: organisations to advise, for instance all of them
 * after an edit of the rulebook.
 *
 * @param done how many are
 * @param of how many there are in all, those that joined meanwhile included
 */
public record Underway(int done, int of) {
  public static final Underway NONE = new Underway(0, 0);

  /** So many are left to do. */
  public Underway and(int left) {
    return new Underway(done, done + left);
  }

  public Underway oneMore() {
    return new Underway(done + 1, of);
  }
}
