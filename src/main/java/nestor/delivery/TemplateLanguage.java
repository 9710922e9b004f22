package nestor.delivery;

import io.pebbletemplates.pebble.attributes.methodaccess.MethodAccessValidator;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.extension.Extension;
import io.pebbletemplates.pebble.extension.ExtensionCustomizer;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.extension.core.DefaultFilter;
import io.pebbletemplates.pebble.extension.escaper.EscapeFilter;
import io.pebbletemplates.pebble.node.ForNode;
import io.pebbletemplates.pebble.operator.Associativity;
import io.pebbletemplates.pebble.operator.BinaryOperator;
import io.pebbletemplates.pebble.operator.BinaryOperatorImpl;
import io.pebbletemplates.pebble.operator.BinaryOperatorType;
import io.pebbletemplates.pebble.tokenParser.TokenParser;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                .<TokenParser>map(TemplateNodes.Counted::new)
                .toList();
      }

      @Override
      public Map<String, Function> getFunctions() {
        Map<String, Function> functions = orNone(super.getFunctions());
        functions.keySet().retainAll(FUNCTIONS);
        functions.computeIfPresent("range", (name, range) -> new TemplateFunctions.Range());
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
                    : new TemplateFunctions.Fitting(filter));
        filters.computeIfPresent(
            "replace", (name, filter) -> new TemplateFunctions.Replacing(filter));
        filters.computeIfPresent(
            "split", (name, filter) -> new TemplateFunctions.Splitting(filter));
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
            TemplateNodes.Joined::new,
            BinaryOperatorType.NORMAL,
            Associativity.LEFT)
        : given;
  }

  /** Whether Pebble stopped because more was written than is allowed. */
  static boolean isTooLong(PebbleException e) {
    return e.getPebbleMessage() != null && e.getPebbleMessage().startsWith("Tried to write more");
  }
}
