package nestor.server.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Optional;
import nestor.diagnostics.UserErrorException;
import nestor.rulebook.OrganisationSection;
import nestor.server.auth.Token;
import nestor.server.auth.TokenRepository;
import nestor.store.Database;

/**
 * Operations on the tokens by which clients of a server are known. Requests are authenticated by
 * {@code TokenAuthenticator}, not here.
 */
final class TokenOperations {
  private final Database database;
  private final Clock clock;
  private final Runnable onChange;
  private final TokenRepository tokens = new TokenRepository();

  /**
   * @param onChange called when a token was made or revoked
   */
  TokenOperations(Database database, Clock clock, Runnable onChange) {
    this.database = database;
    this.clock = clock;
    this.onChange = onChange;
  }

  /** Makes a token, and returns it with its secret. */
  ObjectNode create(ObjectNode arguments) {
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
        database.write(tx -> tokens.make(tx, organisation, name, clock.instant()));
    onChange.run();
    return json(made.token()).put("secret", made.secret());
  }

  /** Returns all tokens, without their secrets. */
  ObjectNode list() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode all = json.putArray("tokens");
    database.read(tokens::all).forEach(token -> all.add(json(token)));
    return json;
  }

  /** Revokes a token. */
  ObjectNode revoke(String id) {
    boolean revoked = database.write(tx -> tokens.revoke(tx, id, clock.instant()));
    if (!revoked) {
      throw new UserErrorException(
          id + ": no token of that id counts; nestor token list shows those that do");
    }
    onChange.run();
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
