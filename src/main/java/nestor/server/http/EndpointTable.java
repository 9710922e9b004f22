package nestor.server.http;

import static nestor.server.http.RequestHandler.either;
import static nestor.server.http.RequestHandler.formOr;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Table of all HTTP endpoints: the one place where an endpoint is added. The Camel routes are made
 * from it by the route template in {@code routes/http.camel.yaml}, the {@code Allow} header of a
 * 405 is read from it, and a test holds it against {@code openapi.yaml}.
 *
 * <p>{@link #EVENTS} is no row: its response stays open, so {@link WebServer} serves it itself.
 */
public final class EndpointTable {
  /** Path of the server-sent events. */
  static final String EVENTS = "/events";

  private static final String GET = "GET,HEAD";
  private static final String GET_POST = "GET,HEAD,POST";
  private static final String GET_PUT_DELETE = "DELETE,GET,HEAD,PUT";
  private static final String POST = "POST";

  /** All endpoints. */
  public static final List<Row> ROWS =
      List.of(
          row("http-advise", POST, "/advise", on -> on.advise()::answer),
          row(
              "http-organisations",
              GET,
              "/organisations",
              on -> either(on.pages()::organisations, on.organisations()::all)),
          row(
              "http-organisation",
              GET,
              "/organisations/{id}",
              on -> either(on.pages()::organisation, on.organisations()::one)),
          row(
              "http-section",
              GET_PUT_DELETE,
              "/organisations/{id}/sections/{section}",
              EndpointTable::section),
          row(
              "http-documents",
              POST,
              "/organisations/{id}/documents",
              on -> on.documents()::upload),
          row(
              "http-advisories",
              GET,
              "/organisations/{id}/advisories",
              on -> either(on.pages()::advisories, on.organisations()::advisories)),
          row(
              "http-advisory",
              GET,
              "/organisations/{id}/advisories/{advisory}",
              on -> on.organisations()::advisory),
          row(
              "http-receipt",
              GET,
              "/receipts/{id}",
              on -> either(on.pages()::receipt, on.documents()::receipt)),
          row("http-rules", GET, "/rules", on -> either(on.pages()::rules, on.meta()::rules)),
          row("http-schema", GET, "/schema.json", on -> on.meta()::schema),
          row("http-openapi", GET, "/openapi.json", on -> on.meta()::openApi),
          row("http-live", GET, "/health/live", on -> on.meta()::live),
          row("http-ready", GET, "/health/ready", on -> on.meta()::ready),
          row("http-metrics", GET, "/metrics", on -> on.meta()::metrics),
          row("page-home", GET, "/", on -> on.pages()::home),
          form("page-documents", POST, "/documents", on -> on.forms()::upload),
          form("page-put-back", POST, "/receipts/{id}/put-back", on -> on.forms()::putBack),
          form("page-replies", POST, "/organisations/{id}/replies", on -> on.forms()::reply),
          form(
              "page-withdrawal",
              POST,
              "/organisations/{id}/sections/{section}/withdrawal",
              on -> on.forms()::withdraw),
          form("page-answers", POST, "/organisations/{id}/answers", on -> on.forms()::answer),
          form(
              "page-what-if",
              GET_POST,
              "/organisations/{id}/what-if",
              on -> formOr(on.pages()::whatIf, on.forms()::whatIf)),
          row(
              "page-rule",
              GET,
              "/rules/{topic}/{name}",
              on -> either(on.pages()::rule, on.meta()::rule)),
          row("page-rulebook", GET, "/rulebook", on -> on.pages()::rulebook),
          row("page-status", GET, "/status", on -> on.pages()::status),
          form(
              "page-log-in",
              GET_POST,
              "/log-in",
              on -> formOr(on.pages()::logIn, on.forms()::logIn)),
          form("page-log-out", POST, "/log-out", on -> on.forms()::logOut),
          row("page-styles", GET, "/pages.css", on -> on.pages()::styles),
          row("page-script", GET, "/pages.js", on -> on.pages()::script),
          row("page-icon", GET, "/icon.svg", on -> on.pages()::icon));

  private EndpointTable() {}

  /**
   * The objects whose methods answer requests.
   *
   * @param meta catalogue, schema, description, health and metrics
   * @param pages pages for browsers
   * @param forms what the forms of those pages send
   */
  public record Handlers(
      AdviseEndpoint advise,
      OrganisationEndpoints organisations,
      DocumentEndpoints documents,
      MetaEndpoints meta,
      PageEndpoints pages,
      FormEndpoints forms) {}

  /**
   * One endpoint.
   *
   * @param name id of its route, name of its bean, and label of its metrics
   * @param methods HTTP methods, separated by commas without spaces
   * @param path path template as in OpenAPI, such as {@code /receipts/{id}}
   * @param form whether a form of the pages is sent to it; its handler checks the form's token
   * @param handler the method that answers, given the objects that have such methods
   */
  public record Row(
      String name,
      String methods,
      String path,
      boolean form,
      Function<Handlers, RequestHandler> handler) {
    private boolean matches(String wanted) {
      String pattern = "\\Q" + path.replaceAll("\\{[^}]*\\}", "\\\\E[^/]+\\\\Q") + "\\E";
      return Pattern.matches(pattern, wanted);
    }
  }

  /**
   * Returns the methods of a path, separated by a comma and a space; empty where nothing is at that
   * path.
   */
  public static String methods(String path) {
    if (path.equals(EVENTS)) {
      return GET.replace(",", ", ");
    }
    return ROWS.stream()
        .filter(row -> row.matches(path))
        .map(row -> row.methods().replace(",", ", "))
        .collect(Collectors.joining(", "));
  }

  /** Whether a form of the pages is sent to a path, so that the form's token is checked there. */
  static boolean takesForms(String path) {
    return ROWS.stream().anyMatch(row -> row.form() && row.matches(path));
  }

  private static Row row(
      String name, String methods, String path, Function<Handlers, RequestHandler> handler) {
    return new Row(name, methods, path, false, handler);
  }

  private static Row form(
      String name, String methods, String path, Function<Handlers, RequestHandler> handler) {
    return new Row(name, methods, path, true, handler);
  }

  private static RequestHandler section(Handlers on) {
    RequestHandler read = either(on.pages()::section, on.organisations()::section);
    return context ->
        switch (context.method()) {
          case "PUT" -> on.documents().section(context);
          case "DELETE" -> on.documents().withdraw(context, on.organisations());
          default -> read.answer(context);
        };
  }
}
