package nestor.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Writer of responses to Vert.x, with the security headers that every response carries. Endpoints
 * return a {@link Response} and leave the writing to Camel; this writes what reaches no endpoint.
 */
final class ResponseWriter {
  private ResponseWriter() {}

  /** Sets the headers that keep browsers from harm, whatever the answer will be. */
  static void guard(HttpServerResponse response, boolean secure) {
    response
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action"
                + " 'self'; base-uri 'none'; frame-ancestors 'none'");
    if (secure) {
      response.putHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }

  static void write(HttpServerResponse response, Response answer, HttpMethod method) {
    answer.headers().forEach(response::putHeader);
    response
        .setStatusCode(answer.status())
        .putHeader("Content-Type", String.valueOf(answer.mediaType()))
        .putHeader("Content-Length", Integer.toString(answer.body().length));
    if (method.equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(Buffer.buffer(answer.body()));
    }
  }

  /** Whether more than the headers is on its way. */
  static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader("content-length");
    return request.getHeader("transfer-encoding") != null
        || (length != null && !length.equals("0"));
  }

  /** Answers what is no HTTP at all, or too long to be meant. */
  static void malformed(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    String what = String.valueOf(cause);
    int status = what.contains("TooLongHttpLine") ? 414 : what.contains("TooLong") ? 431 : 400;
    Response response =
        Problem.of(
                status,
                "Unusable request",
                status == 400
                    ? "this is not HTTP as RFC 9112 writes it; use a client that speaks it"
                    : "the address or the headers are too long; send less of them")
            .answer();
    request.response().putHeader("Connection", "close");
    write(request.response(), response, request.method());
    request.connection().close();
  }
}
