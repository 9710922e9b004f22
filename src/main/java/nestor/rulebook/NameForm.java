package nestor.rulebook;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Form in which names of a {@link NameTable} are found: the words and marks of a text, with one
 * blank between them. It disregards what {@link NameTable#key} disregards, and blanks around marks
 * such as & and /.
 */
public final class NameForm {
  private static final String MARKS = "/&+,;|()[]:*";
  private static final Pattern SINGLE_LETTERS =
      Pattern.compile("(?<![^ ])\\p{L}(?: \\p{L})+(?![^ ])");
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

  private NameForm() {}

  /** The form of a text; empty where it holds neither words nor marks. */
  public static String of(String text) {
    return String.join(" ", words(NameTable.key(text)));
  }

  /** The words and marks of a text, as they are written. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
    int from = 0;
    for (int at = 0; at <= plain.length(); at++) {
      boolean ends = at == plain.length() || isBlank(plain.charAt(at));
      if (ends || MARKS.indexOf(plain.charAt(at)) >= 0) {
        if (at > from) {
          words.add(plain.substring(from, at).replace('\u2019', '\''));
        }
        if (!ends) {
          words.add(plain.substring(at, at + 1));
        }
        from = at + 1;
      }
    }
    return words;
  }

  private static boolean isBlank(char c) {
    return c == '-'
        || c == '_'
        || c == '.'
        || (c >= '\t' && c <= '\r')
        || (c >= '\u2010' && c <= '\u2015')
        || Character.isSpaceChar(c);
  }

  /** The form without accents. */
  static String folded(String form) {
    return form.chars().allMatch(letter -> letter < 128)
        ? form
        : ACCENTS.matcher(Normalizer.normalize(form, Normalizer.Form.NFD)).replaceAll("");
  }

  /** The form with single letters put together, so that Head of I.T. is Head of IT. */
  static String abbreviation(String form) {
    return form.indexOf(' ') < 0
        ? form
        : SINGLE_LETTERS.matcher(form).replaceAll(letters -> letters.group().replace(" ", ""));
  }

  /** The form without accents, and with ae, oe and ue in the place of ä, ö and ü. */
  public static Set<String> spellings(String form) {
    Set<String> spellings = new LinkedHashSet<>();
    spellings.add(folded(form));
    spellings.add(folded(form.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")));
    return spellings;
  }
}
