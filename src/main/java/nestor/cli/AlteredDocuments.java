package nestor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/**
 * Report of archived documents that are gone or no longer what arrived. They are found where a home
 * is copied; this only reports them.
 */
final class AlteredDocuments {
  private AlteredDocuments() {}

  /**
   * Reports each of them.
   *
   * @param about the answer that lists the paths of the documents under "changed"
   * @return the exit code
   */
  static int print(JsonNode about, PrintWriter err) {
    JsonNode changed = about.path("changed");
    changed.forEach(
        path ->
            err.println(
                path.asText()
                    + " is gone or not what arrived: its SHA-256 differs from its receipt; find"
                    + " out who changed it, and take it from an older backup"));
    err.flush();
    return changed.isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
  }
}
