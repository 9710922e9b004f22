package nestor.server.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import nestor.store.StoreException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP endpoint as a Camel bean. It identifies the request by the message and takes nothing else
 * from it, so that no header of a client means anything to Camel.
 */
public final class Endpoint implements Processor {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

  private final String name;
  private final WebServer server;
  private final RequestHandler handler;

  public Endpoint(String name, WebServer server, RequestHandler handler) {
    this.name = name;
    this.server = server;
    this.handler = handler;
  }

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    HttpServerRequest request = requireNonNull(exchange.getMessage(HttpMessage.class)).getRequest();
    RequestContext context = server.contextOf(request).orElse(null);
    if (context == null || !context.begin()) {
      LOG.debug("{} {}: the client went away", request.method(), request.path());
      message.removeHeaders("*");
      message.setBody(null);
      exchange.setRouteStop(true);
      return;
    }
    Response response;
    try {
      context.reached(name);
      response = answer(context);
    } finally {
      context.end();
    }
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, response.status());
    response.headers().forEach(message::setHeader);
    if (response.mediaType() == null) {
      message.setBody(null);
    } else {
      message.setHeader(Exchange.CONTENT_TYPE, response.mediaType());
      message.setBody(ByteBuffer.wrap(response.body()));
    }
  }

  private Response answer(RequestContext context) {
    try {
      return handler.answer(context);
    } catch (ProblemException refusal) {
      return server.response(refusal.problem(), context);
    } catch (StoreException | IOException e) {
      LOG.error("{} {} could not be done", context.method(), context.path(), e);
      Problem problem =
          Problem.of(
                  503,
                  "The disk or the store does not answer",
                  "nothing was changed; look at /health/ready and log/nestor.log, and try again")
              .with("Retry-After", "10");
      return server.response(problem, context);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      LOG.error("{} {} met a fault in Nestor", context.method(), context.path(), e);
      return server.response(
          Problem.of(
              500,
              "A fault in Nestor",
              "not in your request; report it with what log/nestor.log says of it"),
          context);
    }
  }
}
