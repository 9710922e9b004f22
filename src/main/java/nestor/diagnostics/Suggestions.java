package nestor.diagnostics;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Suggestions of the known name nearest to a misspelt one, as a cure for a {@link Diagnostic}.
 * Names of organisations' own things are matched in {@code dossier.resolution} instead.
 */
public final class Suggestions {
  private static final int LONGEST = 100;
  private static final int SHOWN = 15;
  private static final int FEW = 5;

  private Suggestions() {}

  /**
   * The known word that is the fewest slips away from {@code word}, where a slip is a character too
   * many, too few, wrong, or swapped with its neighbour. Case, spaces, hyphens and underscores do
   * not count. Of several equally near words the first is taken.
   *
   * @return empty where nothing known is alike: more than a third of the characters would be wrong
   */
  public static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String plain = plain(word);
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (String candidate : known) {
      String other = plain(candidate);
      int slips = slips(plain, other);
      int tolerated = Math.max(1, Math.max(plain.length(), other.length()) / 3);
      if (slips <= tolerated && slips < fewest && slips < Math.max(1, other.length())) {
        nearest = candidate;
        fewest = slips;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** The cure for a word that is not known: the nearest one, or the known ones. */
  public static String cure(String word, Collection<String> known) {
    return to(word, known)
        .map(near -> "did you mean '" + near + "'?")
        .orElseGet(() -> "use one of: " + oneOf(word, known));
  }

  /** Returns all known words, or where there are very many the most similar ones. */
  private static String oneOf(String word, Collection<String> known) {
    TreeSet<String> all = new TreeSet<>(known);
    if (all.size() <= SHOWN || word.length() > LONGEST) {
      return String.join(", ", all.stream().limit(SHOWN).toList()) + rest(all.size());
    }
    String plain = plain(word);
    return String.join(
            ", ",
            all.stream()
                .sorted(Comparator.comparingInt(other -> slips(plain, plain(other))))
                .limit(FEW)
                .toList())
        + " and "
        + (all.size() - FEW)
        + " more";
  }

  private static String rest(int count) {
    return count <= SHOWN ? "" : " and " + (count - SHOWN) + " more";
  }

  /**
   * Whether two words differ by one slip that is hardly another word: one character too many, too
   * few or swapped in words of at least four, or a wrong one in words of at least six.
   */
  public static boolean isOneSlip(String a, String b) {
    int longer = Math.max(a.length(), b.length());
    int shorter = Math.min(a.length(), b.length());
    if (longer < 4 || longer > LONGEST || longer - shorter > 1) {
      return false;
    }
    int from = 0;
    while (from < shorter && a.charAt(from) == b.charAt(from)) {
      from++;
    }
    int same = from;
    while (same < shorter
        && a.charAt(a.length() - 1 - same + from) == b.charAt(b.length() - 1 - same + from)) {
      same++;
    }
    return switch (longer - same) {
      case 1 -> longer > shorter || longer >= 6;
      case 2 ->
          longer == shorter
              && a.charAt(from) == b.charAt(from + 1)
              && a.charAt(from + 1) == b.charAt(from);
      default -> false;
    };
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
  }

  /** The Damerau-Levenshtein distance (optimal string alignment). */
  private static int slips(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + wrong, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
