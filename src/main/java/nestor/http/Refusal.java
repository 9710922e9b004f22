package nestor.http;

/** Ends a request with a problem of the caller's making. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  Refusal(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** What is wrong. */
  public Problem problem() {
    return problem;
  }
}
