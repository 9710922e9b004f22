package nestor.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import nestor.advisory.Advisory;
import nestor.advisory.Status;
import nestor.delivery.picture.SvgImage;
import nestor.rulebook.Priority;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The drawings: what they say, and that they are the same on screens, in mail and on paper. */
class ChartRenderingTest {
  private final Renderer renderer = ShippedTemplates.renderer();

  @Test
  void everyRecommendationIsInTheMatrixOnce() throws Exception {
    Element drawing = drawing(BankAdvisory.rich(), Chart.MATRIX);

    List<String> ranks = texts(drawing).stream().filter(t -> t.matches("\\d+")).sorted().toList();

    assertThat(ranks)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 10).mapToObj(String::valueOf).toList());
    assertThat(drawing.getAttribute("aria-label"))
        .contains("Critical: 1 in days; 2 and 3 in weeks.")
        .contains("of unknown effort");
  }

  @Test
  void theTrendShowsEachChangeAndWhereTheRulebookWasAnother() throws Exception {
    Element drawing = drawing(BankAdvisory.withHistory(), Chart.TREND);

    assertThat(texts(drawing)).contains("40%", "12%", "16%", "3 Mar 2026", "21 Nov 2026");
    assertThat(drawing.getAttribute("aria-label"))
        .isEqualTo(
            "Clear share over time: 40% from 3 Mar 2026, 12% from 3 Jun 2026, 16% from"
                + " 21 Nov 2026, up to 21 Nov 2026.");
    assertThat(
            IntStream.range(0, drawing.getElementsByTagName("path").getLength())
                .mapToObj(i -> ((Element) drawing.getElementsByTagName("path").item(i)))
                .filter(path -> path.hasAttribute("stroke-dasharray")))
        .hasSize(1);
  }

  @Test
  void oneDayIsNoTrend() {
    assertThat(renderer.chart(BankAdvisory.rich(), Chart.TREND)).isEmpty();
    assertThat(ShippedTemplates.render(BankAdvisory.rich(), Format.HTML))
        .doesNotContain("over time");
    assertThat(ShippedTemplates.render(BankAdvisory.withHistory(), Format.HTML))
        .contains("over time");
  }

  @Test
  void aTopicOfWhichTooLittleIsKnownHasNoBar() throws Exception {
    Element drawing = drawing(BankAdvisory.rich(), Chart.TOPICS);

    assertThat(texts(drawing)).contains("not enough data", "Security", "All topics");
  }

  @Test
  void theMailShowsTheDrawingsThatItBringsWithWordsForThoseWhoSeeNone() throws Exception {
    MailText mail = renderer.mail(BankAdvisory.withHistory(), MailOccasion.FIRST);

    assertThat(mail.pictures())
        .extracting(p -> p.id().replaceAll("\\..*", ""))
        .containsExactly("trend");
    for (MailText.Inline picture : mail.pictures()) {
      assertThat(mail.html()).contains("src=\"cid:" + picture.id() + "\"");
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.png()));
      assertThat(image.getWidth()).isGreaterThanOrEqualTo(640);
      assertThat(colours(image)).isGreaterThan(2);
    }
    assertThat(mail.html().replaceAll("<img[^>]* alt=\"[^\"]{20,}\"[^>]*>", ""))
        .doesNotContain("<img");
    assertThat(
            renderer.mail(BankAdvisory.withHistory(), MailOccasion.FIRST).pictures().get(0).png())
        .isEqualTo(mail.pictures().get(0).png());
  }

  @Test
  void onPaperADrawingIsAFigureOfLinesWithItsWords() throws IOException {
    Advisory first =
        BankAdvisory.only(
            BankAdvisory.recommendation(
                "delivery/slipping", Priority.HIGH, Status.NEW, "CTO", List.of("One reason")),
            BankAdvisory.recommendation(
                "people/attrition", Priority.LOW, Status.NEW, "CEO", List.of("Another")));
    try (PDDocument pdf = Loader.loadPDF(renderer.render(first, Format.PDF))) {
      for (PDPage page : pdf.getPages()) {
        for (var name : page.getResources().getXObjectNames()) {
          assertThat(page.getResources().isImageXObject(name)).as("pixels on paper").isFalse();
        }
      }
      assertThat(pdf.getDocumentCatalog().getStructureTreeRoot().getKids().toString()).isNotEmpty();
      assertThat(PdfFigures.told(pdf))
          .anyMatch(alt -> alt.startsWith("Recommendations by priority"));
    }
  }

  @Test
  void aDrawingWithAWordForANumberIsRefused() throws Exception {
    Element svg = parsed("<svg viewBox='0 0 9 9'><text x='left' y='1'>a</text></svg>");

    assertThatThrownBy(() -> SvgImage.of(svg)).hasMessage("'left' is no number of a drawing");
  }

  private Element drawing(Advisory advisory, Chart chart) throws Exception {
    return parsed(renderer.chart(advisory, chart).orElseThrow());
  }

  private static Element parsed(String svg) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg.strip())));
    return document.getDocumentElement();
  }

  private static List<String> texts(Element drawing) {
    NodeList texts = drawing.getElementsByTagName("text");
    return IntStream.range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent().strip())
        .toList();
  }

  private static long colours(BufferedImage image) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
        .distinct()
        .count();
  }
}
