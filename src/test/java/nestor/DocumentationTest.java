package nestor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents beside the code: what they point to must be there. */
class DocumentationTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:[.(][^`]*)?`");

  @Test
  void everyRelativeLinkLeadsToAFile() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      Matcher link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        if (!Files.exists(document.resolveSibling(link.group(1)))) {
          broken.add(document + ": " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyClassThatTheArchitectureNamesIsThere() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher name = NAME.matcher(Files.readString(Path.of("ARCHITECTURE.md")));
    while (name.find()) {
      named.add(name.group(1));
    }
    assertThat(classes()).containsAll(named);
  }

  @Test
  void everyLineOfProseFitsOntoAScreen() throws IOException {
    List<String> wide = new ArrayList<>();
    for (Path document : documents()) {
      Files.readAllLines(document).stream()
          .filter(line -> line.length() > 120 && !line.startsWith("|") && !line.startsWith("    "))
          .forEach(line -> wide.add(document + ": " + line));
    }
    assertThat(wide).isEmpty();
  }

  static List<Path> documents() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> top = Files.list(Path.of(""));
        Stream<Path> docs = Files.walk(Path.of("docs"))) {
      Stream.concat(Stream.concat(top, docs), Stream.of(Path.of("rules/README.md")))
          .filter(path -> path.toString().endsWith(".md"))
          .forEach(found::add);
    }
    assertThat(found).hasSizeGreaterThan(10);
    return found;
  }

  private static Set<String> classes() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src"))) {
      return sources
          .map(path -> path.getFileName().toString())
          .filter(file -> file.endsWith(".java"))
          .map(file -> file.substring(0, file.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
