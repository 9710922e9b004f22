package nestor.rulebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.drools.RulebookCompiler;

/** A copy of the shipped rulebook that a test can spoil. */
public final class RulebookCopy {
  private final Path folder;

  private RulebookCopy(Path folder) {
    this.folder = folder;
  }

  /** Copies the shipped rulebook. */
  public static RulebookCopy in(Path folder) throws IOException {
    copy(Path.of("rules"), folder);
    return new RulebookCopy(folder);
  }

  /** Gives a rulebook the templates of the shipped one. */
  public static void templates(Path rules) throws IOException {
    copy(Path.of("rules/templates"), rules.resolve("templates"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  /** Where the copy is. */
  public Path folder() {
    return folder;
  }

  /** Replaces the first occurrence of a text in a file. */
  public RulebookCopy replace(String file, String text, String by) throws IOException {
    Path path = folder.resolve(file);
    String old = Files.readString(path);
    int at = old.indexOf(text);
    if (at < 0) {
      throw new IllegalArgumentException(file + " does not hold " + text);
    }
    Files.writeString(path, old.substring(0, at) + by + old.substring(at + text.length()));
    return this;
  }

  /** Adds a text at the end of a file. */
  public RulebookCopy append(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.writeString(path, (Files.exists(path) ? Files.readString(path) : "") + text);
    return this;
  }

  /** The line on which a text first stands. */
  public int lineOf(String file, String text) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(file));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException(file + " does not hold " + text);
  }

  /** The faults of loading the copy, as lines. */
  public List<String> faults() {
    return RulebookCompiler.load(folder, ShippedRulebook.cache()).faults().stream()
        .map(Diagnostic::toString)
        .toList();
  }
}
