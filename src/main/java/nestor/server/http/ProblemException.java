package nestor.server.http;

/** End of a request with a {@link Problem} that the caller caused. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** Problem that is to be answered. */
  public Problem problem() {
    return problem;
  }
}
