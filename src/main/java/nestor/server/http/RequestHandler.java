package nestor.server.http;

import java.io.IOException;

/** Handler of the requests to one endpoint, without Camel; {@link Endpoint} runs it in a route. */
@FunctionalInterface
public interface RequestHandler {
  /** The answer; a {@link ProblemException} is one, too. */
  Response answer(RequestContext context) throws IOException;

  /** Chooses between the handler of a sent form and that of its page. */
  static RequestHandler formOr(RequestHandler page, RequestHandler form) {
    return context -> (context.method().equals("POST") ? form : page).answer(context);
  }

  /** Answers with the page if the client prefers pages, and otherwise with the other answer. */
  static RequestHandler either(RequestHandler page, RequestHandler other) {
    return context ->
        (context.prefersPage() ? page.answer(context) : other.answer(context))
            .with("Vary", "Accept");
  }
}
