package nestor.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import nestor.diagnostics.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * HTTP response: status, headers, media type and body. It is whole in memory: an advisory or a
 * page, never a document that was received.
 *
 * @param mediaType null where there is no body
 * @param headers beside the content type
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Response(
    int status, @Nullable String mediaType, byte[] body, Map<String, String> headers) {

  /** A body of that type. */
  public static Response of(int status, String mediaType, byte[] body) {
    return new Response(
        status,
        mediaType.startsWith("text/") ? mediaType + "; charset=utf-8" : mediaType,
        body,
        Map.of());
  }

  /** A JSON body. */
  public static Response json(int status, JsonNode body) {
    return of(
        status, MediaTypes.JSON, (body.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** This answer with one more header. */
  public Response with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Response(status, mediaType, body, more);
  }

  /**
   * This answer with a tag of its body; where the caller holds that body already, the news that it
   * has not changed.
   *
   * @param ifNoneMatch the tags that the caller holds, or null
   */
  public Response tagged(@Nullable String ifNoneMatch) {
    String tag = "\"" + hash().substring(0, 32) + "\"";
    Response tagged = with("ETag", tag).with("Cache-Control", "no-cache");
    return ifNoneMatch != null && matches(ifNoneMatch, tag)
        ? new Response(304, null, new byte[0], tagged.headers())
        : tagged;
  }

  private static boolean matches(String ifNoneMatch, String tag) {
    return Arrays.stream(ifNoneMatch.split(","))
        .map(String::strip)
        .map(held -> held.startsWith("W/") ? held.substring(2) : held)
        .anyMatch(held -> held.equals("*") || held.equals(tag));
  }

  private String hash() {
    MessageDigest digest = Sha256.digest();
    digest.update(String.valueOf(mediaType).getBytes(StandardCharsets.UTF_8));
    digest.update(body);
    return Sha256.of(digest);
  }
}
