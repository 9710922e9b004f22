package nestor.delivery;

import java.io.Serial;
import nestor.rulebook.Fault;
import org.jspecify.annotations.Nullable;

/** A template of the rulebook cannot be rendered; the message says where, what and the cure. */
public final class BrokenTemplateException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  BrokenTemplateException(Fault fault, @Nullable Throwable cause) {
    super(fault.toString(), cause);
    this.fault = fault;
  }

  /** What is wrong with the template. */
  public Fault fault() {
    return fault;
  }
}
