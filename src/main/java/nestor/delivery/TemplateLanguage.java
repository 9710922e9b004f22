package nestor.delivery;

import io.pebbletemplates.pebble.attributes.methodaccess.MethodAccessValidator;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.extension.Extension;
import io.pebbletemplates.pebble.extension.ExtensionCustomizer;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.extension.NodeVisitor;
import io.pebbletemplates.pebble.extension.core.DefaultFilter;
import io.pebbletemplates.pebble.extension.core.RangeFunction;
import io.pebbletemplates.pebble.extension.escaper.EscapeFilter;
import io.pebbletemplates.pebble.lexer.Token;
import io.pebbletemplates.pebble.node.ForNode;
import io.pebbletemplates.pebble.node.MacroNode;
import io.pebbletemplates.pebble.node.RenderableNode;
import io.pebbletemplates.pebble.node.SetNode;
import io.pebbletemplates.pebble.node.expression.BinaryExpression;
import io.pebbletemplates.pebble.node.expression.Expression;
import io.pebbletemplates.pebble.operator.Associativity;
import io.pebbletemplates.pebble.operator.BinaryOperator;
import io.pebbletemplates.pebble.operator.BinaryOperatorImpl;
import io.pebbletemplates.pebble.operator.BinaryOperatorType;
import io.pebbletemplates.pebble.parser.Parser;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import io.pebbletemplates.pebble.template.Macro;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;
import io.pebbletemplates.pebble.tokenParser.TokenParser;
import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Allow-list of the tags, filters and functions of Pebble that a template may use. Each is counted
 * by {@link TemplateBudget} where it could go on without end. Of values only the components of
 * records can be read. Pebble's own extensions are put through {@link #restricted}.
 */
final class TemplateLanguage {
  private static final Set<String> TAGS =
      Set.of(
          "autoescape",
          "block",
          "extends",
          "filter",
          "for",
          "from",
          "if",
          "import",
          "include",
          "macro",
          "set",
          "verbatim");
  private static final Set<String> FUNCTIONS = Set.of("max", "min", "range");
  private static final Set<String> LOOP =
      Set.of("getIndex", "getLength", "getRevindex", "isFirst", "isLast");
  private static final int MOST_NUMBERS = 10_000;

  private TemplateLanguage() {}

  /** Lets templates read records and maps, and call nothing else of any value. */
  static MethodAccessValidator records() {
    return TemplateLanguage::isAllowed;
  }

  private static boolean isAllowed(Object object, Method method) {
    if (method.getParameterCount() > 0) {
      return false;
    }
    if (object instanceof Map.Entry<?, ?>) {
      return Set.of("getKey", "getValue").contains(method.getName());
    }
    if (object.getClass().getEnclosingClass() == ForNode.class) {
      return LOOP.contains(method.getName());
    }
    return object instanceof Record
        && Arrays.stream(object.getClass().getRecordComponents())
            .map(RecordComponent::getName)
            .anyMatch(method.getName()::equals);
  }

  /** An extension of Pebble without what no template needs, and counted in the rest. */
  static ExtensionCustomizer restricted(Extension extension) {
    return new ExtensionCustomizer(extension) {
      @Override
      public List<TokenParser> getTokenParsers() {
        List<TokenParser> parsers = super.getTokenParsers();
        return parsers == null
            ? List.of()
            : parsers.stream()
                .filter(parser -> TAGS.contains(parser.getTag()))
                .<TokenParser>map(Counted::new)
                .toList();
      }

      @Override
      public Map<String, Function> getFunctions() {
        Map<String, Function> functions = orNone(super.getFunctions());
        functions.keySet().retainAll(FUNCTIONS);
        functions.computeIfPresent("range", (name, range) -> new Range());
        return functions;
      }

      @Override
      public Map<String, Filter> getFilters() {
        Map<String, Filter> filters = orNone(super.getFilters());
        // Pebble knows these two by their classes, and treats what is escaped or missing otherwise.
        filters.replaceAll(
            (name, filter) ->
                filter instanceof EscapeFilter || filter instanceof DefaultFilter
                    ? filter
                    : new Fitting(filter));
        filters.computeIfPresent("replace", (name, filter) -> new Replacing(filter));
        filters.computeIfPresent("split", (name, filter) -> new Splitting(filter));
        return filters;
      }

      @Override
      public List<BinaryOperator> getBinaryOperators() {
        List<BinaryOperator> operators = super.getBinaryOperators();
        return operators == null
            ? List.of()
            : operators.stream().map(TemplateLanguage::operator).toList();
      }
    };
  }

  private static <T> Map<String, T> orNone(@Nullable Map<String, T> given) {
    return given == null ? new LinkedHashMap<>() : new LinkedHashMap<>(given);
  }

  private static BinaryOperator operator(BinaryOperator given) {
    return given.getSymbol().equals("~")
        ? new BinaryOperatorImpl(
            given.getSymbol(),
            given.getPrecedence(),
            Joined::new,
            BinaryOperatorType.NORMAL,
            Associativity.LEFT)
        : given;
  }

  /** A tag whose turns, calls and values are counted. */
  private record Counted(TokenParser parser) implements TokenParser {
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

  /** What tells where it stands when it is stopped. */
  private record Located(RenderableNode node, int line) implements RenderableNode {
    @Override
    public void render(PebbleTemplateImpl self, Writer writer, EvaluationContextImpl context)
        throws IOException {
      try {
        node.render(self, writer, context);
      } catch (TemplateBudget.TooMuch e) {
        throw e.at(self.getName(), line);
      } catch (PebbleException e) {
        throw isTooLong(e) ? TemplateBudget.tooLong().at(self.getName(), line) : e;
      }
    }

    @Override
    public void accept(NodeVisitor visitor) {
      node.accept(visitor);
    }
  }

  /** Whether Pebble stopped because more was written than is allowed. */
  static boolean isTooLong(PebbleException e) {
    return e.getPebbleMessage() != null && e.getPebbleMessage().startsWith("Tried to write more");
  }

  /** What is gone into, such as an included template. */
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

  /** What a loop goes over. */
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

  private static final class CountedTurns extends java.util.AbstractCollection<Object> {
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
  private static final class Joined extends BinaryExpression<Object> {
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

  /** A filter that is given no more than fits, and gives no more. */
  private record Fitting(Filter filter) implements Filter {
    @Override
    public List<String> getArgumentNames() {
      return filter.getArgumentNames();
    }

    @Override
    public @Nullable Object apply(
        @Nullable Object input,
        Map<String, Object> args,
        PebbleTemplate self,
        EvaluationContext context,
        int line) {
      TemplateBudget.step();
      return TemplateBudget.fitting(filter.apply(input, args, self, context, line));
    }
  }

  /** Puts texts into the place of others, one after another, unless that makes too much. */
  private record Replacing(Filter filter) implements Filter {
    @Override
    public List<String> getArgumentNames() {
      return filter.getArgumentNames();
    }

    @Override
    public @Nullable Object apply(
        @Nullable Object input,
        Map<String, Object> args,
        PebbleTemplate self,
        EvaluationContext context,
        int line) {
      if (input == null || !(args.get("replace_pairs") instanceof Map<?, ?> pairs)) {
        return filter.apply(input, args, self, context, line);
      }
      String text = String.valueOf(TemplateBudget.fitting(input));
      for (Map.Entry<?, ?> pair : pairs.entrySet()) {
        String by = String.valueOf(pair.getValue());
        TemplateBudget.step();
        TemplateBudget.fits(text.length() + (long) (text.length() + 1) * by.length());
        text = text.replace(String.valueOf(pair.getKey()), by);
      }
      return text;
    }
  }

  /** Splits by a regular expression, which may look at the text very often. */
  private record Splitting(Filter filter) implements Filter {
    @Override
    public List<String> getArgumentNames() {
      return filter.getArgumentNames();
    }

    @Override
    public @Nullable Object apply(
        @Nullable Object input,
        Map<String, Object> args,
        PebbleTemplate self,
        EvaluationContext context,
        int line) {
      if (!(input instanceof String text)
          || !(args.get("delimiter") instanceof String delimiter)
          || args.get("limit") != null) {
        throw new PebbleException(null, "split takes a text and a delimiter", line, self.getName());
      }
      return Pattern.compile(delimiter).split(new Watched(text));
    }
  }

  /** A text that counts how often it is looked at. */
  private record Watched(String text) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      TemplateBudget.step();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Numbers one after another, as many as anybody needs. */
  private static final class Range implements Function {
    private final RangeFunction range = new RangeFunction();

    @Override
    public List<String> getArgumentNames() {
      return range.getArgumentNames();
    }

    @Override
    public Object execute(
        Map<String, Object> args, PebbleTemplate self, EvaluationContext context, int line) {
      if (args.get("start") instanceof Number start && args.get("end") instanceof Number end) {
        double numbers = Math.abs(end.doubleValue() - start.doubleValue());
        if (numbers > MOST_NUMBERS) {
          throw new TemplateBudget.TooMuch(
              "range gives more than " + MOST_NUMBERS + " numbers",
              "let the loop go over what the template is given");
        }
      }
      return range.execute(args, self, context, line);
    }
  }
}
