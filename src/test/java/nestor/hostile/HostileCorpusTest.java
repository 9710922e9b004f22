package nestor.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.ParseResult;
import nestor.evidence.ParsedDocument;
import nestor.evidence.Rejection;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the reader says of each document of the corpus, as somebody read and approved it. After a
 * change that is meant, run with {@code -Dapprove=true}, read the difference, and commit it.
 */
@Tag("thorough")
class HostileCorpusTest {
  private static final Path APPROVED = Path.of("src/test/resources/hostile");
  private static final int LONGEST = 200;

  static Stream<Arguments> families() {
    Map<String, List<HostileDocument>> families = HostileCorpus.families();
    return families.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  @Timeout(300)
  void everyAnswerIsTheOneThatWasApproved(String family, List<HostileDocument> documents)
      throws IOException {
    DocumentReader reader = new DocumentReader(ShippedRulebook.get().documents());
    StringBuilder answers = new StringBuilder();
    for (HostileDocument document : documents) {
      answers.append(HostileCorpus.oneLine(document.id())).append('\n');
      answer(reader.read(new Document(document.name(), document.content(), null)))
          .forEach(line -> answers.append("    ").append(line).append('\n'));
    }
    Path approved = APPROVED.resolve(family + ".txt");
    if (Boolean.getBoolean("approve")) {
      Files.createDirectories(APPROVED);
      Files.writeString(approved, answers);
    }
    assertThat(answers.toString()).isEqualTo(Files.readString(approved));
  }

  @Test
  void everyDocumentOfTheCorpusIsThereOnceAndThereAreManyHundreds() {
    Map<String, Integer> count = new LinkedHashMap<>();
    HostileCorpus.families()
        .forEach(
            (family, documents) -> {
              count.put(family, documents.size());
              assertThat(documents).extracting(HostileDocument::id).doesNotHaveDuplicates();
            });
    int all = count.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println(all + " hostile documents tried: " + count);
    assertThat(all).isGreaterThan(300);
  }

  /** One line an answer: who sent it, and what became of it. */
  private static List<String> answer(ParseResult result) {
    List<String> lines = new ArrayList<>();
    if (result instanceof ParsedDocument document) {
      String content =
          document.organisation()
              + " "
              + document.sections().values().stream()
                  .map(s -> s.section() + s.entries())
                  .collect(Collectors.joining(" "));
      lines.add("accepted: " + HostileCorpus.oneLine(shortened(content)));
      document.warnings().forEach(warning -> lines.add("warning: " + warning));
    } else {
      ((Rejection) result).faults().forEach(diagnostic -> lines.add("rejected: " + diagnostic));
    }
    for (String line : lines) {
      assertThat(line.codePoints().noneMatch(HostileCorpus::isInvisible)).as(line).isTrue();
      assertThat(line)
          .doesNotContain("Exception", "com.fasterxml", "java.", "snakeyaml", "[Source");
      assertThat(line.getBytes(StandardCharsets.UTF_8).length).as(line).isLessThan(1_500);
    }
    List<String> shown = lines.size() > 4 ? new ArrayList<>(lines.subList(0, 3)) : lines;
    if (lines.size() > 4) {
      shown.add("(" + (lines.size() - 4) + " like these)");
      shown.add(lines.get(lines.size() - 1));
    }
    return shown;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
  }
}
