package nestor.intake;

import java.util.Map;
import java.util.Optional;

/** Media types of the formats in which documents come, in mail and over HTTP alike. */
public final class DocumentMediaTypes {
  private static final Map<String, String> EXTENSIONS =
      Map.of(
          "application/json", ".json",
          "text/json", ".json",
          "application/yaml", ".yaml",
          "application/x-yaml", ".yaml",
          "text/yaml", ".yaml",
          "text/x-yaml", ".yaml",
          "text/csv", ".csv",
          "application/csv", ".csv",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx",
          "application/vnd.oasis.opendocument.spreadsheet", ".ods");

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
