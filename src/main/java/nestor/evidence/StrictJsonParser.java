package nestor.evidence;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Jackson parser that rejects what a finished tree can no longer show: duplicate names in an
 * object, aliases, and more content than the limits allow. {@link TreeParser} puts it around the
 * parser of each format.
 */
final class StrictJsonParser extends JsonParserDelegate {
  static final int MOST_TOKENS = 2_000_000;

  private final ParseContext context;
  private final Deque<Set<String>> names = new ArrayDeque<>();
  private int tokens;

  StrictJsonParser(JsonParser parser, ParseContext context) {
    super(parser);
    this.context = context;
  }

  @Override
  public JsonToken nextToken() throws IOException {
    JsonToken token = super.nextToken();
    if (++tokens > MOST_TOKENS) {
      throw new StreamConstraintsException("Token count", delegate.currentLocation());
    }
    if (token == JsonToken.START_OBJECT) {
      names.push(new HashSet<>());
    } else if (token == JsonToken.END_OBJECT) {
      names.poll();
    } else if (token == JsonToken.FIELD_NAME) {
      Set<String> seen = names.peek();
      if (seen != null && !seen.add(currentName())) {
        context.fault(
            here(),
            MessageText.quoted(currentName()) + " stands twice in one object",
            "keep one of them");
      }
    } else if (token == JsonToken.VALUE_STRING
        && delegate instanceof YAMLParser yaml
        && yaml.isCurrentAlias()) {
      context.fault(
          here(),
          "*" + MessageText.line(getText()) + " is an alias",
          "write the value itself here");
    }
    return token;
  }

  private Location here() {
    return Location.at(
        delegate.currentTokenLocation().getLineNr(), delegate.currentTokenLocation().getColumnNr());
  }
}
