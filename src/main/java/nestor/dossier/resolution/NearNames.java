package nestor.dossier.resolution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Search for the names that another one nearly meets: one slip away, or the same but for what is
 * written before or behind it, such as a host, a number or what part of it is meant, or but for the
 * marks and blanks in it.
 */
final class NearNames {
  private static final int SHORTEST = 3;
  private static final int MOST = 4;
  private static final Pattern NUMBER_BEHIND = Pattern.compile("(?<=\\p{L})\\d+$");
  private static final Pattern NUMBER_OF_HOST = Pattern.compile("(?<=^\\p{L}{1,60})\\d+(?= )");
  private static final Pattern MARKS = Pattern.compile("[^\\p{L}\\p{N}]");

  private NearNames() {}

  /**
   * The known keys that are near, in their order.
   *
   * @param key as {@code NameTable.key} gives it
   */
  static List<String> of(String key, Iterable<String> known) {
    List<String> near = new ArrayList<>();
    for (String other : known) {
      if (isSlip(key, other)
          || isPart(key, other)
          || isPart(other, key)
          || isSameButForMarks(key, other)) {
        near.add(other);
      }
    }
    near.sort(Comparator.naturalOrder());
    return near.size() > MOST ? near.subList(0, MOST) : near;
  }

  private static boolean isSameButForMarks(String a, String b) {
    String plain = MARKS.matcher(a).replaceAll("");
    return !plain.isEmpty() && plain.equals(MARKS.matcher(b).replaceAll(""));
  }

  /** Whether the part stands at the beginning or the end of the whole, as words of their own. */
  private static boolean isPart(String whole, String part) {
    String name = NUMBER_BEHIND.matcher(whole).replaceAll("");
    return part.length() >= 2
        && !part.equals(whole)
        && (name.equals(part)
            || name.startsWith(part + " ")
            || name.endsWith(" " + part)
            || whole.startsWith(part + " ")
            || NUMBER_OF_HOST.matcher(whole).replaceFirst("").startsWith(part + " ")
            || whole.endsWith(" " + part));
  }

  /**
   * Whether one character is too many, too few, wrong, or swapped with its neighbour. Names that
   * differ in a digit are those of two things.
   */
  private static boolean isSlip(String a, String b) {
    if (Math.min(a.length(), b.length()) < SHORTEST || Math.abs(a.length() - b.length()) > 1) {
      return false;
    }
    int from = 0;
    while (from < a.length() && from < b.length() && a.charAt(from) == b.charAt(from)) {
      from++;
    }
    int endA = a.length();
    int endB = b.length();
    while (endA > from && endB > from && a.charAt(endA - 1) == b.charAt(endB - 1)) {
      endA--;
      endB--;
    }
    String onlyA = a.substring(from, endA);
    String onlyB = b.substring(from, endB);
    boolean hasDigit = (onlyA + onlyB).chars().anyMatch(Character::isDigit);
    boolean swapped =
        onlyA.length() == 2
            && onlyB.length() == 2
            && onlyA.charAt(0) == onlyB.charAt(1)
            && onlyA.charAt(1) == onlyB.charAt(0);
    return !hasDigit && ((onlyA.length() <= 1 && onlyB.length() <= 1) || swapped);
  }
}
