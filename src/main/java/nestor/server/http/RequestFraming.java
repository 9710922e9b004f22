package nestor.server.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Set;

/**
 * Check that the end of a request is unambiguous (RFC 9112, section 6.3). A request that two
 * programs could read differently is refused before any of it counts. Bytes that are no HTTP never
 * get here.
 */
final class RequestFraming {
  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  private RequestFraming() {}

  /**
   * Looks at the headers.
   *
   * @throws ProblemException if it could be read in two ways, or has a body that means nothing; the
   *     connection must be closed then
   */
  static void check(HttpServerRequest request) {
    List<String> codings = request.headers().getAll("transfer-encoding");
    List<String> lengths = request.headers().getAll("content-length");
    if (!codings.isEmpty() && !lengths.isEmpty()) {
      throw unusable("it has both Content-Length and Transfer-Encoding; send one of them");
    }
    if (lengths.size() > 1 || lengths.stream().anyMatch(length -> !isNumber(length))) {
      throw unusable("its Content-Length is not one number; send one");
    }
    if (!codings.isEmpty()
        && (codings.size() > 1
            || !codings.get(0).equalsIgnoreCase("chunked")
            || request.version() == HttpVersion.HTTP_1_0)) {
      throw unusable(
          "its Transfer-Encoding is not chunked alone, as HTTP/1.1 has it; send Content-Length");
    }
    if (ResponseWriter.hasBody(request) && !WITH_BODY.contains(request.method())) {
      throw unusable("a body means nothing with " + request.method() + "; send none");
    }
  }

  /**
   * Whether what comes after the request must not be read: of two lengths in HTTP/1.0 Netty shows
   * one.
   */
  static boolean isLast(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_0 && ResponseWriter.hasBody(request);
  }

  private static boolean isNumber(String length) {
    return !length.isEmpty()
        && length.length() <= 18
        && length.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }

  private static ProblemException unusable(String what) {
    return Problem.of(400, "Unusable request", what).with("Connection", "close").refusal();
  }
}
