package nestor.server.reload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.source.YamlFile;

/**
 * Positions of words in a route file, for faults that Camel reports without one. Faults that the
 * route file's own check finds carry their positions already.
 */
final class RoutePositions {
  /** Keys under which one text is an endpoint, where it is not given as {@code uri}. */
  private static final Set<String> ENDPOINTS = Set.of("uri", "from", "to", "wireTap");

  private static final Pattern LINE = Pattern.compile("\\bline (\\d+), column (\\d+)");

  private static final Pattern WORD = Pattern.compile("[A-Za-z#][A-Za-z0-9_.#-]*");

  /** Quotation in a fault of Camel: names of options, values and fields. */
  private static final Pattern QUOTED = Pattern.compile("['\"\\[{#]([A-Za-z][A-Za-z0-9_.-]*)");

  private final String file;
  private final Map<String, SourcePosition> words = new LinkedHashMap<>();
  private final List<YamlFile.Value> endpoints = new ArrayList<>();

  RoutePositions(RouteFile file) {
    this.file = file.name();
    YamlFile.read(file.name(), file.text(), new ArrayList<>()).ifPresent(this::read);
  }

  private void read(YamlFile.Value value) {
    if (value.isMapping()) {
      value
          .mapping()
          .forEach(
              (key, of) -> {
                words.putIfAbsent(key, of.position());
                if (ENDPOINTS.contains(key) && !of.isMapping() && !of.isList()) {
                  endpoints.add(of);
                }
                read(of);
              });
    } else if (value.isList()) {
      value.items().forEach(this::read);
    } else if (!value.isNothing()) {
      Matcher word = WORD.matcher(value.text());
      while (word.find()) {
        words.putIfAbsent(word.group(), value.position());
        words.putIfAbsent(word.group().replace("#", ""), value.position());
      }
    }
  }

  /** Every endpoint that a route names as one text. */
  List<YamlFile.Value> endpoints() {
    return endpoints;
  }

  /** Position of the first of these words that is there; the file without a line where none is. */
  SourcePosition of(String... some) {
    for (String word : some) {
      SourcePosition position = words.get(word);
      if (position != null) {
        return position;
      }
    }
    return new SourcePosition(file, 0, 0);
  }

  /**
   * The place that a failure names, or of a word of the file that it quotes.
   *
   * @param route the id of the route that failed, which is where it is if nothing is quoted
   */
  SourcePosition said(Throwable failure, String route) {
    String message = String.valueOf(CamelRuntime.message(failure));
    Matcher line = LINE.matcher(message);
    if (line.find()) {
      return new SourcePosition(
          file, Integer.parseInt(line.group(1)), Integer.parseInt(line.group(2)));
    }
    // The true cause stands last, as "Unknown parameters=[{dely=250}]".
    SourcePosition last = of(route);
    Matcher word = QUOTED.matcher(message);
    while (word.find()) {
      last = words.getOrDefault(word.group(1), last);
    }
    return last;
  }
}
