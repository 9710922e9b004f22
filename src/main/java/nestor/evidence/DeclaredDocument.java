package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.NameTable;

/**
 * Writer of what is declared beside a document into the document itself, so that both are kept as
 * one. Workbooks and archives have no place for it that a program could write to.
 */
public final class DeclaredDocument {
  private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

  private DeclaredDocument() {}

  /**
   * A document with a declaration in it, or the faults for which there is none.
   *
   * @param name its file name, whose extension names its form
   */
  public static SingleSectionDocument.Outcome of(
      String name, byte[] content, Declaration declaration) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (extension) {
      case "csv" -> document(name, csv(content, declaration));
      case "json", "yaml", "yml" -> tree(name, content, extension.equals("json"), declaration);
      default ->
          faulty(
              name,
              "has no place for a source that is named beside it",
              "write it into the document: a row `source` of the organisation sheet");
    };
  }

  private static SingleSectionDocument.Outcome tree(
      String name, byte[] content, boolean json, Declaration declaration) {
    ParseContext context = new ParseContext(name, NameTable.EMPTY);
    JsonNode tree = SingleSectionDocument.tree(content, json, context);
    if (tree == null || context.isFaulty()) {
      return new SingleSectionDocument.Outcome(
          Optional.empty(), ((Rejection) context.finish(null)).faults());
    }
    if (!(tree instanceof ObjectNode whole)) {
      return faulty(
          name,
          "is a list, which has no place for a source that is named beside it",
          "write the section's name above it, or send it to the address of the section");
    }
    JsonNode source = whole.path(Declaration.SOURCE);
    if (declaration.source() != null
        && source.isTextual()
        && !declaration.source().equals(Declaration.name(source.textValue()))) {
      return faulty(
          name, "names the source " + source + ", and the request another", "name one source");
    }
    declare(whole, declaration);
    return document(name, SingleSectionDocument.write(whole, json));
  }

  /** Adds a declaration to the sections of a document. */
  static void declare(ObjectNode whole, Declaration declaration) {
    if (declaration.source() != null) {
      whole.put(Declaration.SOURCE, declaration.source());
    }
    if (!declaration.partial().isEmpty()) {
      JsonNode former = whole.path(Declaration.PARTIAL);
      ArrayNode partial = whole.putArray(Declaration.PARTIAL);
      former.forEach(partial::add);
      if (former.isTextual() || former.isBoolean()) {
        partial.add(former.asText());
      }
      declaration.partial().forEach(partial::add);
    }
  }

  /** A CSV text with a first line that declares. */
  static byte[] csv(byte[] content, Declaration declaration) {
    if (declaration.isEmpty()) {
      return content;
    }
    String line =
        "# "
            + (declaration.partial().isEmpty() ? "" : Declaration.PARTIAL)
            + (declaration.source() == null
                ? ""
                : (declaration.partial().isEmpty() ? "" : "; ")
                    + Declaration.SOURCE
                    + ": "
                    + declaration.source())
            + "\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(line.getBytes(StandardCharsets.UTF_8));
    int from = 0;
    while (from < BYTE_ORDER_MARK.length
        && from < content.length
        && (content[from] & 0xFF) == BYTE_ORDER_MARK[from]) {
      from++;
    }
    from = from == BYTE_ORDER_MARK.length ? from : 0;
    bytes.write(content, from, content.length - from);
    return bytes.toByteArray();
  }

  private static SingleSectionDocument.Outcome document(String name, byte[] content) {
    return new SingleSectionDocument.Outcome(
        Optional.of(new Document(name, content, null)), List.of());
  }

  private static SingleSectionDocument.Outcome faulty(String name, String what, String cure) {
    return new SingleSectionDocument.Outcome(
        Optional.empty(), List.of(Diagnostic.in(name, null, what, cure)));
  }
}
