package nestor.server.http;

/**
 * End of a request with a {@link Problem} that the caller caused. Use it for what the client can
 * mend; any other exception is answered as a fault of the server.
 */
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
