package nestor.workbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.Rulebook;

/**
 * Mutants that the authors of a rulebook declare equivalent: {@code // equivalent: $n < $limit} at
 * the end of the line (in YAML with {@code #}) names what may stand there as well. Several are
 * separated by a semicolon.
 */
final class EquivalentMutants {
  private static final Pattern COMMENT = Pattern.compile("(?://|#)\\s*equivalent:\\s*(.+)$");

  private final TreeMap<String, List<String>> byLine = new TreeMap<>();
  private final TreeMap<String, SourcePosition> places = new TreeMap<>();
  private final TreeSet<String> used = new TreeSet<>();

  EquivalentMutants(Rulebook rulebook, Iterable<String> files) {
    for (String file : files) {
      read(file, rulebook.folder().resolve(file));
    }
  }

  private void read(String file, Path path) {
    try {
      List<String> lines = Files.readAllLines(path);
      for (int i = 0; i < lines.size(); i++) {
        Matcher comment = COMMENT.matcher(lines.get(i));
        if (comment.find()) {
          List<String> named = new ArrayList<>();
          for (String one : comment.group(1).split(";")) {
            named.add(one.strip());
          }
          byLine.put(key(file, i + 1), named);
          places.put(key(file, i + 1), new SourcePosition(file, i + 1, comment.start() + 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a change that no scenario notices is named on its line. */
  boolean accept(SourcePosition position, String shown) {
    String line = key(position.file(), position.line());
    if (!byLine.getOrDefault(line, List.of()).contains(shown)) {
      return false;
    }
    used.add(line + " " + shown);
    return true;
  }

  /** Comments that accept nothing. */
  List<Diagnostic> needless() {
    List<Diagnostic> needless = new ArrayList<>();
    byLine.forEach(
        (line, named) -> {
          SourcePosition position = places.get(line);
          for (String shown : named) {
            if (position != null && !used.contains(line + " " + shown)) {
              needless.add(
                  position.fault(
                      "\"" + shown + "\" is no change here that every scenario lets pass",
                      "delete the comment, or name the change as this command names it"));
            }
          }
        });
    return needless;
  }

  private static String key(String file, int line) {
    return file + ":" + line;
  }
}
