package nestor.rulebook;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Form in which names of a {@link NameTable} are found: the words and marks of a text, with one
 * blank between them. It disregards what {@link NameTable#key} disregards, and blanks around marks
 * such as & and /.
 */
public final class NameForm {
  private static final Pattern WORD_OR_MARK =
      Pattern.compile("[/&+,;|()\\[\\]:*]|[^/&+,;|()\\[\\]:*\\p{Z}\\s\\-\u2010-\u2015_.]+");
  private static final Pattern SINGLE_LETTERS = Pattern.compile("\\p{L}( \\p{L})+");
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

  private NameForm() {}

  /** The form of a text; empty where it holds neither words nor marks. */
  public static String of(String text) {
    return String.join(" ", words(NameTable.key(text)));
  }

  /** The words and marks of a text, as they are written. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD_OR_MARK.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC));
    while (matcher.find()) {
      words.add(matcher.group().replace('\u2019', '\''));
    }
    return words;
  }

  /** The form without accents. */
  static String folded(String form) {
    return form.chars().allMatch(letter -> letter < 128)
        ? form
        : ACCENTS.matcher(Normalizer.normalize(form, Normalizer.Form.NFD)).replaceAll("");
  }

  /** The form with single letters put together, so that C.T.O. is CTO. */
  static String abbreviation(String form) {
    return SINGLE_LETTERS.matcher(form).matches() ? form.replace(" ", "") : form;
  }

  /** The form without accents, and with ae, oe and ue in the place of ä, ö and ü. */
  public static Set<String> spellings(String form) {
    Set<String> spellings = new LinkedHashSet<>();
    spellings.add(folded(form));
    spellings.add(folded(form.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")));
    return spellings;
  }
}
