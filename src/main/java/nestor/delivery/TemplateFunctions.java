package nestor.delivery;

import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.extension.core.RangeFunction;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Filters and functions of the template language that take and give no more than {@link
 * TemplateBudget} allows. Pebble's own do the work.
 */
final class TemplateFunctions {
  private static final int MOST_NUMBERS = 10_000;

  private TemplateFunctions() {}

  /** A filter that is given no more than fits, and gives no more. */
  record Fitting(Filter filter) implements Filter {
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
  record Replacing(Filter filter) implements Filter {
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
  record Splitting(Filter filter) implements Filter {
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
  static final class Range implements Function {
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
