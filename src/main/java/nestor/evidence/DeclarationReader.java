package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reader of what a document, or who sends it, declares on its source and on what is partial in it.
 * One reader serves one document.
 */
final class DeclarationReader {
  private final ParseContext context;

  /** Where each section was named as partial. */
  private final Map<String, Location> partial = new LinkedHashMap<>();

  private @Nullable String source;

  DeclarationReader(ParseContext context) {
    this.context = context;
  }

  /** Whether a name beside those of sections is one of a declaration. */
  static boolean isKey(String name) {
    return name.equals(Declaration.SOURCE) || name.equals(Declaration.PARTIAL);
  }

  /** The source of the document's statements. */
  String source() {
    return Objects.requireNonNullElse(source, Declaration.PEOPLE);
  }

  /** Reads the value of a key in a tree. */
  void read(String key, JsonNode value) {
    Location location = Location.at(key);
    if (value.isNull()) {
      return;
    }
    if (key.equals(Declaration.SOURCE)) {
      if (value.isTextual()) {
        read(key, value.textValue(), location);
      } else {
        context.fault(
            location, "is " + MessageText.kind(value) + " where a name is due", "write a text");
      }
    } else if (value.isArray()) {
      for (JsonNode one : value) {
        if (one.isTextual()) {
          read(key, one.textValue(), location);
        } else {
          context.fault(
              location,
              "holds " + MessageText.kind(one) + " where the name of a section is due",
              "write it as [practices, meetings]");
        }
      }
    } else if (value.isTextual() || value.isBoolean()) {
      read(key, value.asText(), location);
    } else {
      context.fault(
          location,
          "is " + MessageText.kind(value) + " where a list of sections is due",
          "write it as [practices, meetings]");
    }
  }

  /** Reads the text that stands for a key. */
  void read(String key, String text, Location location) {
    if (key.equals(Declaration.PARTIAL)) {
      Declaration.partial(text).forEach(section -> partial.putIfAbsent(section, location));
      return;
    }
    String name = Declaration.name(text);
    if (name == null) {
      if (!text.isBlank()) {
        context.fault(
            location, MessageText.quoted(text) + " is no name of a source", Declaration.NAME_CURE);
      }
    } else if (source != null && !source.equals(name)) {
      context.fault(
          location,
          MessageText.quoted(text) + " is a second source, after " + MessageText.quoted(source),
          "keep one of them");
    } else {
      source = name;
    }
  }

  /**
   * Completes the declaration once all sections are read, and marks those that are partial.
   *
   * @param beside what is said beside the document, which must agree with it
   */
  void finish(Declaration beside, VocabularyIndex vocabularyIndex) {
    if (beside.source() != null && source != null && !beside.source().equals(source)) {
      context.fault(
          Location.at(Declaration.SOURCE),
          MessageText.quoted(source)
              + " is not "
              + MessageText.quoted(beside.source())
              + ", which is said beside the document",
          "name one source");
    } else if (beside.source() != null) {
      source = beside.source();
    }
    beside.partial().forEach(one -> partial.putIfAbsent(one, Location.WHOLE_DOCUMENT));
    partial.forEach((section, location) -> mark(section, location, vocabularyIndex));
  }

  private void mark(String named, Location location, VocabularyIndex vocabularyIndex) {
    if (named.equals(Declaration.ALL)) {
      Set.copyOf(context.given()).forEach(context::markPartial);
      return;
    }
    VocabularyIndex.Shape shape = vocabularyIndex.of(named);
    HeadingIndex.Match<VocabularyIndex.Shape> match = vocabularyIndex.meant(named);
    String section =
        shape != null
            ? named
            : match != null && match.likeness() == HeadingIndex.Likeness.SAME
                ? match.meant().name()
                : null;
    if (section == null) {
      context.fault(
          location,
          "names " + MessageText.quoted(named) + " as partial, which is no section",
          () -> vocabularyIndex.didYouMean(named));
    } else if (context.given().contains(section)) {
      context.markPartial(section);
    } else if (!location.equals(Location.WHOLE_DOCUMENT)) {
      context.warn(
          location,
          "names " + section + " as partial, which the document does not give",
          "give what is known of it, or leave it out");
    }
  }
}
