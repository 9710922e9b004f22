package nestor.dossier.resolution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Search for the names that another one nearly meets: one slip away, or the same but for what is
 * written before or behind it, such as a host, a number or what part of it is meant, or but for the
 * marks and blanks in it.
 */
final class NearNames {
  private static final int SHORTEST = 3;
  private static final int MOST = 4;

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
    int atA = 0;
    int atB = 0;
    boolean anyLetter = false;
    while (true) {
      atA = afterMarks(a, atA);
      atB = afterMarks(b, atB);
      if (atA == a.length() || atB == b.length()) {
        return anyLetter && atA == a.length() && atB == b.length();
      }
      if (a.charAt(atA++) != b.charAt(atB++)) {
        return false;
      }
      anyLetter = true;
    }
  }

  private static int afterMarks(String name, int from) {
    int at = from;
    while (at < name.length() && !Character.isLetterOrDigit(name.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Whether the part stands at the beginning or the end of the whole, as words of their own. */
  private static boolean isPart(String whole, String part) {
    if (part.length() < 2 || whole.length() <= part.length()) {
      return false;
    }
    String name = withoutNumber(whole);
    return name.equals(part)
        || begins(name, part)
        || ends(name, part)
        || begins(whole, part)
        || ends(whole, part)
        || begins(withoutNumberOfHost(whole), part);
  }

  private static boolean begins(String whole, String part) {
    return whole.length() > part.length()
        && whole.charAt(part.length()) == ' '
        && whole.startsWith(part);
  }

  private static boolean ends(String whole, String part) {
    int from = whole.length() - part.length();
    return from > 0 && whole.charAt(from - 1) == ' ' && whole.endsWith(part);
  }

  /** Returns {@code crm} of {@code crm01}. */
  private static String withoutNumber(String name) {
    int end = name.length();
    while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
      end--;
    }
    return end > 0 && Character.isLetter(name.charAt(end - 1)) ? name.substring(0, end) : name;
  }

  /** Returns {@code crm acme local} of {@code crm01 acme local}. */
  private static String withoutNumberOfHost(String name) {
    int blank = name.indexOf(' ');
    if (blank < 2 || !Character.isDigit(name.charAt(blank - 1))) {
      return name;
    }
    String host = withoutNumber(name.substring(0, blank));
    return host.chars().allMatch(Character::isLetter) ? host + name.substring(blank) : name;
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
    boolean swapped =
        onlyA.length() == 2
            && onlyB.length() == 2
            && onlyA.charAt(0) == onlyB.charAt(1)
            && onlyA.charAt(1) == onlyB.charAt(0);
    return ((onlyA.length() <= 1 && onlyB.length() <= 1) || swapped)
        && (onlyA + onlyB).chars().noneMatch(Character::isDigit);
  }
}
