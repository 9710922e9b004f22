package nestor.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.diagnostics.Diagnostic;

/**
 * Error response as RFC 9457 defines it, with a fault for each error of a document. Throw its
 * {@link ProblemException}; {@link ErrorResponder} answers what failed otherwise.
 *
 * @param title the kind of problem, the same for every case of it
 * @param detail this case, and its cure
 * @param faults of the documents that came with it, an entry each
 * @param headers that go with it
 */
public record Problem(
    int status, String title, String detail, List<Diagnostic> faults, Map<String, String> headers) {
  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A problem of the request as a whole. */
  public static Problem of(int status, String title, String detail) {
    return new Problem(status, title, detail, List.of(), Map.of());
  }

  /** A problem of the documents in the request. */
  public static Problem of(List<Diagnostic> faults) {
    String detail =
        faults.size() == 1
            ? faults.get(0).toString()
            : faults.size() + " faults; each names its place and its cure";
    return new Problem(422, "The documents cannot be taken in", detail, faults, Map.of());
  }

  /** This problem with one more header. */
  public Problem with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Problem(status, title, detail, faults, more);
  }

  /** The refusal that ends a request with this problem. */
  public ProblemException refusal() {
    return new ProblemException(this);
  }

  /** Returns the response that reports it. */
  public Response answer() {
    return new Response(
        status,
        MEDIA_TYPE,
        (json().toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8),
        headers);
  }

  /** Its JSON, to which members may be added. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", "about:blank");
    json.put("title", title);
    json.put("status", status);
    json.put("detail", detail);
    if (!faults.isEmpty()) {
      ArrayNode all = json.putArray("faults");
      for (Diagnostic diagnostic : faults) {
        ObjectNode one = all.addObject();
        one.put("document", diagnostic.document());
        if (diagnostic.line() > 0) {
          one.put("line", diagnostic.line());
        }
        if (diagnostic.column() > 0) {
          one.put("column", diagnostic.column());
        }
        if (diagnostic.path() != null) {
          one.put("path", diagnostic.path());
        }
        one.put("what", diagnostic.what());
        one.put("cure", diagnostic.cure());
      }
    }
    return json;
  }
}
