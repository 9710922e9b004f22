package nestor.rulebook;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Section of a document: a kind of data and the type of its entries.
 *
 * @param name the key in a document, such as {@code backups}
 * @param type the declared type of an entry, such as {@code Backup}
 * @param single whether the section is one entry (a JSON object) rather than a list of entries
 * @param speaksFor the field by which the section is complete value by value (a role without rows
 *     is unknown, not absent), or null where a given section is a complete statement
 * @param among the type whose given entries list every value that {@code speaksFor} can have, or
 *     null
 * @param completeAtOne the share field whose sum over one value of {@code speaksFor} must reach 1
 *     before the entries of that value are complete, or null
 * @param aliases other names under which people write the section
 */
public record Section(
    String name,
    String type,
    boolean single,
    String doc,
    List<Field> fields,
    @Nullable String speaksFor,
    @Nullable String among,
    @Nullable String completeAtOne,
    List<String> aliases) {

  /** A section without other names. */
  public Section(
      String name,
      String type,
      boolean single,
      String doc,
      List<Field> fields,
      @Nullable String speaksFor,
      @Nullable String among,
      @Nullable String completeAtOne) {
    this(name, type, single, doc, fields, speaksFor, among, completeAtOne, List.of());
  }

  /** The field of that name. */
  public Optional<Field> field(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst();
  }
}
