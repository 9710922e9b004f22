package nestor.intake.mail;

import org.jspecify.annotations.Nullable;

/**
 * The beginning of an Authentication-Results field (RFC 8601, 2.2): the name of the server that
 * wrote it and the version of its form, up to the first semicolon.
 *
 * @param server the authserv-id, without quotes
 * @param version 1 where none is given
 * @param rest what follows the first semicolon
 */
record AuthenticationHead(String server, String version, String rest) {
  private static final String USUAL_VERSION = "1";

  /** Characters that a name without quotes cannot hold, besides blanks and control characters. */
  private static final String SPECIAL = "()<>@,;:\\\"/[]?=";

  /**
   * The beginning of that field, or null where it is not formed so. After the name only white
   * space, comments, a version and a semicolon may stand: in {@code mx.example(x).evil;} the name
   * is nobody's.
   */
  static @Nullable AuthenticationHead of(String field) {
    int at = blank(field, 0);
    int nameEnds = at < 0 ? -1 : nameEnds(field, at);
    int after = nameEnds < 0 ? -1 : blank(field, nameEnds);
    if (after < 0) {
      return null;
    }
    String version = USUAL_VERSION;
    int digitsEnd = digitsEnd(field, after);
    if (digitsEnd > after && after > nameEnds) {
      version = field.substring(after, digitsEnd);
      after = blank(field, digitsEnd);
    }
    return after < 0 || after >= field.length() || field.charAt(after) != ';'
        ? null
        : new AuthenticationHead(
            unquoted(field.substring(at, nameEnds)), version, field.substring(after + 1));
  }

  /** Returns whether it is from the server of that name; case is ignored, for ASCII only. */
  boolean isOf(String name) {
    if (name.length() != server.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (lower(name.charAt(i)) != lower(server.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether what follows is written as this product reads it. */
  boolean isUnderstood() {
    return version.equals(USUAL_VERSION);
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
  }

  private static int nameEnds(String field, int from) {
    if (from < field.length() && field.charAt(from) == '"') {
      for (int i = from + 1; i < field.length(); i++) {
        char c = field.charAt(i);
        if (c == '"') {
          return i + 1;
        }
        i += c == '\\' ? 1 : 0;
      }
      return -1;
    }
    int end = from;
    while (end < field.length() && isOfName(field.charAt(end))) {
      end++;
    }
    return end == from ? -1 : end;
  }

  private static boolean isOfName(char c) {
    return c > ' ' && c != '\u007f' && SPECIAL.indexOf(c) < 0;
  }

  private static int digitsEnd(String field, int from) {
    int end = from;
    while (end < field.length() && field.charAt(end) >= '0' && field.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** End of white space and comments, or -1 where a comment has no end. */
  private static int blank(String field, int from) {
    int depth = 0;
    for (int i = from; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '(') {
        depth++;
      } else if (depth > 0) {
        depth -= c == ')' ? 1 : 0;
        i += c == '\\' ? 1 : 0;
      } else if (" \t\r\n".indexOf(c) < 0) {
        return i;
      }
    }
    return depth == 0 ? field.length() : -1;
  }

  private static String unquoted(String name) {
    if (name.charAt(0) != '"') {
      return name;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 1; i < name.length() - 1; i++) {
      i += name.charAt(i) == '\\' ? 1 : 0;
      plain.append(name.charAt(i));
    }
    return plain.toString();
  }
}
