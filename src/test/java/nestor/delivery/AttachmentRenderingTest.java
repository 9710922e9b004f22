package nestor.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import nestor.advisory.Advisory;
import nestor.advisory.Score;
import nestor.advisory.Status;
import nestor.rulebook.Priority;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** What goes to a board's folder, a tracker and a calendar. */
class AttachmentRenderingTest {
  private static final Renderer RENDERER =
      new Renderer(Path.of("rules/templates"), BankAdvisory.catalogue());

  @Test
  void thePdfIsTaggedHoldsItsFontsAndOpensWithTheStateOfThings() throws IOException {
    try (PDDocument pdf = Loader.loadPDF(RENDERER.render(BankAdvisory.rich(), Format.PDF))) {
      assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en");
      assertThat(pdf.getDocumentCatalog().getDocumentOutline().getFirstChild().getTitle())
          .isEqualTo("Summary");
      for (PDPage page : pdf.getPages()) {
        for (COSName name : page.getResources().getFontNames()) {
          PDFont font = page.getResources().getFont(name);
          assertThat(font.isEmbedded()).as(font.getName()).isTrue();
        }
      }
      PDFTextStripper first = new PDFTextStripper();
      first.setEndPage(1);
      assertThat(first.getText(pdf).replaceAll("\\s+", " "))
          .contains(
              "3 critical and 4 high-priority recommendations, 10 in all",
              "7 are overdue, the longest since 10 Mar 2026",
              "Prove that the backups can be restored");
    }
  }

  @Test
  void theSameAdvisoryGivesTheSamePdf() {
    assertThat(RENDERER.render(BankAdvisory.rich(), Format.PDF))
        .isEqualTo(RENDERER.render(BankAdvisory.rich(), Format.PDF));
  }

  @Test
  void lettersThatPaperCannotShowAreMarkedAndSaid() throws IOException {
    String said = "Ω Ж 京 ع 🙂";
    byte[] rendered = RENDERER.render(BankAdvisory.only(BankAdvisory.saying(said)), Format.PDF);

    try (PDDocument pdf = Loader.loadPDF(rendered)) {
      assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
          .contains("Each � stands for a letter that this file cannot show")
          .contains("Ω Ж � � �")
          .doesNotContain("#");
    }
    try (PDDocument pdf = Loader.loadPDF(RENDERER.render(BankAdvisory.rich(), Format.PDF))) {
      assertThat(new PDFTextStripper().getText(pdf)).doesNotContain("�");
    }
  }

  @Test
  void aCellIsNeverAFormula() {
    CsvEscaping cells = new CsvEscaping();
    assertThat(List.of("=1+1", "+1", "-1", "@a", "\ta", "\ra"))
        .allSatisfy(cell -> assertThat(cells.escape(cell)).isEqualTo("\"'" + cell + '"'));
    assertThat(cells.escape("say \"no\", twice")).isEqualTo("\"say \"\"no\"\", twice\"");
  }

  @Test
  void everyRecommendationIsARowWithTheSameColumns() throws IOException {
    String csv =
        new String(RENDERER.render(BankAdvisory.rich(), Format.CSV), StandardCharsets.UTF_8);
    assertThat(csv).endsWith("\r\n");
    List<String[]> rows =
        new CsvMapper()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .readerFor(String[].class)
            .<String[]>readValues(csv)
            .readAll();
    assertThat(rows).hasSize(11);
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSameSizeAs(rows.get(0)));
  }

  @Test
  void theCalendarIsFoldedEscapedAndKeepsItsIds() {
    String ics =
        new String(RENDERER.render(BankAdvisory.rich(), Format.ICS), StandardCharsets.UTF_8);
    assertThat(ics).startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n").endsWith("END:VCALENDAR\r\n");
    assertThat(ics.split("\r\n"))
        .allSatisfy(
            line ->
                assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
    assertThat(ics.replace("\r\n ", ""))
        .contains("/security/secret-leak@nestor\r\n")
        .contains("may decide on 5\\,000\\, which is 0.1%");
    assertThat(new IcsText().escape("a;b\\c\nd")).isEqualTo("a\\;b\\\\c\\nd");
  }

  @Test
  void aTopicOfWhichTooLittleIsKnownHasNoScore() {
    Advisory advisory = BankAdvisory.rich();
    List<Score> scores = Score.byTopic(advisory, BankAdvisory.catalogue());
    assertThat(scores)
        .allSatisfy(
            score -> {
              if (score.judged() < Score.LEAST_JUDGED) {
                assertThat(score.share()).isNull();
              } else {
                assertThat(score.share()).isBetween(0, 100);
              }
            })
        .anyMatch(score -> score.share() != null)
        .anyMatch(score -> score.share() == null);
  }

  @Test
  void jiraImportsEveryRecommendationByTheNamesOfItsFields() throws IOException {
    List<List<String>> rows = rows(BankAdvisory.rich(), Format.JIRA_CSV);

    assertThat(rows.get(0))
        .containsExactly(
            "Summary",
            "Issue Type",
            "Priority",
            "Due Date",
            "Assignee",
            "Labels",
            "Labels",
            "Labels",
            "Description");
    assertThat(rows).hasSizeGreaterThan(5).allSatisfy(row -> assertThat(row).hasSize(9));
    List<String> first = rows.get(1);
    assertThat(first.get(0)).isEqualTo("Prove that the backups can be restored");
    assertThat(first.get(2)).isEqualTo("Highest");
    assertThat(first.get(3)).matches("\\d\\d/[A-Z][a-z]{2}/\\d\\d 12:00 AM");
    assertThat(first.subList(5, 8)).noneMatch(label -> label.isEmpty() || label.contains(" "));
    assertThat(first.get(8)).startsWith("Do: ").contains(" Why: ", " Rule: security/");
  }

  @Test
  void noCellIsLongerThanASpreadsheetTakes() throws IOException {
    List<String> reasons =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "System " + i + " has no backup at all, ever")
            .toList();
    Advisory many =
        BankAdvisory.only(
            BankAdvisory.recommendation(
                "security/backup-missing", Priority.HIGH, Status.NEW, "CTO", reasons));

    for (Format format : List.of(Format.CSV, Format.JIRA_CSV)) {
      assertThat(rows(many, format).get(1))
          .allSatisfy(cell -> assertThat(cell).hasSizeLessThanOrEqualTo(32_767));
    }
  }

  @Test
  void anIssueOfGitHubHasABoxForEachRecommendationAndFitsIntoOne() {
    String issue = new String(RENDERER.render(BankAdvisory.rich(), Format.GITHUB_ISSUE), UTF_8);

    long boxes = issue.lines().filter(line -> line.startsWith("- [ ] **")).count();
    long items =
        new String(RENDERER.render(BankAdvisory.rich(), Format.JSON), UTF_8)
            .lines()
            .filter(line -> line.contains("\"status\""))
            .count();
    assertThat(boxes).isPositive();
    assertThat(items).isGreaterThanOrEqualTo(boxes);
    assertThat(issue).hasSizeLessThan(65_536).doesNotContainPattern("#\\d");
  }

  private static List<List<String>> rows(Advisory advisory, Format format) throws IOException {
    String csv = new String(RENDERER.render(advisory, format), UTF_8);
    try (var rows =
        new CsvMapper()
            .readerForListOf(String.class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .<List<String>>readValues(csv)) {
      return rows.readAll();
    }
  }
}
