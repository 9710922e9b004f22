package nestor.rulebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Types of fact that the engine itself gives to rules, declared in {@code prelude.drl}. Types of a
 * rulebook's own are declared in its rules and unknown here.
 */
public final class BuiltInTypes {
  /**
   * A number of the threshold table: name, value, and for days the cut-off dates since and until.
   */
  public static final String THRESHOLD = "Threshold";

  /** Type of the facts by which thresholds vary; rules derive them. */
  public static final String DIMENSION = "Dimension";

  /**
   * Begins the name of the dimension in which a rulebook says who acts for a role that an
   * organisation does not have.
   */
  public static final String ACTS_FOR = "acts for ";

  /** A rule that is recommended: rule, topic, priority. */
  public static final String RECOMMENDATION = "Recommendation";

  /** The day of the advice. */
  public static final String TODAY = "Today";

  /** A section that the organisation gives, even empty: section. */
  public static final String GIVEN = "Given";

  private BuiltInTypes() {}

  public static String prelude() {
    try (InputStream in = BuiltInTypes.class.getResourceAsStream("prelude.drl")) {
      if (in == null) {
        throw new IllegalStateException("prelude.drl is missing from the product's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
