package nestor.rulebook.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.load.ParsedRulebook;

/**
 * Filter of the warnings that authors accept: {@code // accept: unread-dimension} (in YAML with
 * {@code #}) at the end of the line or on a line of its own above it. Several ids are separated by
 * commas, and words after two hyphens may say why. A comment that accepts nothing becomes a
 * warning.
 */
public final class Suppressions {
  private static final Pattern COMMENT =
      Pattern.compile("(?://|#)\\s*accept:\\s*([\\w-]+(?:\\s*,\\s*[\\w-]+)*)");

  private Suppressions() {}

  private record Accept(SourcePosition position, int line, String kind) {}

  /** The warnings that are left, with those on comments that accept nothing; in reading order. */
  public static List<LintWarning> leave(ParsedRulebook parsed, List<LintWarning> warnings) {
    Map<String, List<Accept>> byPlace = new TreeMap<>();
    List<Accept> all = new ArrayList<>();
    parsed
        .texts()
        .forEach(
            (file, text) -> {
              if (file.endsWith(".drl") || file.endsWith(".yaml")) {
                read(file, text, all);
              }
            });
    all.forEach(
        a ->
            byPlace
                .computeIfAbsent(a.position().file() + ":" + a.line(), k -> new ArrayList<>())
                .add(a));
    TreeSet<String> used = new TreeSet<>();
    List<LintWarning> left = new ArrayList<>();
    for (LintWarning warning : warnings) {
      Diagnostic diagnostic = warning.diagnostic();
      boolean accepted = false;
      for (Accept accept :
          byPlace.getOrDefault(diagnostic.document() + ":" + diagnostic.line(), List.of())) {
        if (accept.kind().equals(warning.kind().id()) && !warning.kind().stops()) {
          accepted = true;
          used.add(accept.toString());
        }
      }
      if (!accepted) {
        left.add(warning);
      }
    }
    List<String> kinds = Stream.of(LintWarning.Kind.values()).map(LintWarning.Kind::id).toList();
    for (Accept accept : all) {
      if (!used.contains(accept.toString())) {
        left.add(
            new LintWarning(
                LintWarning.Kind.NEEDLESS_ACCEPT,
                accept
                    .position()
                    .fault(
                        "there is no " + accept.kind() + " to accept here",
                        kinds.contains(accept.kind())
                            ? "delete the comment"
                            : Suggestions.cure(accept.kind(), kinds))));
      }
    }
    left.sort(Linter.ORDER);
    return List.copyOf(left);
  }

  private static void read(String file, String text, List<Accept> into) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher comment = COMMENT.matcher(lines.get(i));
      if (comment.find()) {
        boolean alone = lines.get(i).substring(0, comment.start()).isBlank();
        SourcePosition position = new SourcePosition(file, i + 1, comment.start() + 1);
        for (String kind : comment.group(1).split(",")) {
          into.add(new Accept(position, alone ? i + 2 : i + 1, kind.strip()));
        }
      }
    }
  }
}
