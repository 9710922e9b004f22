package nestor.engine.counterfactual;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Change of what is on record. Entries are counted as they stand before any change of the same
 * list; added ones follow them.
 */
public sealed interface Edit {

  /** The section that is changed. */
  String section();

  /**
   * A field of an entry gets another value, of the field's type; null leaves none on record. The
   * entry of a section of one is 0, and is made where there is none.
   */
  record Put(String section, int entry, String field, @Nullable Object value) implements Edit {}

  /** A further entry, which gives the section where it was absent. */
  record Add(String section, Map<String, Object> values) implements Edit {}

  /** An entry is taken away. */
  record Remove(String section, int entry) implements Edit {}

  /** The section is given as empty: there is none of it. */
  record Empty(String section) implements Edit {}

  /**
   * A section that is given lists all there is. What its entries do not say stays unknown where it
   * was.
   */
  record Complete(String section) implements Edit {}

  /** Nothing is said of the section any more. */
  record Forget(String section) implements Edit {}
}
