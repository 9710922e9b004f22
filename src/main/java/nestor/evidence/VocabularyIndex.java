package nestor.evidence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nestor.diagnostics.Suggestions;
import nestor.evidence.text.Choices;
import nestor.rulebook.Field;
import nestor.rulebook.NameTable;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Index of the vocabulary's sections and fields by the spellings that documents may use. It is
 * built once a reader.
 */
final class VocabularyIndex {
  /** The kind of name that begins a row of sums. */
  private static final String TOTAL = "total";

  private static final String AVERAGE = "average";

  private static final int LONGEST_TOTAL = 40;
  private static final Pattern SIGNS_AT_END = Pattern.compile("[\\s:*]+$");

  /** The kind of name that a unit of numbers is. */
  private static final String UNIT = "unit";

  private final Map<String, Shape> byName = new LinkedHashMap<>();
  private final HeadingIndex<Shape> headings = new HeadingIndex<>();
  private final FoundMeanings<HeadingIndex.Match<Shape>> meant = new FoundMeanings<>(headings::of);
  private final Set<String> units = new HashSet<>();
  private final NameTable names;

  VocabularyIndex(Vocabulary vocabulary) {
    for (Section section : vocabulary.sections()) {
      for (Field field : section.fields()) {
        if (field.unit() != null) {
          units.add(Heading.singular(field.unit()));
        }
      }
      Shape shape = new Shape(section, vocabulary.names());
      byName.put(section.name(), shape);
      headings.add(section.name(), section.aliases(), shape);
    }
    headings.complete();
    this.names = vocabulary.names();
  }

  /** The section of exactly that name. */
  @Nullable Shape of(String section) {
    return byName.get(section);
  }

  /** The section that somebody surely means who writes that name, or null. */
  HeadingIndex.@Nullable Match<Shape> meant(String written) {
    return meant.of(written);
  }

  List<Shape> factTypes() {
    return List.copyOf(byName.values());
  }

  /** Relation of a row to the rows above it. */
  enum Total {
    NONE,
    SUMS,
    AVERAGES
  }

  /** Relation of a row that begins with this text to the rows above it. */
  Total total(String text) {
    if (text.isEmpty() || text.length() > LONGEST_TOTAL || holdsDigit(text)) {
      return Total.NONE;
    }
    NameTable.Meaning meaning = names.meaning(TOTAL, text);
    if (meaning == null && !Character.isLetter(text.charAt(text.length() - 1))) {
      meaning =
          names.meaning(TOTAL, SIGNS_AT_END.matcher(Heading.withoutRemark(text)).replaceAll(""));
    }
    return meaning == null
        ? Total.NONE
        : meaning instanceof NameTable.Known known && known.names().contains(AVERAGE)
            ? Total.AVERAGES
            : Total.SUMS;
  }

  /** Text behind the word of a total, such as IT in Subtotal IT; empty where there is none. */
  String behindTotal(String text) {
    if (text.length() > LONGEST_TOTAL) {
      return "";
    }
    for (int at = text.indexOf(' '); at > 0; at = text.indexOf(' ', at + 1)) {
      int end = at;
      while (end > 0 && (text.charAt(end - 1) == ':' || text.charAt(end - 1) == '*')) {
        end--;
      }
      if (names.meaning(TOTAL, text.substring(0, end)) != null) {
        return text.substring(at + 1).strip();
      }
    }
    return "";
  }

  private static boolean holdsDigit(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (Character.isDigit(text.charAt(at))) {
        return true;
      }
    }
    return false;
  }

  /** Whether numbers of some field are counted in that unit, or the rulebook knows it. */
  boolean isUnit(String text) {
    return units.contains(Heading.singular(text)) || names.meaning(UNIT, text) != null;
  }

  /** The name of the section that the vocabulary puts first. */
  String first() {
    return byName.keySet().stream().findFirst().orElse("section");
  }

  /** The name of the section that is most like a name that is not known. */
  Optional<String> nearest(String section) {
    return Suggestions.to(section, byName.keySet());
  }

  /** The cure for a section that is not known. */
  String didYouMean(String section) {
    return MessageText.didYouMean(section, byName.keySet(), "the sections are");
  }

  /** A section and its fields by name and by the headings under which people write them. */
  static final class Shape {
    private final Section section;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final HeadingIndex<Field> headings = new HeadingIndex<>();
    private final Map<String, Choices> choices = new HashMap<>();
    private final List<Field> required;
    private final FoundMeanings<HeadingIndex.Match<Field>> withoutSlips =
        new FoundMeanings<>(this::findWithoutSlips);
    private final FoundMeanings<HeadingIndex.Match<Field>> slips =
        new FoundMeanings<>(headings::slip);

    Shape(Section section, NameTable names) {
      this.section = section;
      for (Field field : section.fields()) {
        fields.put(field.name(), field);
        headings.add(field.name(), field.reading().aliases(), field);
        choices.put(field.name(), new Choices(field, names));
      }
      headings.complete();
      this.required = section.fields().stream().filter(Field::required).toList();
    }

    Section section() {
      return section;
    }

    Map<String, Field> fields() {
      return fields;
    }

    /** The choices of a field, found by whatever people write for them. */
    Choices choices(Field field) {
      return Objects.requireNonNull(choices.get(field.name()), field.name());
    }

    /** The fields without which an entry is a fault. */
    List<Field> required() {
      return required;
    }

    String name() {
      return section.name();
    }

    /** The field that somebody surely means who writes that heading, or null. */
    HeadingIndex.@Nullable Match<Field> meant(String written) {
      HeadingIndex.Match<Field> match = withoutSlips(written);
      return match == null ? slip(written) : match;
    }

    /** The field that is meant if somebody made a slip in the heading, or null. */
    HeadingIndex.@Nullable Match<Field> slip(String written) {
      return slips.of(written);
    }

    /**
     * The field that is meant if nobody made a slip in the heading, or null. The name of an entry
     * may stand before a field's (supplier name), or for the one field that is the key.
     */
    HeadingIndex.@Nullable Match<Field> withoutSlips(String written) {
      return withoutSlips.of(written);
    }

    private HeadingIndex.@Nullable Match<Field> findWithoutSlips(String written) {
      HeadingIndex.Match<Field> match = headings.withoutSlips(written);
      if (match != null) {
        return match;
      }
      String heading = Heading.singular(Heading.withoutRemark(written));
      for (String entry : List.of(section.name(), section.type())) {
        String name = Heading.singular(entry);
        if (heading.startsWith(name)) {
          Field field = heading.equals(name) ? onlyKey() : field(heading.substring(name.length()));
          if (field != null) {
            return new HeadingIndex.Match<>(field, HeadingIndex.Likeness.OTHERWISE);
          }
        }
      }
      return null;
    }

    private @Nullable Field field(String rest) {
      HeadingIndex.Match<Field> match = headings.whole(rest);
      return match == null ? null : match.meant();
    }

    private @Nullable Field onlyKey() {
      List<Field> keys = section.fields().stream().filter(f -> f.reading().key()).toList();
      return keys.size() == 1 ? keys.get(0) : null;
    }

    /** The cure for a field that is not known. */
    String didYouMean(String field) {
      return MessageText.didYouMean(field, fields.keySet(), "the fields of " + name() + " are");
    }
  }
}
