package nestor.rulebook.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Formatter of DRL text: indentation, blanks within lines, and blank lines. Line breaks within a
 * condition stay where the author put them; comments and order stay as well.
 */
public final class DrlFormatter {
  private static final Set<String> BEFORE_PARENTHESIS =
      Set.of("not", "exists", "in", "and", "or", "from", "contains", "memberOf", "when", "then");
  private static final Set<String> TIGHT_BEFORE = Set.of(")", ",", ";", ".", "[", "]");
  private static final Set<String> TIGHT_AFTER = Set.of("(", ".", "[", "@", "!");
  private static final String STEP = "  ";

  private final List<Token> tokens;
  private final StringBuilder out = new StringBuilder();
  private int depth;
  private Block block = Block.NONE;

  private DrlFormatter(List<Token> tokens) {
    this.tokens = tokens;
  }

  private enum Block {
    NONE,
    TYPE,
    HEAD,
    CONDITIONS,
    CONSEQUENCE
  }

  /** The text laid out; the same for text that is laid out already. */
  public static String of(String text) {
    List<Token> tokens =
        new Lexer("", text.replace("\r\n", "\n"), new ArrayList<>()).tokensAndComments();
    return new DrlFormatter(tokens.subList(0, tokens.size() - 1)).laidOut();
  }

  private String laidOut() {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Block before = block;
      enter(i);
      if (i == 0) {
        out.append(token.written());
      } else if (breaks(i, before)) {
        out.append(blank(i, before) ? "\n\n" : "\n");
        out.append(indentation(i)).append(token.written());
      } else {
        out.append(spaced(tokens.get(i - 1), token) ? " " : "").append(token.written());
      }
      leave(token);
    }
    return out.isEmpty() ? "" : out.append('\n').toString();
  }

  /** The block in which a token stands, its first word included. */
  private void enter(int at) {
    Token token = tokens.get(at);
    if (depth > 0 || token.isComment()) {
      return;
    }
    if (block == Block.NONE && starts(at)) {
      block = token.is("rule") ? Block.HEAD : Block.TYPE;
    } else if (block == Block.HEAD && token.is("when")) {
      block = Block.CONDITIONS;
    } else if (block == Block.CONDITIONS && token.is("then")) {
      block = Block.CONSEQUENCE;
    }
  }

  private boolean starts(int at) {
    return tokens.get(at).is("rule") || tokens.get(at).is("declare");
  }

  private void leave(Token token) {
    if (token.is("(")) {
      depth++;
    } else if (token.is(")")) {
      depth = Math.max(0, depth - 1);
    } else if (ends(token)) {
      block = Block.NONE;
    }
  }

  private boolean ends(Token token) {
    return depth == 0 && token.is("end") && (block == Block.TYPE || block == Block.CONSEQUENCE);
  }

  private boolean breaks(int at, Block before) {
    Token token = tokens.get(at);
    Token last = tokens.get(at - 1);
    if (last.written().startsWith("//")) {
      return true;
    }
    if (token.isComment()) {
      return token.lineBreaks() > 0;
    }
    boolean alone =
        depth == 0
            && (block != before
                || ends(token)
                || (last.is("when") && block == Block.CONDITIONS)
                || (last.is("then") && block == Block.CONSEQUENCE)
                || (last.is("end") && before == Block.NONE));
    return alone || token.lineBreaks() > 0 || startsPart(at);
  }

  /** A further field of a type, or a further condition: each stands on a line of its own. */
  private boolean startsPart(int at) {
    Token token = tokens.get(at);
    boolean colon = at + 1 < tokens.size() && tokens.get(at + 1).is(":");
    if (depth > 0) {
      return false;
    }
    return (block == Block.TYPE && token.isName() && colon)
        || (block == Block.CONDITIONS
            && tokens.get(at - 1).is(")")
            && token.isName()
            && !token.is("from")
            && !token.is("and"));
  }

  private boolean blank(int at, Block before) {
    Token token = tokens.get(at);
    Token last = tokens.get(at - 1);
    boolean afterEnd = before == Block.NONE && last.is("end");
    if (afterEnd || (before == Block.NONE && block != before && !last.isComment())) {
      return true;
    }
    boolean edge =
        depth > 0
            || block == Block.CONSEQUENCE
            || last.is("when")
            || token.is("when")
            || ends(token)
            || block == Block.HEAD
            || (block == Block.TYPE && last.is("declare"));
    return token.lineBreaks() > 1 && (before == Block.NONE || !edge);
  }

  private String indentation(int at) {
    Token token = tokens.get(at);
    boolean outside =
        block == Block.NONE
            || (depth == 0
                && (ends(token)
                    || (starts(at) && (block == Block.HEAD || block == Block.TYPE) && opens(at))
                    || (token.is("when") && block == Block.CONDITIONS)
                    || (token.is("then") && block == Block.CONSEQUENCE)));
    if (outside) {
      return "";
    }
    return STEP.repeat(1 + (token.is(")") ? depth - 1 : depth));
  }

  /** Whether the token opens its block, rather than being a field of that name. */
  private boolean opens(int at) {
    Token next = at + 1 < tokens.size() ? tokens.get(at + 1) : tokens.get(at);
    return !next.is(":");
  }

  private static boolean spaced(Token last, Token token) {
    if (token.isComment() || last.isComment()) {
      return true;
    }
    if (TIGHT_BEFORE.contains(token.written()) || TIGHT_AFTER.contains(last.written())) {
      return false;
    }
    if (token.is("(")) {
      return !last.isName() || BEFORE_PARENTHESIS.contains(last.written());
    }
    return true;
  }
}
