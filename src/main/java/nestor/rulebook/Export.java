package nestor.rulebook;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kind of file that another program writes, as the rulebook's folder {@code exports} describes it:
 * how it is recognised, and which section it would give.
 *
 * @param id its key in the file that describes it
 * @param name what one such file is, such as "a CycloneDX SBOM"
 * @param describes where it comes from: the program, and the command or menu that writes it
 * @param format how it is written
 * @param has paths that are all there, such as {@code metadata.tools} or {@code [].short_id};
 *     {@code []} is the first entry of a list
 * @param where paths that hold this text, in which {@code *} stands for any
 * @param columns headings that a table has
 * @param gives the section that it holds, or null where it holds nothing about an organisation
 */
public record Export(
    String id,
    String name,
    String describes,
    Format format,
    List<String> has,
    Map<String, String> where,
    List<String> columns,
    @Nullable String gives) {
  private static final int OF_A_VALUE = 100;

  /** Format of a file. */
  public enum Format {
    /** Names and values, in JSON or YAML. */
    TREE,
    /** Rows and columns, in CSV. */
    TABLE
  }

  /**
   * Weight of its signs: of two exports that fit, the heavier one is meant. A value weighs more
   * than any number of names.
   */
  public int weight() {
    return OF_A_VALUE * where.size() + has.size() + columns.size();
  }
}
