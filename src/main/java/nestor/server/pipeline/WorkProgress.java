package nestor.server.pipeline;

/**
 * Progress of a long piece of work, such as advising all organisations after an edit of the
 * rulebook.
 *
 * @param done how many are
 * @param of how many there are in all, those that joined meanwhile included
 */
public record WorkProgress(int done, int of) {
  public static final WorkProgress NONE = new WorkProgress(0, 0);

  /** So many are left to do. */
  public WorkProgress and(int left) {
    return new WorkProgress(done, done + left);
  }

  public WorkProgress oneMore() {
    return new WorkProgress(done + 1, of);
  }
}
