package nestor.evidence;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Translation of Jackson's syntax errors in JSON and YAML into plain words with a cure. Faults of
 * content are worded where they are found.
 */
final class SyntaxErrorText {
  private static final Pattern CHARACTER =
      Pattern.compile("^Unexpected (?:close marker '(.)'|character \\('(.)' \\(code)");
  private static final Pattern TOKEN = Pattern.compile("^Unrecognized token '([^']*)'");
  private static final Pattern NON_STANDARD =
      Pattern.compile("^(?:Non-standard token|Malformed numeric value) '([^']*)'");
  private static final Pattern ESCAPE =
      Pattern.compile("^Unrecognized character escape '?(.)", Pattern.DOTALL);

  /**
   * Wording for a message of the parser.
   *
   * @param sign a part of the parser's message by which it is recognised
   */
  private record Saying(String sign, String what, String cure) {}

  private static final String ENDS = "ends before it is complete";
  private static final String PLAIN =
      "write a plain number such as 1250.5, and texts and dates in double quotes";

  private static final List<Saying> OF_JSON =
      List.of(
          new Saying(
              "end-of-input",
              ENDS,
              "close every quote, bracket and brace, or send the whole file again"),
          new Saying(
              "Illegal unquoted character",
              "holds a line break or control character inside quotes",
              "close the quote, or write \\n for a line break"),
          new Saying("CTRL-CHAR", "holds a control character between values", "remove it"),
          new Saying(
              "eading zero", "holds a number that begins with 0", "remove the zeros before it"),
          new Saying("in numeric value", "holds a number that is not written as JSON does", PLAIN),
          new Saying(
              "hex-digit",
              "holds an escape of fewer than four digits",
              "write \\u and four digits, or \\\\ for a backslash"));

  private static final List<Saying> OF_YAML =
      List.of(
          new Saying("TAB", "is indented with a tab", "indent with spaces"),
          new Saying(
              "mapping values are not allowed",
              "holds a colon where none is expected",
              "put text that holds ': ' in quotes, and check the indentation"),
          new Saying(
              "could not find expected ':'", "lacks a colon after a name", "write 'name: value'"),
          new Saying("end of stream", ENDS, "close every quote, bracket and brace"),
          new Saying("<stream end>", ENDS, "close every quote, bracket and brace"),
          new Saying(
              "expected ',' or",
              "lies within a bracket or brace that is not closed, or lacks a comma before it",
              "close every bracket and brace, and put commas between what is in them"),
          new Saying(
              "cannot start any token",
              "begins with a character that YAML keeps for itself",
              "put the text in quotes"),
          new Saying(
              "unknown escape character",
              "holds an escape that YAML does not know",
              "write \\\\ for a backslash, or put the text in single quotes"),
          new Saying(
              "YAML document", "is of a YAML that is not read here", "remove the line with %YAML"),
          new Saying(
              "scanning an a",
              "holds a * or & that names nothing",
              "put text that begins with * or & in quotes"),
          new Saying(
              "Expected a field name",
              "has a name that is not plain text",
              "write plain text before the colon"),
          new Saying(
              "block end",
              "is not indented like its neighbours",
              "align the entries of one list or object"),
          new Saying(
              "block mapping",
              "is not indented like its neighbours",
              "align the entries of one list or object"),
          new Saying(
              "special characters are not allowed", "holds a control character", "remove it"));

  private final String language;

  SyntaxErrorText(String language) {
    this.language = language;
  }

  /**
   * Reports what ended the reading.
   *
   * @param parser the parser, at the place where it ended
   * @param text the whole text that was to be read
   */
  void report(JsonProcessingException e, JsonParser parser, String text, ParseContext context) {
    Location location = place(e, parser, text);
    String message = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
    Matcher nonStandard = NON_STANDARD.matcher(message);
    if (e instanceof StreamConstraintsException) {
      tellLimit(message, location, context);
    } else if (e instanceof JsonEOFException) {
      context.fault(location, OF_JSON.get(0).what(), OF_JSON.get(0).cure());
    } else if (nonStandard.find()) {
      context.fault(
          location,
          MessageText.quoted(nonStandard.group(1)) + " is not a number",
          "write a number, or leave the field out");
    } else if (language.equals("YAML")) {
      tellBy(OF_YAML, message, location, context);
    } else {
      tellJson(message, location, context);
    }
  }

  /** Reports an undeclared exception of the parser: the text is not what its name promises. */
  void tellUndeclared(Exception e, JsonParser parser, ParseContext context) {
    Location location = place(parser.currentTokenLocation());
    if (e instanceof NumberFormatException || e instanceof ArithmeticException) {
      context.fault(location, "holds a number beyond all measure", PLAIN);
    } else {
      tellUnknown(location, context);
    }
  }

  private void tellUnknown(Location location, ParseContext context) {
    context.fault(
        location,
        "is not valid " + language,
        language.equals("YAML")
            ? "check the indentation, the colons and the quotes"
            : "check the quotes, commas and brackets");
  }

  private static Location place(JsonProcessingException e, JsonParser parser, String text) {
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      return Location.at(
          marked.getProblemMark().getLine() + 1, marked.getProblemMark().getColumn() + 1);
    }
    if (e.getCause() instanceof ReaderException unreadable) {
      int end = text.offsetByCodePoints(0, Math.min(unreadable.getPosition(), text.length()));
      String before = text.substring(0, end);
      return Location.at(
          1 + (int) before.chars().filter(c -> c == '\n').count(), end - before.lastIndexOf('\n'));
    }
    Location location = place(e.getLocation());
    return location.line() == 0 ? place(parser.currentTokenLocation()) : location;
  }

  private static Location place(@Nullable JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? Location.WHOLE_DOCUMENT
        : Location.at(location.getLineNr(), Math.max(0, location.getColumnNr()));
  }

  private void tellLimit(String message, Location location, ParseContext context) {
    if (message.contains("nesting depth")) {
      context.fault(
          location,
          "nests deeper than " + DocumentLimits.DEEPEST + " levels",
          "write each section as a flat list of entries");
    } else if (message.contains("Number")) {
      context.fault(
          location,
          "holds a number of more than " + DocumentLimits.LONGEST_NUMBER + " digits",
          "shorten the number");
    } else if (message.contains("Token count")) {
      context.fault(location, "holds more values than are read at once", "split it by section");
    } else if (message.contains("Name")) {
      context.fault(
          location,
          "holds a name of more than " + DocumentLimits.LONGEST_NAME + " characters",
          "close the quote of the name, or shorten it");
    } else {
      context.fault(
          location,
          "holds a text of more than " + DocumentLimits.LONGEST_STRING + " characters",
          "shorten the text");
    }
  }

  private void tellJson(String message, Location location, ParseContext context) {
    Matcher character = CHARACTER.matcher(message);
    Matcher token = TOKEN.matcher(message);
    Matcher escape = ESCAPE.matcher(message);
    if (token.find()) {
      context.fault(
          location,
          MessageText.quoted(token.group(1)) + " is not a value",
          "put text in double quotes; the bare words are true, false and null");
    } else if (escape.find()) {
      context.fault(
          location,
          MessageText.quoted("\\" + escape.group(1)) + " is not an escape that JSON knows",
          "write \\\\ for a backslash");
    } else if (OF_JSON.stream().noneMatch(saying -> message.contains(saying.sign()))
        && character.find()) {
      tellCharacter(
          character.group(1) == null ? character.group(2) : character.group(1),
          message.contains("to start field name"),
          location,
          context);
    } else {
      tellBy(OF_JSON, message, location, context);
    }
  }

  private static void tellCharacter(
      String c, boolean inName, Location location, ParseContext context) {
    int code = c.codePointAt(0);
    if (c.isBlank() || Character.isSpaceChar(code) || MessageText.line(c).isBlank()) {
      context.fault(
          location,
          String.format(Locale.ROOT, "holds an invisible character (U+%04X) between values", code),
          "replace it by a plain space");
      return;
    }
    context.fault(
        location,
        MessageText.quoted(c) + " is not expected here",
        switch (c) {
          case "}", "]" -> "remove the comma before it, or close what is still open";
          case "'", "\u201c", "\u201d", "\u201e" -> "write straight double quotes: \"";
          case "/", "#" -> "remove the comment: JSON has none";
          case "\"" -> "put a comma between the two values";
          case "<" -> "send the document itself, not a page or a file of XML";
          case ".", "_", "-", "x" -> PLAIN;
          default ->
              inName
                  ? "put every name in double quotes, and write numbers without commas"
                  : "check the quotes, commas and brackets before it";
        });
  }

  private void tellBy(
      List<Saying> sayings, String message, Location location, ParseContext context) {
    for (Saying saying : sayings) {
      if (message.contains(saying.sign())) {
        context.fault(location, saying.what(), saying.cure());
        return;
      }
    }
    tellUnknown(location, context);
  }
}
