package nestor.intake.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Verdict of the receiving mail server on a sender (RFC 8601), read from the topmost field of that
 * server's name. Fields below it may be the sender's own invention and are ignored.
 */
public final class AuthenticationResults {
  /**
   * In the place of a server's name: the topmost field of all is believed, and only where it bears
   * no name. Some servers write theirs so, and always on top.
   */
  public static final String TOPMOST = "topmost";

  /** Characters that may follow a word. */
  private static final String ENDS = " \t\r\n;=(";

  private AuthenticationResults() {}

  /**
   * Returns why a sender's address is not authentic, or null where it is: DMARC passed for its
   * domain, or DKIM or SPF passed for that domain or one below it.
   *
   * @param fields the message's Authentication-Results fields, the topmost first
   * @param server the authserv-id that is believed, or {@link #TOPMOST}
   * @param sender the address in From
   */
  public static @Nullable String objection(List<String> fields, String server, String sender) {
    String domain = sender.substring(sender.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    if (server.equalsIgnoreCase(TOPMOST)) {
      List<List<String>> topmost = fields.isEmpty() ? List.of() : statements(fields.get(0));
      return topmost.isEmpty() || !server(topmost.get(0)).contains("=")
          ? "the topmost Authentication-Results of the message are not those of a server that gives"
              + " no name"
          : doubt(topmost, domain, "the topmost field");
    }
    for (String field : fields) {
      AuthenticationHead head = AuthenticationHead.of(field);
      if (head != null && head.isOf(server)) {
        return head.isUnderstood()
            ? doubt(statements(head.rest()), domain, server)
            : "the Authentication-Results of "
                + server
                + " are of version "
                + head.version()
                + ", which is not known here";
      }
    }
    return "no Authentication-Results of " + server + " stand in the message";
  }

  private static @Nullable String doubt(
      List<List<String>> statements, String domain, String server) {
    for (List<String> statement : statements) {
      if (vouches(statement, domain)) {
        return null;
      }
    }
    return "neither DMARC nor DKIM nor SPF passed for " + domain + ", as " + server + " says";
  }

  private static boolean vouches(List<String> statement, String domain) {
    if (statement.stream().anyMatch(word -> word.indexOf('=') <= 0)) {
      return false; // Such as what is glued to a comment: it is no statement of that form.
    }
    return switch (first(statement)) {
      case "dmarc=pass" -> same(property(statement, "header.from"), domain, true);
      case "dkim=pass" ->
          property(statement, "header.d") == null
              ? same(property(statement, "header.i"), domain, false)
              : same(property(statement, "header.d"), domain, false);
      case "spf=pass" -> same(property(statement, "smtp.mailfrom"), domain, false);
      default -> false;
    };
  }

  private static String first(List<String> statement) {
    return statement.isEmpty()
        ? ""
        : statement.get(0).toLowerCase(Locale.ROOT).replaceFirst("^([a-z]+)/1=", "$1=");
  }

  private static String server(List<String> statement) {
    return statement.isEmpty() ? "" : statement.get(0);
  }

  /**
   * Whether the domain is the sender's own or one below it: its owner may not vouch for domains
   * above.
   */
  private static boolean same(@Nullable String named, String domain, boolean ifAbsent) {
    if (named == null) {
      return ifAbsent;
    }
    String found = named.substring(named.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    return found.equals(domain) || found.endsWith("." + domain);
  }

  private static @Nullable String property(List<String> statement, String name) {
    String found = null;
    for (String word : statement) {
      int equals = word.indexOf('=');
      if (equals > 0 && word.substring(0, equals).equalsIgnoreCase(name)) {
        if (found != null) {
          return ""; // Said twice, it says nothing.
        }
        found = word.substring(equals + 1);
      }
    }
    return found;
  }

  /**
   * The field as statements, each a list of words; a comment parts words as a space does, and what
   * is quoted stays part of its word, so that neither can pass for a statement. A word that is
   * quoted in part keeps a quote, and so is no name of anybody.
   */
  private static List<List<String>> statements(String field) {
    List<List<String>> statements = new ArrayList<>();
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int comment = 0;
    boolean quoted = false;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      boolean escaped = c == '\\' && (quoted || comment > 0) && i + 1 < field.length();
      if (escaped) {
        i++;
        if (quoted) {
          word.append(inert(field.charAt(i)));
        }
      } else if (quoted) {
        quoted = c != '"';
        if (quoted) {
          word.append(inert(c));
        } else if (i + 1 < field.length() && ENDS.indexOf(field.charAt(i + 1)) < 0) {
          word.append(c);
        }
      } else if (c == '(') {
        comment++;
        if (word.length() == 0 || word.charAt(word.length() - 1) != '=') {
          end(word, words);
        }
      } else if (comment > 0) {
        comment -= c == ')' ? 1 : 0;
      } else if (c == '"') {
        quoted = true;
        if (word.length() > 0 && word.charAt(word.length() - 1) != '=') {
          word.append(c);
        }
      } else if (c == ';') {
        end(word, words);
        statements.add(List.copyOf(words));
        words.clear();
      } else if (c == '=') {
        joined(word, words).append('=');
      } else if (Character.isWhitespace(c)) {
        if (word.length() == 0 || word.charAt(word.length() - 1) != '=') {
          end(word, words);
        }
      } else {
        word.append(c);
      }
    }
    end(word, words);
    statements.add(List.copyOf(words));
    return statements;
  }

  /** An equals sign may stand apart from the word before it. */
  private static StringBuilder joined(StringBuilder word, List<String> words) {
    if (word.length() == 0 && !words.isEmpty() && words.get(words.size() - 1).indexOf('=') < 0) {
      word.append(words.remove(words.size() - 1));
    }
    return word;
  }

  private static void end(StringBuilder word, List<String> words) {
    if (word.length() > 0) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static char inert(char c) {
    return c == '=' || Character.isWhitespace(c) ? '_' : c;
  }
}
