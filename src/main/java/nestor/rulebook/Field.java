package nestor.rulebook;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Field of a section's entries, as the vocabulary declares it.
 *
 * @param required whether an entry without it is a fault
 * @param absentMeansNone true where an absent value says "none on record"; false where it says
 *     nothing
 * @param unit what the value is counted in (days, GB, money, share, ...), or null where a unit
 *     makes no sense
 * @param choices the known values of a text or list field; empty where any text is good
 * @param open whether other values than the choices are accepted, with a warning
 * @param minimum the least value accepted, or null
 * @param maximum the greatest value accepted, or null
 * @param defaultValue what is taken where an entry says nothing, of the field's type, or null
 * @param reading what helps to read values as meant, and what they must make sense with
 */
public record Field(
    String name,
    FieldType type,
    boolean required,
    boolean absentMeansNone,
    String doc,
    @Nullable String unit,
    List<String> choices,
    boolean open,
    @Nullable BigDecimal minimum,
    @Nullable BigDecimal maximum,
    @Nullable Object defaultValue,
    Reading reading) {

  /** By the name alone, as fields are looked up often and have much to hash. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /**
   * Declarations of a field that help to read its values as meant.
   *
   * @param aliases other headings under which people write the field
   * @param names the kind of name that the values are, such as role, or null; see {@link NameTable}
   * @param refersTo the type and field whose values these are, such as {@code System.name}, or null
   * @param past whether it is the date of something done, which cannot lie after the advice
   * @param key whether entries that agree in it (and in the other keys) speak of the same thing
   * @param wholePer the field of the same entry for each of whose values these shares add up to at
   *     most 1, or null
   */
  public record Reading(
      List<String> aliases,
      @Nullable String names,
      @Nullable String refersTo,
      boolean past,
      boolean key,
      @Nullable String wholePer) {
    public static final Reading PLAIN = new Reading(List.of(), null, null, false, false, null);
  }

  /** Whether the field's values are counted in that unit. */
  public boolean isIn(Unit wanted) {
    return Unit.of(unit) == wanted;
  }

  /** A field without declarations that help to read it. */
  public Field(
      String name,
      FieldType type,
      boolean required,
      boolean absentMeansNone,
      String doc,
      @Nullable String unit,
      List<String> choices,
      boolean open,
      @Nullable BigDecimal minimum,
      @Nullable BigDecimal maximum,
      @Nullable Object defaultValue) {
    this(
        name,
        type,
        required,
        absentMeansNone,
        doc,
        unit,
        choices,
        open,
        minimum,
        maximum,
        defaultValue,
        Reading.PLAIN);
  }
}
