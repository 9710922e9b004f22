package nestor.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.NameTable;
import org.jspecify.annotations.Nullable;

/**
 * Wrapper that makes a whole document of the value of one section, such as a list of backups sent
 * to the section's address. Use {@link DocumentReader} alone where the document already has
 * sections.
 */
public final class SingleSectionDocument {
  private static final TreeParser TREES = new TreeParser();
  private static final ObjectMappers WRITERS = new ObjectMappers();

  /** Result: a document, or the faults for which there is none. */
  public record Outcome(Optional<Document> document, List<Diagnostic> faults) {}

  private record ObjectMappers(JsonMapper json, YAMLMapper yaml) {
    ObjectMappers() {
      this(
          JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build(),
          YAMLMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build());
    }
  }

  private SingleSectionDocument() {}

  /**
   * Returns a document that gives just that section.
   *
   * @param extension the form of the value: {@code .json}, {@code .yaml} or {@code .csv}
   * @param placedFor the organisation that it is about
   * @param declaration whose statement it is, and whether it is partial
   */
  public static Outcome document(
      String section,
      String extension,
      byte[] value,
      @Nullable String placedFor,
      Declaration declaration) {
    String name = section + extension;
    if (DocumentReader.holdsOneSection(extension)) {
      return new Outcome(
          Optional.of(new Document(name, DeclaredDocument.csv(value, declaration), placedFor)),
          List.of());
    }
    ParseContext context = new ParseContext(name, NameTable.EMPTY);
    boolean json = extension.equals(".json");
    JsonNode tree = tree(value, json, context);
    if (tree == null || context.isFaulty()) {
      return new Outcome(Optional.empty(), ((Rejection) context.finish(null)).faults());
    }
    ObjectNode whole = WRITERS.json().createObjectNode();
    whole.set(section, tree);
    DeclaredDocument.declare(whole, declaration);
    return new Outcome(Optional.of(new Document(name, write(whole, json), placedFor)), List.of());
  }

  /** A document by which a source takes back what it stated of a section. */
  public static Document withdrawal(String section, @Nullable String source, String placedFor) {
    ObjectNode whole = WRITERS.json().createObjectNode();
    if (source != null) {
      whole.put(Declaration.SOURCE, source);
    }
    whole.putArray(Declaration.WITHDRAWN).add(section);
    return new Document(section + ".json", write(whole, true), placedFor);
  }

  /** The tree of a text; null, and a fault, where it is none. */
  static @Nullable JsonNode tree(byte[] content, boolean json, ParseContext context) {
    String text = TextDecoder.of(content, context);
    TreeParser.Tree parsed =
        text == null ? null : json ? TREES.json(text, context) : TREES.yaml(text, context);
    return parsed == null ? null : parsed.alone(context);
  }

  static byte[] write(JsonNode whole, boolean json) {
    try {
      String text =
          json
              ? WRITERS.json().writeValueAsString(whole)
              : WRITERS.yaml().writeValueAsString(whole);
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read can be written", e);
    }
  }
}
