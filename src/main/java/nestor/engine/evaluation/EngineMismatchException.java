package nestor.engine.evaluation;

import java.util.Set;

/**
 * Difference between the matches of Drools and those of the three-valued evaluation. It is a fault
 * of the engine, never of the data; advice is withheld instead of guessed.
 */
public final class EngineMismatchException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  EngineMismatchException(String rule, Set<String> certain, Set<String> matched) {
    super("rule \"" + rule + "\": certain are " + certain + ", of which Drools matched " + matched);
  }
}
