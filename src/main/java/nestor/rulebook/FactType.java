package nestor.rulebook;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Type of fact as rules see it: its fields and where its facts come from. For a section as
 * documents see it use {@link Section}.
 *
 * @param doc what it means, for people; empty where the rulebook does not say
 * @param onePer the field whose value no two facts share once one of them is certain, or null
 */
public record FactType(
    String type, Kind kind, List<Field> fields, @Nullable String onePer, String doc) {

  /** Origin of the facts of a type. */
  public enum Kind {
    /** A section of the organisation's documents. */
    SECTION,
    /** A table of the rulebook. */
    TABLE,
    /** Rules that derive them. */
    DERIVED,
    /** The engine. */
    ENGINE
  }

  /** The field of that name. */
  public Optional<Field> field(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst();
  }
}
