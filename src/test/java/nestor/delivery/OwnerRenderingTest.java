package nestor.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import nestor.advisory.Advisory;
import nestor.advisory.Status;
import nestor.rulebook.Priority;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** One page for each who has something to do. */
class OwnerRenderingTest {
  private static final List<Format> FOR_PEOPLE =
      List.of(Format.TEXT, Format.MARKDOWN, Format.HTML, Format.PDF);
  private final Renderer renderer = ShippedTemplates.renderer();

  @Test
  void anOwnersPageSpeaksOfHimAloneAndCountsTheOthers() throws IOException {
    for (Format format : FOR_PEOPLE) {
      String page = words(BankAdvisory.rich(), format, "CIO");

      assertThat(page)
          .as(format.label())
          .contains("For the CIO: 1 critical recommendation, 2 in all")
          .contains("Prove that the backups can be restored")
          .contains("2 of 10 recommendations in this advisory; of the others,")
          .doesNotContain("Find out why people leave");
    }
  }

  @Test
  void onPaperItIsOnePageHoweverMuchThereIsToDo() throws IOException {
    Advisory much =
        BankAdvisory.only(
            IntStream.range(0, 60)
                .mapToObj(
                    i ->
                        BankAdvisory.recommendation(
                            "delivery/rule-" + i,
                            Priority.HIGH,
                            Status.NEW,
                            "CTO",
                            List.of(
                                "Of the projects that were due in the last twelve months four of"
                                    + " nine were late, and the business heard of it too late.")))
                .toArray(Advisory.Recommendation[]::new));

    try (PDDocument pdf = Loader.loadPDF(renderer.render(much, Format.PDF, "CTO"))) {
      assertThat(pdf.getNumberOfPages()).isEqualTo(1);
    }
  }

  @Test
  void onWhomNothingFallsIsToldSo() throws IOException {
    for (Format format : FOR_PEOPLE) {
      assertThat(words(BankAdvisory.rich(), format, "CFO"))
          .as(format.label())
          .contains("For the CFO: nothing to do");
    }
  }

  @Test
  void aTrackerAndACalendarGetHisRowsAndDays() throws IOException {
    assertThat(words(BankAdvisory.rich(), Format.CSV, "CIO").strip().split("\\r\\n")).hasSize(3);
    assertThat(words(BankAdvisory.rich(), Format.ICS, "CIO").split("BEGIN:VEVENT")).hasSize(3);
  }

  @Test
  void theContractForProgramsHoldsTheWholeAdvisory() {
    assertThatThrownBy(() -> renderer.render(BankAdvisory.rich(), Format.JSON, "CIO"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theFirstPageSaysWhoDoesWhatByWhen() throws IOException {
    Advisory advisory =
        BankAdvisory.only(
            IntStream.range(0, 12)
                .mapToObj(
                    i ->
                        BankAdvisory.recommendation(
                            "topic/rule-" + i,
                            i < 2 ? Priority.CRITICAL : Priority.HIGH,
                            Status.NEW,
                            List.of("CEO", "CTO", "CIO").get(i % 3),
                            List.of("A reason that is one line long.")))
                .toArray(Advisory.Recommendation[]::new));
    try (PDDocument pdf = Loader.loadPDF(renderer.render(advisory, Format.PDF))) {
      assertThat(page(pdf, 1))
          .contains("Who does what")
          .containsPattern("CEO 4 to do, 1 critical .* 28 Nov 2026")
          .containsPattern("CIO 4 to do, 4 high .* 21 Dec 2026");
      assertThat(page(pdf, 2)).contains("How each topic stands");
      assertThat(page(pdf, 3)).contains("All recommendations");
    }
  }

  @Test
  void behindTwoPagesIsOneOfAnnexForTenRecommendationsHoweverMuchEachSays() throws IOException {
    List<String> names = IntStream.range(0, 1612).mapToObj(i -> "system-" + i).toList();
    Advisory advisory =
        BankAdvisory.only(
            IntStream.range(0, 30)
                .mapToObj(
                    i ->
                        BankAdvisory.recommendation(
                            "topic/rule-" + i,
                            Priority.LOW,
                            Status.STANDING,
                            "CTO",
                            List.of("No owner have " + String.join(", ", names) + ".")))
                .toArray(Advisory.Recommendation[]::new));
    try (PDDocument pdf = Loader.loadPDF(renderer.render(advisory, Format.PDF))) {
      assertThat(pdf.getNumberOfPages()).isLessThanOrEqualTo(2 + 3);
      assertThat(page(pdf, 3)).contains("more; all in the CSV");
    }
  }

  private static String page(PDDocument pdf, int number) throws IOException {
    PDFTextStripper one = new PDFTextStripper();
    one.setStartPage(number);
    one.setEndPage(number);
    return one.getText(pdf).replaceAll("\\s+", " ");
  }

  private String words(Advisory advisory, Format format, String owner) throws IOException {
    byte[] rendered = renderer.render(advisory, format, owner);
    if (format != Format.PDF) {
      String text = new String(rendered, StandardCharsets.UTF_8);
      return format == Format.CSV || format == Format.ICS ? text : text.replaceAll("\\s+", " ");
    }
    try (PDDocument pdf = Loader.loadPDF(rendered)) {
      return new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
    }
  }
}
