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
    @Nullable Object defaultValue) {}
