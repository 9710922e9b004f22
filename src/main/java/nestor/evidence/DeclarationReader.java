package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reader of what a document, or who sends it, declares on its source and on what is partial in it.
 * One reader serves one document.
 */
final class DeclarationReader {
  private static final String LIST_CURE = "write a list of the names of sections in brackets";

  private final ParseContext context;

  /** Locations at which sections are named as partial. */
  private final Map<String, Location> partial = new LinkedHashMap<>();

  /** Locations at which sections are named as taken back. */
  private final Map<String, Location> named = new LinkedHashMap<>();

  private final SortedSet<String> withdrawn = new TreeSet<>();
  private @Nullable String source;

  DeclarationReader(ParseContext context) {
    this.context = context;
  }

  /** Whether a name beside those of sections is one of a declaration. */
  static boolean isKey(String name) {
    return name.equals(Declaration.SOURCE)
        || name.equals(Declaration.PARTIAL)
        || name.equals(Declaration.WITHDRAWN);
  }

  /** The source of the document's statements. */
  String source() {
    return Objects.requireNonNullElse(source, Declaration.PEOPLE);
  }

  /** The sections that the source takes back. */
  SortedSet<String> withdrawn() {
    return Collections.unmodifiableSortedSet(withdrawn);
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
              LIST_CURE);
        }
      }
    } else if (value.isTextual() || value.isBoolean()) {
      read(key, value.asText(), location);
    } else {
      context.fault(
          location,
          "is " + MessageText.kind(value) + " where a list of sections is due",
          LIST_CURE);
    }
  }

  /** Reads the text that stands for a key. */
  void read(String key, String text, Location location) {
    if (key.equals(Declaration.PARTIAL)) {
      Declaration.partial(text).forEach(section -> partial.putIfAbsent(section, location));
      return;
    }
    if (key.equals(Declaration.WITHDRAWN)) {
      Declaration.partial(text).forEach(section -> named.putIfAbsent(section, location));
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
    named.forEach((section, location) -> withdraw(section, location, vocabularyIndex));
  }

  private void mark(String name, Location location, VocabularyIndex vocabularyIndex) {
    if (name.equals(Declaration.ALL)) {
      Set.copyOf(context.given()).forEach(context::markPartial);
      return;
    }
    String section = section(name, "partial", location, vocabularyIndex);
    if (section != null && context.given().contains(section)) {
      context.markPartial(section);
    } else if (section != null && !location.equals(Location.WHOLE_DOCUMENT)) {
      context.warn(
          location,
          "names " + section + " as partial, which the document does not give",
          "give what is known of it, or leave it out");
    }
  }

  private void withdraw(String name, Location location, VocabularyIndex vocabularyIndex) {
    String section = section(name, "withdrawn", location, vocabularyIndex);
    if (section != null && context.given().contains(section)) {
      context.fault(
          location,
          "names " + section + " as withdrawn, which the document gives",
          "give it or withdraw it");
    } else if (section != null) {
      withdrawn.add(section);
    }
  }

  /** The section of that name; null, and a fault, where there is none. */
  private @Nullable String section(
      String name, String as, Location location, VocabularyIndex vocabularyIndex) {
    if (vocabularyIndex.of(name) != null) {
      return name;
    }
    HeadingIndex.Match<VocabularyIndex.Shape> match = vocabularyIndex.meant(name);
    if (match != null && match.likeness() == HeadingIndex.Likeness.SAME) {
      return match.meant().name();
    }
    context.fault(
        location,
        "names " + MessageText.quoted(name) + " as " + as + ", which is no section",
        () -> vocabularyIndex.didYouMean(name));
    return null;
  }
}
