package nestor.hostile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All hostile and broken documents, by what they pretend to be. */
public final class HostileCorpus {
  private static final Map<String, List<HostileDocument>> FAMILIES = made();

  private HostileCorpus() {}

  /** The documents of each family, in their order. */
  public static Map<String, List<HostileDocument>> families() {
    return FAMILIES;
  }

  private static Map<String, List<HostileDocument>> made() {
    Map<String, List<HostileDocument>> families = new LinkedHashMap<>();
    families.put("json", JsonCorpus.all());
    families.put("yaml", YamlCorpus.all());
    families.put("csv", CsvCorpus.all());
    families.put("xlsx", WorkbookCorpus.all());
    families.put("names-and-encodings", NameCorpus.all());
    return families;
  }

  /** The text with what cannot be seen written out. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isInvisible(c)) {
                line.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                line.appendCodePoint(c);
              }
            });
    return line.toString();
  }

  static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
