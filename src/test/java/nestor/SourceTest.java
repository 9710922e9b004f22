package nestor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Conventions of the source text that neither the compiler nor the formatter holds. */
class SourceTest {
  private static final int LINES_OF_A_FILE_OF_RULES = 300;
  private static final int LINES_OF_A_FILE = 400;
  private static final int LINES_OF_A_METHOD = 60;
  private static final int PARAMETERS = 7;

  /** Comments and texts of a Java file. */
  private static final Pattern PROSE =
      Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"");

  private static final Pattern UNWANTED =
      Pattern.compile(
          "(?i)\\b(?:tells(?! the two apart)|whoever|whomever|those who|to whom|of which|thereof"
              + "|hereby|therein|he|him|his|himself|set aside)\\b");

  private static final Pattern RULE_TEXT = Pattern.compile(".*(?<!names)\\.(?:drl|yaml)");

  /** Aliases are what people write into their documents; a question may ask to whom. */
  private static final Pattern ALIASES = Pattern.compile("@(?:alias|ask)\\(\"[^\"]*\"\\)");

  private static final Pattern KIND =
      Pattern.compile("([\\w.()]+)\\s+instanceof\\s+(?:Expression|Condition|Consequence)\\.(\\w+)");

  /** So that a new kind of expression or condition fails to compile wherever it must be known. */
  @Test
  void whatDiffersByKindOfExpressionOrConditionIsAVisitorAndNoChainOfInstanceofs()
      throws IOException {
    List<String> chains = new ArrayList<>();
    for (Map.Entry<Path, String> source : sources("src/main/java").entrySet()) {
      for (String member : source.getValue().split("\\n\\n(?=  (?! ))|\\n  }\\n")) {
        Map<String, TreeSet<String>> kinds = new LinkedHashMap<>();
        Matcher kind = KIND.matcher(member);
        while (kind.find()) {
          kinds.computeIfAbsent(kind.group(1), v -> new TreeSet<>()).add(kind.group(2));
        }
        kinds.forEach(
            (value, of) -> {
              if (of.size() > 1) {
                chains.add(source.getKey() + ": " + value + " " + of);
              }
            });
      }
    }
    assertThat(chains).isEmpty();
  }

  @Test
  void noFileOfTheProductIsTooLongToBeReadAtOnce() throws IOException {
    List<String> found = new ArrayList<>();
    Map<Path, String> sources = sources("src/main/java");
    sources.forEach(
        (file, text) -> {
          if (text.lines().count() > LINES_OF_A_FILE) {
            found.add(file + ": " + text.lines().count() + " lines");
          }
        });
    assertThat(sources).hasSizeGreaterThan(500);
    assertThat(found).isEmpty();
  }

  @Test
  void noFileOfRulesIsTooLongToBeReadAtOnce() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("rules"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".drl")).toList()) {
        long lines = Files.readString(file).lines().count();
        if (lines > LINES_OF_A_FILE_OF_RULES && !file.endsWith("vocabulary.drl")) {
          found.add(file + ": " + lines + " lines");
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void noMethodIsTooLongAndNoConstructorTakesTooMuch() throws IOException {
    List<String> found = new ArrayList<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  null,
                  null,
                  files.getJavaFileObjectsFromPaths(sources("src/main/java").keySet()));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new TreeScanner<Void, Tree.Kind>() {
          @Override
          public Void visitClass(ClassTree type, Tree.Kind outer) {
            return super.visitClass(type, type.getKind());
          }

          @Override
          public Void visitMethod(MethodTree method, Tree.Kind of) {
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
            boolean constructor = method.getReturnType() == null && of != Tree.Kind.RECORD;
            if (last - first + 1 > LINES_OF_A_METHOD
                || (constructor && method.getParameters().size() > PARAMETERS)) {
              found.add(
                  "%s:%d %s, %d lines, %d parameters"
                      .formatted(
                          unit.getSourceFile().getName(),
                          first,
                          method.getName(),
                          last - first + 1,
                          method.getParameters().size()));
            }
            return super.visitMethod(method, of);
          }
        }.scan(unit, null);
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void commentsMessagesAndDocumentsAreInPlainWords() throws IOException {
    List<String> found = new ArrayList<>();
    for (Map.Entry<Path, String> source : sources("src/main/java").entrySet()) {
      Matcher prose = PROSE.matcher(source.getValue());
      while (prose.find()) {
        plain(source.getKey(), prose.group(), found);
      }
    }
    for (Path document : DocumentationTest.documents()) {
      plain(document, Files.readString(document, UTF_8), found);
    }
    assertThat(found).isEmpty();
  }

  @Test
  void rulesThresholdsAndScenariosAreInPlainWords() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("rules"))) {
      for (Path file : files.filter(f -> RULE_TEXT.matcher(f.toString()).matches()).toList()) {
        String text = Files.readString(file, UTF_8);
        plain(file, ALIASES.matcher(text).replaceAll("").replace("set aside", ""), found);
      }
    }
    assertThat(found).isEmpty();
  }

  private static void plain(Path file, String text, List<String> found) {
    Matcher word = UNWANTED.matcher(text.replaceAll("\\s+[* ]*", " "));
    while (word.find()) {
      found.add(file + ": " + word.group());
    }
  }

  private static Map<Path, String> sources(String folder) throws IOException {
    Map<Path, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        texts.put(file, Files.readString(file, UTF_8));
      }
    }
    return texts;
  }
}
