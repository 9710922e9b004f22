package nestor.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nestor.evidence.DocumentLimits;
import nestor.intake.DeclaredCharset;
import org.jspecify.annotations.Nullable;

/**
 * Documents of a request: the body itself, or the parts of a form. For the fields of a form use
 * {@link FormData}.
 */
final class UploadedDocuments {
  private UploadedDocuments() {}

  /** Takes one document. */
  @FunctionalInterface
  interface Taker {
    void take(String name, InputStream content) throws IOException;
  }

  /**
   * Hands over each document in its order.
   *
   * @throws ProblemException if there is none, if the parts cannot be separated, or if the format
   *     of a document cannot be determined
   */
  static void each(RequestContext context, Taker taker) throws IOException {
    Path body = context.body();
    if (body == null || Files.size(body) == 0) {
      throw none();
    }
    String type = context.header("content-type");
    if (type == null || !MultipartReader.isMultipart(type)) {
      String given =
          context
              .parameter("name")
              .or(() -> ContentDisposition.in(context.header("content-disposition")))
              .orElse(null);
      String name = name(given, type);
      try (InputStream content = Files.newInputStream(body)) {
        taker.take(name, utf8(content, type));
      }
      return;
    }
    int[] taken = {0};
    MultipartReader.read(
        body,
        type,
        (field, fileName, partType, content) -> {
          // An empty file field of a form, in which nothing was chosen.
          if ((fileName == null && partType == null) || (fileName != null && fileName.isEmpty())) {
            return;
          }
          taker.take(name(fileName, partType), utf8(content, partType));
          taken[0]++;
        });
    if (taken[0] == 0) {
      throw none();
    }
  }

  /** A text in UTF-8 where the type declares another charset; anything else as it comes. */
  private static InputStream utf8(InputStream content, @Nullable String type) throws IOException {
    String charset = MediaTypes.charset(type);
    if (charset == null || charset.equalsIgnoreCase("utf-8")) {
      return content;
    }
    byte[] start = content.readNBytes(DocumentLimits.LARGEST + 1);
    return start.length > DocumentLimits.LARGEST
        ? new SequenceInputStream(new ByteArrayInputStream(start), content)
        : new ByteArrayInputStream(DeclaredCharset.utf8(start, charset));
  }

  private static String name(@Nullable String given, @Nullable String type) {
    Optional<String> name = ContentDisposition.last(given);
    if (name.isPresent()) {
      String found = name.get();
      return found.contains(".") ? found : found + MediaTypes.extension(type).orElse("");
    }
    String extension =
        MediaTypes.extension(type)
            .orElseThrow(
                () ->
                    Problem.of(
                            415,
                            "Not a format that is read here",
                            "a document comes as JSON, YAML, CSV, XLSX or ODS; say which in Content-Type,"
                                + " or by the file name in ?name= or Content-Disposition")
                        .refusal());
    if (extension.equals(".csv") || extension.equals(".tsv")) {
      throw Problem.of(
              400,
              "Which section is it?",
              "a CSV document is one section, and its name says which; send ?name=SECTION.csv, or"
                  + " put it to /organisations/ID/sections/SECTION")
          .refusal();
    }
    return "document" + extension;
  }

  private static ProblemException none() {
    return Problem.of(
            400,
            "No document",
            "the request holds no document; send one as the body, or several files as"
                + " multipart/form-data")
        .refusal();
  }
}
