package nestor.server.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;

/** Fields of a form that a page sent. Files in the form are read by {@link MultipartReader}. */
final class FormData {
  private static final int LONGEST = 100_000;

  private final Map<String, String> fields;

  private FormData(Map<String, String> fields) {
    this.fields = fields;
  }

  /**
   * Reads a form.
   *
   * @throws ProblemException if it is none, or does not carry the token that our pages carry
   */
  static FormData of(RequestContext context) throws IOException {
    Path body = context.body();
    String type = context.header("content-type");
    Map<String, String> fields = new TreeMap<>();
    if (body != null && type != null && MultipartReader.isMultipart(type)) {
      MultipartReader.read(
          body,
          type,
          (field, fileName, partType, content) -> {
            if (fileName == null) {
              byte[] value = content.readNBytes(LONGEST + 1);
              if (value.length > LONGEST) {
                throw Problem.of(
                        413,
                        "Too large",
                        field + " is longer than " + LONGEST + " bytes; shorten it")
                    .refusal();
              }
              fields.putIfAbsent(field, new String(value, StandardCharsets.UTF_8));
            }
          });
    }
    if (!MessageDigest.isEqual(
        fields.getOrDefault("token", "").getBytes(StandardCharsets.UTF_8),
        context.formToken().getBytes(StandardCharsets.UTF_8))) {
      throw Problem.of(
              403,
              "Not sent by a page of this server",
              "the page may be from before the last log-in or start; load it again and send it once"
                  + " more")
          .refusal();
    }
    return new FormData(fields);
  }

  /** A field as it was typed, or empty where there is none. */
  String get(String name) {
    return fields.getOrDefault(name, "").strip();
  }

  /** All fields. */
  Map<String, String> all() {
    return fields;
  }
}
