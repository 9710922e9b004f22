package nestor.app.web;

import static java.util.Objects.requireNonNull;

import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import nestor.http.Answer;
import nestor.http.Problem;
import nestor.http.Refusal;
import nestor.store.StoreException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a route of HTTP calls: takes nothing from the message but which request it is, so that no
 * header that a client may have thought of means anything to Camel.
 */
public final class Endpoint implements Processor {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

  private final String name;
  private final WebServer server;
  private final Work work;

  /** Answers a request. */
  @FunctionalInterface
  public interface Work {
    /** The answer; a {@link Refusal} is one, too. */
    Answer answer(Visit visit) throws IOException;
  }

  /** What is done where a form is sent, and what where its page is asked for. */
  public static Work formOr(Work page, Work form) {
    return visit -> (visit.method().equals("POST") ? form : page).answer(visit);
  }

  public Endpoint(String name, WebServer server, Work work) {
    this.name = name;
    this.server = server;
    this.work = work;
  }

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    HttpServerRequest request = requireNonNull(exchange.getMessage(HttpMessage.class)).getRequest();
    Visit visit = server.visit(request).orElse(null);
    if (visit == null || !visit.begin()) {
      LOG.debug("{} {}: the client went away", request.method(), request.path());
      message.removeHeaders("*");
      message.setBody(null);
      exchange.setRouteStop(true);
      return;
    }
    Answer answer;
    try {
      visit.reached(name);
      answer = answer(visit);
    } finally {
      visit.end();
    }
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
    answer.headers().forEach(message::setHeader);
    if (answer.mediaType() == null) {
      message.setBody(null);
    } else {
      message.setHeader(Exchange.CONTENT_TYPE, answer.mediaType());
      message.setBody(ByteBuffer.wrap(answer.body()));
    }
  }

  private Answer answer(Visit visit) {
    try {
      return work.answer(visit);
    } catch (Refusal refusal) {
      return server.told(refusal.problem(), visit);
    } catch (StoreException | IOException e) {
      LOG.error("{} {} could not be done", visit.method(), visit.path(), e);
      Problem problem =
          Problem.of(
                  503,
                  "The disk or the store does not answer",
                  "nothing was changed; look at /health/ready and log/nestor.log, and try again")
              .with("Retry-After", "10");
      return server.told(problem, visit);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      LOG.error("{} {} met a fault in Nestor", visit.method(), visit.path(), e);
      return server.told(
          Problem.of(
              500,
              "A fault in Nestor",
              "not in your request; report it with what log/nestor.log says of it"),
          visit);
    }
  }
}
