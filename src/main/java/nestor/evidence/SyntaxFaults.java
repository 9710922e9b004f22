package nestor.evidence;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** What a parser says of broken JSON, YAML or CSV, in plain words. */
final class SyntaxFaults {
  private static final Pattern CHARACTER =
      Pattern.compile("^Unexpected (?:close marker '(.)'|character \\('(.)' \\(code)");
  private static final Pattern TOKEN = Pattern.compile("^Unrecognized token '([^']*)'");
  private static final Pattern NON_STANDARD =
      Pattern.compile("^(?:Non-standard token|Malformed numeric value) '([^']*)'");
  private static final Pattern ESCAPE =
      Pattern.compile("^Unrecognized character escape '?(.)", Pattern.DOTALL);

  private final String language;

  SyntaxFaults(String language) {
    this.language = language;
  }

  void tell(JsonProcessingException e, Draft draft) {
    JsonLocation location = e.getLocation();
    Place place =
        location == null || location.getLineNr() < 1
            ? Place.WHOLE_DOCUMENT
            : new Place(location.getLineNr(), Math.max(0, location.getColumnNr()), null);
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      place =
          new Place(
              marked.getProblemMark().getLine() + 1, marked.getProblemMark().getColumn() + 1, null);
    }
    String message = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
    Matcher nonStandard = NON_STANDARD.matcher(message);
    if (e instanceof StreamConstraintsException) {
      tellLimit(message, place, draft);
    } else if (e instanceof JsonEOFException) {
      draft.fault(
          place,
          "ends before it is complete",
          "close every quote, bracket and brace, or send the whole file again");
    } else if (nonStandard.find()) {
      draft.fault(
          place,
          Wording.quoted(nonStandard.group(1)) + " is not a number",
          "write a number, or leave the field out");
    } else if (language.equals("YAML")) {
      tellYaml(message, place, draft);
    } else {
      tellJson(message, place, draft);
    }
  }

  void tellUnknown(Place place, Draft draft) {
    draft.fault(
        place,
        "is not valid " + language,
        language.equals("YAML")
            ? "check the indentation, the colons and the quotes"
            : "check the quotes, commas and brackets");
  }

  private void tellLimit(String message, Place place, Draft draft) {
    if (message.contains("nesting depth")) {
      draft.fault(
          place,
          "nests deeper than " + Trees.DEEPEST + " levels",
          "write each section as a flat list of entries");
    } else if (message.contains("Number")) {
      draft.fault(
          place,
          "holds a number of more than " + Trees.LONGEST_NUMBER + " digits",
          "shorten the number");
    } else if (message.contains("Token count")) {
      draft.fault(place, "holds more values than are read at once", "split it by section");
    } else {
      draft.fault(
          place,
          "holds a text of more than " + Trees.LONGEST_STRING + " characters",
          "shorten the text");
    }
  }

  private void tellJson(String message, Place place, Draft draft) {
    Matcher character = CHARACTER.matcher(message);
    Matcher token = TOKEN.matcher(message);
    Matcher escape = ESCAPE.matcher(message);
    if (token.find()) {
      draft.fault(
          place,
          Wording.quoted(token.group(1)) + " is not a value",
          "put text in double quotes; the bare words are true, false and null");
    } else if (escape.find()) {
      draft.fault(
          place,
          Wording.quoted("\\" + escape.group(1)) + " is not an escape that JSON knows",
          "write \\\\ for a backslash");
    } else if (message.contains("Illegal unquoted character")) {
      draft.fault(
          place,
          "holds a line break or control character inside quotes",
          "close the quote, or write \\n for a line break");
    } else if (message.contains("eading zero")) {
      draft.fault(place, "holds a number that begins with 0", "remove the zeros before it");
    } else if (character.find()) {
      String c = character.group(1) == null ? character.group(2) : character.group(1);
      draft.fault(
          place,
          Wording.quoted(c) + " is not expected here",
          switch (c) {
            case "}", "]" -> "remove the comma before it, or close what is still open";
            case "'" -> "write double quotes";
            case "/", "#" -> "remove the comment: JSON has none";
            case "\"" -> "put a comma between the two values";
            default -> "check the quotes, commas and brackets before it";
          });
    } else {
      tellUnknown(place, draft);
    }
  }

  private void tellYaml(String message, Place place, Draft draft) {
    if (message.contains("TAB")) {
      draft.fault(place, "is indented with a tab", "indent with spaces");
    } else if (message.contains("mapping values are not allowed")) {
      draft.fault(
          place,
          "holds a colon where none is expected",
          "put text that holds ': ' in quotes, and check the indentation");
    } else if (message.contains("could not find expected ':'")) {
      draft.fault(place, "lacks a colon after a name", "write 'name: value'");
    } else if (message.contains("end of stream") || message.contains("<stream end>")) {
      draft.fault(place, "ends before it is complete", "close every quote, bracket and brace");
    } else if (message.contains("block end") || message.contains("block mapping")) {
      draft.fault(
          place, "is not indented like its neighbours", "align the entries of one list or object");
    } else if (message.contains("special characters are not allowed")) {
      draft.fault(place, "holds a control character", "remove it");
    } else {
      tellUnknown(place, draft);
    }
  }
}
