package nestor.engine.evaluation;

import java.util.List;
import nestor.engine.budget.EvaluationBudget;
import org.jspecify.annotations.Nullable;

/** Facts as conditions are held against them. {@link FactBase} finds them in a dossier. */
public interface FactSource {
  /** All facts of a type. */
  List<Fact> facts(String type);

  /**
   * The facts of a type whose field has that value, or could have it; perhaps others, where they
   * are few.
   *
   * @param value as {@link FactIndex#key} gives it
   */
  List<Fact> facts(String type, String field, Object value);

  /**
   * Facts of a type whose field lies beyond a value or equals it, or could; in an order of their
   * own.
   *
   * @param equal the field by whose value to choose before; null to choose by none
   * @param value as {@link FactIndex#key} gives it
   */
  List<Fact> beyond(
      String type,
      @Nullable String equal,
      Object value,
      String field,
      boolean greater,
      Object than);

  /** Whether the dossier holds the section. */
  boolean holds(String section);

  /** Budget of the rules for this dossier. */
  EvaluationBudget budget();

  /** Cached results of conditions that read no variable from outside. */
  SubconditionResults subconditionResults();
}
