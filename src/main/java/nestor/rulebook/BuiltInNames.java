package nestor.rulebook;

import java.util.Set;

/**
 * Names that DRL has in every rulebook without a declaration. The check of rules and the compiler
 * share them.
 */
public final class BuiltInNames {
  /**
   * The package of all rules. One package holds a whole rulebook: conditions of several packages
   * can silence one another in Drools 10.2.
   */
  public static final String PACKAGE = "rulebook";

  /** The global on which a consequence calls {@code because} and the like. */
  public static final String ADVISE = "advise";

  /** The global on which the consequence of a scope calls {@code because}. */
  public static final String NOT_APPLICABLE = "notApplicable";

  /** The function of accumulate that gives the median of the days between dates. */
  public static final String MEDIAN_GAP = "medianGap";

  /** Classes that compiled rules import by their simple names. */
  public static final Set<String> CLASSES = Set.of("Advise", "MedianGap");

  private BuiltInNames() {}
}
