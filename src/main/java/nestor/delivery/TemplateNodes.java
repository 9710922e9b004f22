package nestor.delivery;

import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.extension.NodeVisitor;
import io.pebbletemplates.pebble.lexer.Token;
import io.pebbletemplates.pebble.node.ForNode;
import io.pebbletemplates.pebble.node.MacroNode;
import io.pebbletemplates.pebble.node.RenderableNode;
import io.pebbletemplates.pebble.node.SetNode;
import io.pebbletemplates.pebble.node.expression.BinaryExpression;
import io.pebbletemplates.pebble.node.expression.Expression;
import io.pebbletemplates.pebble.parser.Parser;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import io.pebbletemplates.pebble.template.Macro;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;
import io.pebbletemplates.pebble.tokenParser.TokenParser;
import java.io.IOException;
import java.io.Writer;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tags and operators of the template language, counted by {@link TemplateBudget}: the turns of
 * loops, the calls of macros, the depth of inclusions, and the length of values. Pebble's own nodes
 * do the work.
 */
final class TemplateNodes {
  private TemplateNodes() {}

  /** A tag whose turns, calls and values are counted. */
  record Counted(TokenParser parser) implements TokenParser {
    @Override
    public String getTag() {
      return parser.getTag();
    }

    @Override
    public RenderableNode parse(Token token, Parser from) {
      RenderableNode node = parser.parse(token, from);
      int line = token.getLineNumber();
      if (node instanceof ForNode loop) {
        return new Located(
            new ForNode(
                line,
                loop.getIterationVariable(),
                new Turns(loop.getIterable()),
                loop.getBody(),
                loop.getElseBody()),
            line);
      }
      if (node instanceof SetNode set) {
        return new Located(new SetNode(line, set.getName(), new Kept(set.getValue())), line);
      }
      if (node instanceof MacroNode macro) {
        return new CountedMacro(macro);
      }
      return getTag().equals("include") || getTag().equals("import") || getTag().equals("from")
          ? new Located(new GoneInto(node), line)
          : node;
    }
  }

  /** Node that adds its template and line when its rendering is stopped. */
  private record Located(RenderableNode node, int line) implements RenderableNode {
    @Override
    public void render(PebbleTemplateImpl self, Writer writer, EvaluationContextImpl context)
        throws IOException {
      try {
        node.render(self, writer, context);
      } catch (TemplateBudget.TooMuch e) {
        throw e.at(self.getName(), line);
      } catch (PebbleException e) {
        throw TemplateLanguage.isTooLong(e) ? TemplateBudget.tooLong().at(self.getName(), line) : e;
      }
    }

    @Override
    public void accept(NodeVisitor visitor) {
      node.accept(visitor);
    }
  }

  /** Node that is entered, such as an included template. */
  private record GoneInto(RenderableNode node) implements RenderableNode {
    @Override
    public void render(PebbleTemplateImpl self, Writer writer, EvaluationContextImpl context)
        throws IOException {
      TemplateBudget.enter();
      try {
        node.render(self, writer, context);
      } finally {
        TemplateBudget.leave();
      }
    }

    @Override
    public void accept(NodeVisitor visitor) {
      node.accept(visitor);
    }
  }

  private static final class CountedMacro extends MacroNode {
    CountedMacro(MacroNode macro) {
      super(macro.getName(), macro.getArgs(), macro.getBody());
      setLineNumber(macro.getLineNumber());
    }

    @Override
    public Macro getMacro() {
      Macro macro = super.getMacro();
      return new Macro() {
        @Override
        public String getName() {
          return macro.getName();
        }

        @Override
        public List<String> getArgumentNames() {
          return macro.getArgumentNames();
        }

        @Override
        public String call(
            PebbleTemplateImpl self, EvaluationContextImpl context, Map<String, Object> args) {
          TemplateBudget.enter();
          try {
            args.values().forEach(TemplateBudget::fitting);
            return macro.call(self, context, args);
          } finally {
            TemplateBudget.leave();
          }
        }
      };
    }
  }

  /** Sequence of a loop. */
  private record Turns(Expression<?> over) implements Expression<Object> {
    @Override
    public @Nullable Object evaluate(PebbleTemplateImpl self, EvaluationContextImpl context) {
      Object all = over.evaluate(self, context);
      if (all instanceof Map<?, ?> map) {
        return new CountedTurns(map.entrySet());
      }
      return all instanceof Collection<?> some ? new CountedTurns(some) : all;
    }

    @Override
    public int getLineNumber() {
      return over.getLineNumber();
    }

    @Override
    public void accept(NodeVisitor visitor) {
      over.accept(visitor);
    }
  }

  private static final class CountedTurns extends AbstractCollection<Object> {
    private final Collection<?> all;

    CountedTurns(Collection<?> all) {
      this.all = all;
    }

    @Override
    public int size() {
      return all.size();
    }

    @Override
    public Iterator<Object> iterator() {
      Iterator<?> each = all.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return each.hasNext();
        }

        @Override
        public Object next() {
          TemplateBudget.step();
          return each.next();
        }
      };
    }
  }

  /** A value that a template gives a name. */
  private record Kept(Expression<?> value) implements Expression<Object> {
    @Override
    public @Nullable Object evaluate(PebbleTemplateImpl self, EvaluationContextImpl context) {
      TemplateBudget.step();
      return TemplateBudget.fitting(value.evaluate(self, context));
    }

    @Override
    public int getLineNumber() {
      return value.getLineNumber();
    }

    @Override
    public void accept(NodeVisitor visitor) {
      value.accept(visitor);
    }
  }

  /** Two values as one text. */
  static final class Joined extends BinaryExpression<Object> {
    @Override
    public Object evaluate(PebbleTemplateImpl self, EvaluationContextImpl context) {
      String left = text(getLeftExpression().evaluate(self, context));
      String right = text(getRightExpression().evaluate(self, context));
      TemplateBudget.step();
      try {
        TemplateBudget.fits((long) left.length() + right.length());
      } catch (TemplateBudget.TooMuch e) {
        throw e.at(self.getName(), getLineNumber());
      }
      return left + right;
    }

    private static String text(@Nullable Object value) {
      return value == null ? "" : String.valueOf(TemplateBudget.fitting(value));
    }
  }
}
