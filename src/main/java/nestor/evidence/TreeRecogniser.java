package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.rulebook.NameTable;
import org.jspecify.annotations.Nullable;

/**
 * Recogniser of JSON and YAML in files whose names promise a table or plain text. What it does not
 * surely know is left to the reader of what the name promises.
 */
final class TreeRecogniser {
  private static final int LINES = 40;
  private static final Pattern KEY = Pattern.compile("[\"']?([\\w][\\w -]*?)[\"']?\\s*:(\\s.*)?");
  private static final Pattern FIELD = Pattern.compile("-\\s+[\"']?(\\w+)[\"']?\\s*:\\s.*");

  private final VocabularyIndex vocabularyIndex;
  private final TreeParser treeParser;

  TreeRecogniser(VocabularyIndex vocabularyIndex, TreeParser treeParser) {
    this.vocabularyIndex = vocabularyIndex;
    this.treeParser = treeParser;
  }

  /**
   * The extension of what the text is, {@code .json} or {@code .yaml}, or null where it is neither
   * for certain.
   *
   * @param section the section that the file's name gives, or null
   */
  @Nullable String extensionOf(String text, @Nullable String section) {
    String start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      return tree(text, true) == null ? null : ".json";
    }
    return isYaml(start, section) ? ".yaml" : null;
  }

  private boolean isYaml(String start, @Nullable String section) {
    if (start.indexOf(':') < 0) {
      return false;
    }
    VocabularyIndex.Shape shape = section == null ? null : vocabularyIndex.of(section);
    int at = 0;
    for (int number = 0; number < LINES && at < start.length(); number++) {
      int end = lineEnd(start, at);
      String line = start.substring(at, end);
      at = end + 1;
      if (line.indexOf(':') < 0) {
        continue;
      }
      Matcher key = KEY.matcher(line);
      Matcher field = FIELD.matcher(line);
      if (key.matches() && vocabularyIndex.of(key.group(1)) != null) {
        JsonNode tree = tree(start, false);
        return tree != null && tree.isObject();
      }
      if (shape != null && field.matches() && shape.fields().containsKey(field.group(1))) {
        JsonNode tree = tree(start, false);
        return tree != null && tree.isArray();
      }
    }
    return false;
  }

  private static int lineEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  private @Nullable JsonNode tree(String text, boolean json) {
    ParseContext trial = new ParseContext("trial", NameTable.EMPTY);
    TreeParser.Tree tree = json ? treeParser.json(text, trial) : treeParser.yaml(text, trial);
    return tree == null ? null : tree.root();
  }
}
