package nestor.intake;

import java.util.Map;
import java.util.Optional;

/**
 * Media types of the formats in which documents come, in mail and over HTTP alike. For those of
 * answers over HTTP use {@code MediaTypes}.
 */
public final class DocumentMediaTypes {
  private static final Map<String, String> EXTENSIONS =
      Map.ofEntries(
          Map.entry("application/json", ".json"),
          Map.entry("text/json", ".json"),
          Map.entry("application/yaml", ".yaml"),
          Map.entry("application/x-yaml", ".yaml"),
          Map.entry("text/yaml", ".yaml"),
          Map.entry("text/x-yaml", ".yaml"),
          Map.entry("text/csv", ".csv"),
          Map.entry("application/csv", ".csv"),
          Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
          Map.entry("application/vnd.oasis.opendocument.spreadsheet", ".ods"),
          Map.entry("text/tab-separated-values", ".tsv"),
          Map.entry("application/zip", ".zip"));

  private DocumentMediaTypes() {}

  /**
   * Returns the extension of the file name of a document of that type, with its dot; empty where no
   * documents of that type are read.
   *
   * @param type without parameters, in lower case
   */
  public static Optional<String> extension(String type) {
    return Optional.ofNullable(EXTENSIONS.get(type));
  }
}
