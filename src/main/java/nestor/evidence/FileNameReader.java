package nestor.evidence;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.evidence.text.CalendarWords;
import nestor.rulebook.NameTable;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the names of files as people and programs give them, such as {@code Acme.Backups (1)},
 * {@code acme - backups} or {@code acme.backups.2026-11}. What a name means for certain is taken;
 * where it could mean several things, or no organisation at all, the result holds the doubt.
 */
final class FileNameReader {
  /** The kind of words, among the rulebook's names, that name no organisation. */
  static final String NO_ORGANISATION = "no-organisation";

  private static final String MONTH = "(?:0[1-9]|1[0-2])";
  private static final String DAY = "(?:0[1-9]|[12]\\d|3[01])";
  private static final String YEAR = "(?:19|20)\\d\\d";
  private static final String DATE =
      "(?:"
          + YEAR
          + "[-._ ]?(?:Q[1-4]|[WK]W?\\d\\d|"
          + MONTH
          + "(?:[-._ ]?"
          + DAY
          + "(?:[T_ .-]+[0-2]\\d[-.:_h]?[0-5]\\d(?:[-.:_]?[0-5]\\d)?Z?)?)?)"
          + "|"
          + DAY
          + "[-._ ]"
          + MONTH
          + "[-._ ]"
          + YEAR
          + "|(?:Q[1-4]|"
          + MONTH
          + ")[-._ ]"
          + YEAR
          + ")";
  private static final String BETWEEN = "[\\s._\\-\u2010-\u2015]+";

  private static final Pattern LAST_MARK =
      Pattern.compile(
          "(?:\\s*[(\\[]\\d{1,3}[)\\]]|"
              + BETWEEN
              + "\\(?"
              + DATE
              + "\\)?|"
              + BETWEEN
              + "[0-9a-f]{32}(?:_all)?|\\.(?:csv|tsv|txt|xlsx?|ods|json|ya?ml))$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FIRST_MARK =
      Pattern.compile("^" + DATE + BETWEEN, Pattern.CASE_INSENSITIVE);
  private static final Pattern MONTH_BY_NAME =
      Pattern.compile(BETWEEN + "(\\p{L}{3,10})[-._ ]?" + YEAR + "$");
  private static final Pattern ONLY_MARK =
      Pattern.compile("^(?:\\(?\\d+\\)?|" + DATE + ")$", Pattern.CASE_INSENSITIVE);

  /** A mark of a version after the name of a section. */
  private static final Pattern VERSION =
      Pattern.compile(
          BETWEEN + "(?:" + YEAR + "|v(?:ersion)?[ .]?\\d[\\d.]*|\\d{1,3})$",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_KEPT = 60;
  private static final int MOST_KEPT = 1_000;
  private static final Pattern SEPARATOR = Pattern.compile(BETWEEN);
  private static final Pattern LEADING = Pattern.compile("^" + BETWEEN);
  private static final Pattern DIGITS_AT_END = Pattern.compile("\\d+$");
  private static final Pattern CERTAIN_SEPARATOR =
      Pattern.compile(".*\\..*|\\s+[-\u2010-\u2015]\\s+");
  private static final Pattern PLAIN_NAME =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}][\\p{L}\\p{M}\\p{N}\\p{Zs}_&'\u2019,.+-]*");
  private static final Pattern DOT_WITHIN = Pattern.compile("\\S\\.\\S");
  private static final Pattern COUNTED =
      Pattern.compile("(.*\\S)\\s+\\d{1,3}|(.*[^\\s-])[\\s-]+(?:" + YEAR + "|v\\d{1,3})");

  private final SectionNames sections;
  private final NameTable names;

  /** Recent results, as the same files arrive again and again. */
  private final Map<Written, FileName> found = new ConcurrentHashMap<>();

  private record Written(String stem, String extension, boolean isOneSection) {}

  FileNameReader(Vocabulary vocabulary) {
    this.sections = new SectionNames(vocabulary);
    this.names = vocabulary.names();
  }

  /**
   * Reads a name.
   *
   * @param isOneSection whether a file of that kind always holds one section, named by the file
   */
  FileName read(String stem, String extension, boolean isOneSection) {
    if (stem.length() > LONGEST_KEPT) {
      return find(stem, extension, isOneSection);
    }
    Written written = new Written(stem, extension, isOneSection);
    FileName former = found.get(written);
    if (former == null) {
      former = find(stem, extension, isOneSection);
      if (found.size() >= MOST_KEPT) {
        found.clear();
      }
      found.put(written, former);
    }
    return former;
  }

  private FileName find(String stem, String extension, boolean isOneSection) {
    String core = withoutMarks(Normalizer.normalize(stem, Normalizer.Form.NFC).strip());
    Split split = split(core);
    if (split == null) {
      Matcher version = VERSION.matcher(core);
      Split before = version.find() ? split(core.substring(0, version.start())) : null;
      split = before != null && (isOneSection || before.certain()) ? before : null;
    }
    if (split == null) {
      return named(stem, extension, null, core);
    }
    FileName bySection = named(stem, extension, split.section(), withoutMarks(split.rest()));
    if (isOneSection || split.certain()) {
      return bySection;
    }
    FileName whole = named(stem, extension, null, core);
    return new FileName(
        stem, extension, null, whole.organisation(), core, whole.doubt(), bySection);
  }

  /**
   * A name in two parts.
   *
   * @param rest what stands before the section's name
   * @param certain whether what parts them is no part of an organisation's name
   */
  private record Split(String rest, String section, boolean certain) {}

  /** The longest end of the name that is a section's name, and what is before it. */
  private @Nullable Split split(String core) {
    String all = sections.of(core);
    if (all != null) {
      return new Split("", all, true);
    }
    Matcher separator = SEPARATOR.matcher(core);
    while (separator.find()) {
      String section = sections.of(core.substring(separator.end()));
      if (section != null && separator.start() > 0) {
        return new Split(
            core.substring(0, separator.start()),
            section,
            CERTAIN_SEPARATOR.matcher(separator.group()).matches());
      }
    }
    return null;
  }

  /** The id of the organisation that a folder is surely named after, or null. */
  @Nullable String organisationOf(String folder) {
    FileName name = read(folder, "", false);
    return name.otherwise() == null && name.given().equals(folder.strip())
        ? name.organisation()
        : null;
  }

  /** The id of the organisation whose name stands after that of the section, or null. */
  @Nullable String after(FileName shortened, FileName name) {
    String core = withoutMarks(name.stem());
    String rest = core.substring(Math.min(core.length(), shortened.stem().length()));
    String given = VERSION.matcher(LEADING.matcher(rest).replaceFirst("")).replaceFirst("");
    return given.isEmpty() ? null : named(given, name.extension(), null, given).organisation();
  }

  /** The section whose name stands before words that are not understood, or null. */
  @Nullable FileName shortened(FileName name) {
    String core = withoutMarks(name.stem());
    for (int end = core.length(); end > 0; end = lastSeparator(core, end)) {
      FileName shorter = read(core.substring(0, end), name.extension(), true);
      if (shorter.section() != null) {
        return shorter;
      }
    }
    return null;
  }

  /**
   * The name with the one section in the place of its end that this end is nearly the name of, or
   * null where it is not nearly that of any, or of several.
   */
  @Nullable FileName withNearSection(FileName name) {
    String core = withoutMarks(name.stem());
    Matcher separator = SEPARATOR.matcher(core);
    int from = 0;
    while (true) {
      String near = sections.near(core.substring(from));
      if (near != null) {
        String before = from == 0 ? "" : core.substring(0, separator.start()) + ".";
        return read(before + near, name.extension(), true);
      }
      if (!separator.find()) {
        return null;
      }
      from = separator.end();
    }
  }

  private static int lastSeparator(String text, int end) {
    Matcher separator = SEPARATOR.matcher(text.substring(0, end));
    int last = 0;
    while (separator.find()) {
      last = separator.start();
    }
    return last;
  }

  private static String withoutMarks(String text) {
    String rest = text;
    for (int end = lastMark(rest); end > 0; end = lastMark(rest)) {
      rest = rest.substring(0, end);
    }
    Matcher first = FIRST_MARK.matcher(rest);
    return first.find() && first.end() < rest.length() ? rest.substring(first.end()) : rest;
  }

  /** Where a mark of a copy, a date or a format begins at the end of the text; -1 without one. */
  private static int lastMark(String text) {
    Matcher mark = LAST_MARK.matcher(text);
    if (mark.find()) {
      return mark.start();
    }
    Matcher month = MONTH_BY_NAME.matcher(text);
    return month.find() && CalendarWords.isMonth(month.group(1)) ? month.start() : -1;
  }

  /** Whether there is a digit, which most marks have. */
  private static boolean hasDigit(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        return true;
      }
    }
    return false;
  }

  private static boolean endsInDigit(String text) {
    return !text.isEmpty() && hasDigit(text.substring(text.length() - 1));
  }

  private FileName named(String stem, String extension, @Nullable String section, String given) {
    String ending = (section == null ? "" : "." + section) + extension;
    FileName.Doubt doubt = doubt(given, section, ending);
    String id = doubt == null ? OrganisationName.suggestion(given) : null;
    return new FileName(stem, extension, section, id, given, doubt, null);
  }

  private FileName.@Nullable Doubt doubt(String given, @Nullable String section, String ending) {
    String named = given.isEmpty() ? section : sections.of(given);
    if (named != null) {
      return new FileName.Doubt(
          named + " is the name of a section, not of an organisation",
          "name the file <organisation>."
              + named
              + ending.substring(ending.lastIndexOf('.'))
              + ", or put it in that folder");
    }
    List<String> words = words(given);
    if (!words.isEmpty()
        && (isGeneral(given)
            || words.stream().allMatch(word -> isGeneral(word) || sections.of(word) != null))) {
      return new FileName.Doubt(
          MessageText.quoted(given) + " in its name is a general word, not an organisation",
          "name the file <organisation>"
              + ending
              + ", put it in that folder, or give an id inside");
    }
    if (words.size() > 1 && isWord(words.get(0)) && !OrganisationSection.isId(given)) {
      return new FileName.Doubt(
          MessageText.quoted(given) + " in its name begins with a general word",
          "name it <organisation>" + ending + ", or give an id inside");
    }
    String suggestion = OrganisationName.suggestion(given);
    if (words.size() > 1 && isWord(words.get(words.size() - 1))) {
      return either(given.substring(0, lastSeparator(given, given.length())), suggestion, ending);
    }
    Matcher counted = COUNTED.matcher(given);
    if (endsInDigit(given) && counted.matches()) {
      String before = counted.group(1) == null ? counted.group(2) : counted.group(1);
      return either(before, suggestion, ending);
    }
    if (OrganisationSection.isId(given)) {
      return null;
    }
    return PLAIN_NAME.matcher(given).matches()
            && !DOT_WITHIN.matcher(given).find()
            && OrganisationName.isFaithful(given)
        ? null
        : new FileName.Doubt(
            MessageText.quoted(given) + " in its name is not an organisation's id",
            "name it " + suggestion + ending + ", or give an id inside");
  }

  private static FileName.Doubt either(String shorter, String longer, String ending) {
    String one = OrganisationName.suggestion(shorter);
    return new FileName.Doubt(
        "could be of the organisation " + one + " or of " + longer,
        "name it " + one + ending + ", or give an id inside");
  }

  private static List<String> words(String given) {
    String key = NameTable.key(given);
    return key.isEmpty() ? List.of() : List.of(key.split(" "));
  }

  /** Whether a word says nothing of whose a file is. */
  private boolean isGeneral(String word) {
    return (hasDigit(word) && ONLY_MARK.matcher(word).matches()) || isWord(word);
  }

  private boolean isWord(String word) {
    return names.meaning(NO_ORGANISATION, word) != null
        || (endsInDigit(word)
            && names.meaning(NO_ORGANISATION, DIGITS_AT_END.matcher(word).replaceFirst(""))
                != null);
  }
}
