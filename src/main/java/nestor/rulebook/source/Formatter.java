package nestor.rulebook.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.syntax.DrlFormatter;
import nestor.rulebook.syntax.Parser;

/**
 * Formatter of a rulebook's files; content and comments are preserved. DRL is laid out by {@code
 * DrlFormatter}, YAML by {@link YamlFormatter}.
 */
public final class Formatter {
  private Formatter() {}

  /** Whether files of that name can be laid out. */
  public static boolean fits(String file) {
    return file.endsWith(".drl") || file.endsWith(".yaml");
  }

  /**
   * The text laid out.
   *
   * @param faults where the faults of syntax are added for which it cannot be
   */
  public static Optional<String> of(String file, String text, List<Diagnostic> faults) {
    List<Diagnostic> own = new ArrayList<>();
    if (file.endsWith(".drl")) {
      own.addAll(Parser.parse(file, text).faults());
    } else {
      YamlFile.read(file, text, own);
    }
    faults.addAll(own);
    if (!own.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(file.endsWith(".drl") ? DrlFormatter.of(text) : YamlFormatter.of(text));
  }
}
