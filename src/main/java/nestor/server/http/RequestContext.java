package nestor.server.http;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import nestor.diagnostics.Suggestions;
import nestor.server.auth.Principal;
import nestor.server.auth.Sessions;
import org.jspecify.annotations.Nullable;

/**
 * Request as endpoints see it: method, path, principal and an allow-list of headers. Other headers
 * go no further than here.
 */
public final class RequestContext {
  private final Head head;
  private final @Nullable Principal principal;
  private final String clientName;
  private final RequestFilter.@Nullable Standing standing;
  private final Supplier<Map<String, String>> pathParameters;
  private final boolean ofManagement;
  private volatile @Nullable Path body;
  private volatile String endpoint = "none";
  private final List<Runnable> whenOver = new ArrayList<>();
  private boolean gone;
  private int working;

  /**
   * Head of a request: what the client asks for, before the body.
   *
   * @param path decoded and normalised, without the query
   * @param address the path with the query, as the client wrote it
   * @param headers the headers that are used here, by their names in lower case
   * @param query the query's parameters, the first of each name
   */
  record Head(
      String method,
      String path,
      String address,
      Map<String, String> headers,
      Map<String, String> query) {
    Head {
      headers = Map.copyOf(headers);
      query = Collections.unmodifiableSortedMap(new TreeMap<>(query));
    }
  }

  /**
   * @param principal null where nobody was let in, on a path that is open to all
   * @param clientName the caller and the client's address, for what each may have a share of
   * @param standing what the filter keeps of a browser, or null behind the management port
   */
  RequestContext(
      Head head,
      @Nullable Principal principal,
      String clientName,
      RequestFilter.@Nullable Standing standing,
      Supplier<Map<String, String>> pathParameters,
      boolean ofManagement) {
    this.head = head;
    this.principal = principal;
    this.clientName = clientName;
    this.standing = standing;
    this.pathParameters = pathParameters;
    this.ofManagement = ofManagement;
  }

  public String method() {
    return head.method();
  }

  String path() {
    return head.path();
  }

  String address() {
    return head.address();
  }

  /**
   * Returns whether the caller may see every detail: it is the consultant, or came through the
   * management port.
   */
  boolean seesAll() {
    return ofManagement || (principal != null && principal.isConsultant());
  }

  /** On whose behalf it is made; paths that are open to all do not ask. */
  Principal principal() {
    if (principal == null) {
      throw Problem.of(401, "A token is needed", "present a token").refusal();
    }
    return principal;
  }

  /**
   * Returns the caller and the client's address, which together stand for one client as far as can
   * be known.
   */
  String clientName() {
    return clientName;
  }

  boolean isOfManagement() {
    return ofManagement;
  }

  /** Whether anybody was let in. */
  boolean isIn() {
    return principal != null;
  }

  /** Whether the one who was let in would be so still. */
  boolean isStillIn() {
    return principal != null && (standing == null || standing.lasts().getAsBoolean());
  }

  /** The session of a browser that has logged in. */
  Optional<Sessions.Session> session() {
    return Optional.ofNullable(standing).map(RequestFilter.Standing::session);
  }

  boolean hasSession() {
    return session().isPresent();
  }

  /** Token that the forms of pages carry for this client. */
  String formToken() {
    return standing == null ? "" : standing.formToken();
  }

  /** Whether the caller would rather have a page than anything for programs. */
  boolean prefersPage() {
    return ContentNegotiation.prefersPage(head.headers().get("accept"));
  }

  /** Returns a header that is let through, by its name in lower case. */
  @Nullable String header(String name) {
    return head.headers().get(name);
  }

  /** A part of the path, by the name that the route gives it. */
  String part(String name) {
    String value = pathParameters.get().get(name);
    if (value == null) {
      throw new IllegalStateException("the route of " + path() + " does not name {" + name + "}");
    }
    return value;
  }

  /** A parameter behind the question mark. */
  Optional<String> parameter(String name) {
    return Optional.ofNullable(head.query().get(name)).filter(value -> !value.isBlank());
  }

  /**
   * Refuses every parameter behind the question mark but these.
   *
   * @throws ProblemException with the nearest name
   */
  void takesOnly(String... names) {
    for (String name : head.query().keySet()) {
      if (!List.of(names).contains(name)) {
        throw Problem.of(
                400,
                "Unknown parameter",
                "'"
                    + name
                    + "' means nothing here; "
                    + (names.length == 0 ? "leave it out" : Suggestions.cure(name, List.of(names))))
            .refusal();
      }
    }
  }

  /** The body's bytes in a file that is gone when the request is answered; null where empty. */
  @Nullable Path body() {
    return body;
  }

  void received(Path file) {
    this.body = file;
  }

  /** The endpoint that answered, for counting. */
  String endpoint() {
    return endpoint;
  }

  void reached(String name) {
    this.endpoint = name;
  }

  /**
   * Registers a step for the end of the request: nobody waits for the answer any more, and nobody
   * works on it.
   *
   * @return does it before, and not a second time then
   */
  Runnable whenOver(Runnable step) {
    AtomicBoolean done = new AtomicBoolean();
    Runnable once =
        () -> {
          if (!done.getAndSet(true)) {
            step.run();
          }
        };
    synchronized (whenOver) {
      whenOver.add(once);
    }
    doIfOver();
    return once;
  }

  /** It was answered, or the client went away. */
  void gone() {
    synchronized (whenOver) {
      gone = true;
    }
    doIfOver();
  }

  /** An endpoint begins to work on it; false where nobody waits for that any more. */
  boolean begin() {
    synchronized (whenOver) {
      if (!gone) {
        working++;
      }
      return !gone;
    }
  }

  /** An endpoint that has begun is done. */
  void end() {
    synchronized (whenOver) {
      working--;
    }
    doIfOver();
  }

  private void doIfOver() {
    List<Runnable> steps;
    synchronized (whenOver) {
      if (!gone || working > 0) {
        return;
      }
      steps = List.copyOf(whenOver);
    }
    steps.forEach(Runnable::run);
  }
}
