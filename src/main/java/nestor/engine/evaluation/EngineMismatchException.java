package nestor.engine.evaluation;

import java.util.Set;

/**
 * Drools and the assessment of what is certain found different matches of a rule. That is a fault
 * of the engine, never of the data; advice is refused rather than guessed.
 */
public final class EngineMismatchException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  EngineMismatchException(String rule, Set<String> certain, Set<String> matched) {
    super("rule \"" + rule + "\": certain are " + certain + ", of which Drools matched " + matched);
  }
}
