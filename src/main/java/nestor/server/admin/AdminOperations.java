package nestor.server.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryJson;
import nestor.diagnostics.UserErrorException;
import nestor.dossier.AdvisoryState;
import nestor.dossier.StoredSection;
import nestor.intake.ChangedDocumentException;
import nestor.intake.Receipt;
import nestor.rulebook.OrganisationSection;
import nestor.server.auth.Token;
import nestor.server.auth.TokenRepository;
import nestor.server.pipeline.ReceiptJson;
import nestor.server.pipeline.Repositories;
import nestor.server.status.Status;

/**
 * Operations for the people who run a server: status, replay, reproduce, tokens, backup. They work
 * alike on a running server and on a home that no server has open. Questions and answers are JSON,
 * so that a command gets the same from either.
 */
public final class AdminOperations {
  private static final int DOSSIERS_AT_ONCE = 200;

  private final Repositories repositories;
  private final Clock clock;
  private final Supplier<Status> status;
  private final Runnable onReceived;
  private final Runnable onTokens;
  private final TokenRepository tokens = new TokenRepository();

  /**
   * @param onReceived called when a document was put back
   * @param onTokens called when a token was made or revoked
   */
  public AdminOperations(
      Repositories repositories,
      Clock clock,
      Supplier<Status> status,
      Runnable onReceived,
      Runnable onTokens) {
    this.repositories = repositories;
    this.clock = clock;
    this.status = status;
    this.onReceived = onReceived;
    this.onTokens = onTokens;
  }

  /**
   * Does what is asked.
   *
   * @throws UserErrorException if it makes no sense; the message says why
   * @throws IOException if the disk refuses
   */
  ObjectNode answer(AdminOperation operation, ObjectNode arguments) throws IOException {
    return switch (operation) {
      case STATUS -> status.get().toJson();
      case DOSSIERS -> dossiers();
      case DOSSIERS_AFTER -> dossiersAfter(arguments.path("after").asText());
      case DOSSIER -> dossier(arguments.path("organisation").asText());
      case REPLAY -> replay(arguments.path("id").asText());
      case ADVICE -> advice(arguments.path("id").asText());
      case BACKUP ->
          Backup.make(
              repositories.home().toAbsolutePath().normalize(),
              repositories,
              Path.of(arguments.path("file").asText()),
              clock.instant());
      case TOKEN_NEW -> newToken(arguments);
      case TOKEN_LIST -> listTokens();
      case TOKEN_REVOKE -> revoke(arguments.path("id").asText());
    };
  }

  /** Returns a past advisory with everything on which it rests. */
  private ObjectNode advice(String id) {
    List<Advisory> found =
        id.isEmpty()
            ? List.of()
            : repositories.database().read(tx -> repositories.advisories().withId(tx, id, 2));
    if (found.size() != 1) {
      throw new UserErrorException(
          found.isEmpty()
              ? "nestor: no advisory '" + id + "' was given; its id stands at its end"
              : "nestor: several advisories begin with '" + id + "'; write more of the id");
    }
    Advisory advisory = found.get(0);
    ObjectNode advice = JsonNodeFactory.instance.objectNode();
    advice.put("advisory", AdvisoryJson.write(advisory));
    repositories
        .database()
        .read(tx -> repositories.advisories().previous(tx, advisory))
        .ifPresent(previous -> advice.put("previous", AdvisoryJson.write(previous)));
    if (!advice.has("previous")
        && repositories
            .database()
            .read(tx -> repositories.advisories().wasCompared(tx, advisory))) {
      advice.put("previousIsGone", true);
    }
    repositories
        .database()
        .read(
            tx ->
                repositories
                    .advisories()
                    .confirmation(tx, advisory.organisation().id(), advisory.advisory()))
        .ifPresent(confirmation -> advice.put("confirmedOn", confirmation.on().toString()));
    SortedMap<String, StoredSection> used =
        repositories
            .database()
            .read(
                tx ->
                    repositories
                        .dossiers()
                        .usedFor(tx, advisory.organisation().id(), advisory.advisory()));
    sections(used, advice.putObject("sections"));
    ArrayNode changed = advice.putArray("changed");
    used.values().stream()
        .map(section -> section.origin().sha256())
        .distinct()
        .flatMap(
            hash ->
                repositories
                    .database()
                    .read(tx -> repositories.receipts().accepted(tx, hash))
                    .stream())
        .filter(receipt -> !isWhatArrived(receipt))
        .forEach(receipt -> changed.add(receipt.path()));
    return advice;
  }

  private boolean isWhatArrived(Receipt receipt) {
    try {
      repositories.intake().verify(receipt);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private ObjectNode dossiers() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode all = json.putArray("organisations");
    repositories
        .database()
        .read(tx -> repositories.dossiers().standings(tx))
        .forEach(s -> all.add(s.organisation()));
    return json;
  }

  private ObjectNode dossier(String organisation) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    sections(
        repositories.database().read(tx -> repositories.dossiers().kept(tx, organisation)),
        json.putObject("sections"));
    return json;
  }

  /** The dossiers of the organisations whose ids come after that one, at most so many. */
  private ObjectNode dossiersAfter(String after) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode all = json.putObject("organisations");
    repositories
        .database()
        .read(
            tx -> {
              repositories.dossiers().standings(tx).stream()
                  .map(AdvisoryState::organisation)
                  .filter(id -> id.compareTo(after) > 0)
                  .sorted()
                  .limit(DOSSIERS_AT_ONCE)
                  .forEach(id -> sections(repositories.dossiers().kept(tx, id), all.putObject(id)));
              return true;
            });
    return json;
  }

  private static void sections(SortedMap<String, StoredSection> sections, ObjectNode into) {
    sections.forEach(
        (name, kept) ->
            into.putObject(name)
                // As text, so that no number changes on its way.
                .put("entries", kept.entries())
                .put("document", kept.origin().document())
                .put("received", kept.origin().received().toString())
                .put("sha256", kept.origin().sha256())
                .put("notes", kept.notes()));
  }

  private ObjectNode replay(String id) throws IOException {
    Optional<Receipt> again;
    try {
      again = repositories.intake().replay(id);
    } catch (ChangedDocumentException e) {
      throw new UserErrorException("nestor: " + e.getMessage());
    }
    if (again.isEmpty()) {
      throw new UserErrorException(
          id + ": no document of that id is in quarantine; nestor status lists those that are");
    }
    onReceived.run();
    return ReceiptJson.of(again.get());
  }

  private ObjectNode newToken(ObjectNode arguments) {
    String organisation =
        arguments.hasNonNull("organisation") ? arguments.get("organisation").asText() : null;
    if (organisation != null && !OrganisationSection.isId(organisation)) {
      throw new UserErrorException(
          "--organisation: '"
              + organisation
              + "' is no id; write "
              + OrganisationSection.ID_IN_WORDS);
    }
    String name = arguments.path("name").asText();
    if (name.length() > 200) {
      throw new UserErrorException(
          "--name: it is longer than 200 characters; choose a shorter one");
    }
    TokenRepository.Made made =
        repositories.database().write(tx -> tokens.make(tx, organisation, name, clock.instant()));
    onTokens.run();
    return json(made.token()).put("secret", made.secret());
  }

  private ObjectNode listTokens() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode all = json.putArray("tokens");
    repositories.database().read(tokens::all).forEach(token -> all.add(json(token)));
    return json;
  }

  private ObjectNode revoke(String id) {
    boolean revoked = repositories.database().write(tx -> tokens.revoke(tx, id, clock.instant()));
    if (!revoked) {
      throw new UserErrorException(
          id + ": no token of that id counts; nestor token list tells which there are");
    }
    onTokens.run();
    return JsonNodeFactory.instance.objectNode().put("id", id);
  }

  private static ObjectNode json(Token token) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", token.id());
    json.put("organisation", token.organisation());
    json.put("name", token.name());
    json.put("created", token.createdAt().toString());
    Optional.ofNullable(token.revokedAt())
        .ifPresent(revoked -> json.put("revoked", revoked.toString()));
    return json;
  }
}
