package nestor.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Parser of JSON and YAML text into one tree, within limits of size, depth and aliases that keep
 * hostile documents cheap.
 */
final class TreeParser {
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(DocumentLimits.DEEPEST)
          .maxNumberLength(DocumentLimits.LONGEST_NUMBER)
          .maxStringLength(DocumentLimits.LONGEST_STRING)
          .maxNameLength(DocumentLimits.LONGEST_NAME)
          .build();

  private final JsonFactory json = JsonFactory.builder().streamReadConstraints(LIMITS).build();
  private final JsonFactory yaml =
      YAMLFactory.builder().streamReadConstraints(LIMITS).loaderOptions(yamlLimits()).build();

  private static LoaderOptions yamlLimits() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(DocumentLimits.LARGEST + 1);
    options.setNestingDepthLimit(DocumentLimits.DEEPEST);
    options.setMaxAliasesForCollections(0);
    return options;
  }

  /**
   * Content of a text.
   *
   * @param goesOn where something follows the first tree, or null
   */
  record Tree(JsonNode root, @Nullable Location goesOn) {
    /** The tree if there is one alone; otherwise null, and a fault. */
    @Nullable JsonNode alone(ParseContext context) {
      if (goesOn != null) {
        context.fault(
            goesOn, "goes on after the end of the document", "keep one document in a file");
        return null;
      }
      return root;
    }
  }

  /** The tree, or null, and a fault, where the text is not JSON. */
  @Nullable Tree json(String text, ParseContext context) {
    return parse(json, text, context, new SyntaxErrorText("JSON"));
  }

  /** The tree, or null, and a fault, where the text is not YAML. */
  @Nullable Tree yaml(String text, ParseContext context) {
    return parse(yaml, text, context, new SyntaxErrorText("YAML"));
  }

  private @Nullable Tree parse(
      JsonFactory factory, String text, ParseContext context, SyntaxErrorText faults) {
    try (JsonParser parser = new StrictJsonParser(factory.createParser(text), context)) {
      return parse(parser, factory == yaml, text, context, faults);
    } catch (IOException e) {
      throw new UncheckedIOException("a text has no reason to fail", e);
    }
  }

  // A parser that is fed garbage may fail in ways that it does not declare; whatever it throws says
  // that the text is not what its name promises.
  private @Nullable Tree parse(
      JsonParser parser,
      boolean isYaml,
      String text,
      ParseContext context,
      SyntaxErrorText faults) {
    try {
      JsonNode tree = new TreeBuilder(parser, isYaml).next();
      if (tree == null || (isYaml && isNothing(tree))) {
        context.fault(Location.WHOLE_DOCUMENT, "is empty", DocumentLimits.FILL_IT);
        return null;
      }
      return new Tree(
          tree,
          parser.nextToken() == null
              ? null
              : Location.line(parser.currentTokenLocation().getLineNr()));
    } catch (JsonProcessingException e) {
      faults.report(e, parser, text, context);
    } catch (IOException | RuntimeException e) {
      faults.tellUndeclared(e, parser, context);
    }
    return null;
  }

  /** Whether the tree is that of an empty YAML document. */
  private static boolean isNothing(JsonNode tree) {
    return tree.isNull() || (tree.isTextual() && tree.textValue().isEmpty());
  }
}
