package nestor.delivery;

import static nestor.delivery.ShippedTemplates.render;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import nestor.advisory.Advisory;
import nestor.advisory.Advisory.NotAssessed;
import nestor.advisory.Advisory.Resolved;
import nestor.advisory.Advisory.Waived;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PageRenderingTest {
  /** What is left of the hostile words when a browser shows them. */
  private static final String SAID =
      "# <script>alert('x')</script> **bold** `code` | cell [a](javascript:b) _em_ &amp;"
          + " {{ organisation }} red over - next";

  @Test
  void dataNeverBecomesMarkup() throws Exception {
    String words = ShippedTemplates.HOSTILE;
    Advisory hostile =
        BankAdvisory.advisory(
            List.of(BankAdvisory.saying(words)),
            List.of(words),
            List.of(new NotAssessed(words, List.of(words))),
            List.of(new Waived(words, words, words, BankAdvisory.TODAY)),
            List.of(new Resolved(words, BankAdvisory.TODAY)));

    Document page = parsed(hostile);

    assertThat(elements(page, "script")).isEmpty();
    assertThat(elements(page, "h4").get(0).getTextContent()).isEqualTo(SAID);
    assertThat(elements(page, "dd"))
        .extracting(Element::getTextContent)
        .contains("limit: 1 " + SAID + " (our judgement)", SAID + ", " + SAID);
  }

  @Test
  void thePageNeedsNothingBesideItself() throws Exception {
    String html = render(BankAdvisory.rich(), Format.HTML);

    assertThat(html)
        .doesNotContainIgnoringCase(
            "http:", "https:", "url(", "@import", "src=", "<script", "<link");
    assertThat(elements(parsed(BankAdvisory.rich()), "a"))
        .isNotEmpty()
        .allSatisfy(a -> assertThat(a.getAttribute("href")).startsWith("#"));
  }

  @Test
  void everyLinkLeadsSomewhereAndNoPlaceIsNamedTwice() throws Exception {
    Document page = parsed(BankAdvisory.rich());
    Set<String> ids = new HashSet<>();
    for (Element e : elements(page, "*")) {
      if (e.hasAttribute("id")) {
        assertThat(ids.add(e.getAttribute("id"))).as(e.getAttribute("id")).isTrue();
      }
    }

    for (Element e : elements(page, "*")) {
      if (e.hasAttribute("href")) {
        assertThat(ids).contains(e.getAttribute("href").substring(1));
      }
      if (e.hasAttribute("aria-labelledby")) {
        assertThat(ids).contains(e.getAttribute("aria-labelledby"));
      }
    }
  }

  @Test
  void headingsGoDownOneStepAtATime() throws Exception {
    List<Integer> levels = new ArrayList<>();
    for (Element e : elements(parsed(BankAdvisory.rich()), "*")) {
      if (e.getTagName().matches("h[1-6]")) {
        levels.add(e.getTagName().charAt(1) - '0');
      }
    }

    assertThat(levels.get(0)).isEqualTo(1);
    assertThat(levels.stream().filter(l -> l == 1)).hasSize(1);
    for (int i = 1; i < levels.size(); i++) {
      assertThat(levels.get(i)).as("heading %d", i).isLessThanOrEqualTo(levels.get(i - 1) + 1);
    }
  }

  @Test
  void thePageHasLandmarksAndALanguage() throws Exception {
    Document page = parsed(BankAdvisory.rich());

    assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
    assertThat(elements(page, "main")).hasSize(1);
    assertThat(elements(page, "footer")).hasSize(1);
    assertThat(elements(page, "title").get(0).getTextContent())
        .isEqualTo("Acme Bank: advisory of 21 Nov 2026");
  }

  @Test
  void thePriorityIsAWordBesideItsShape() throws Exception {
    Element first = elements(parsed(BankAdvisory.rich()), "article").get(0);

    assertThat(first.getTextContent().replaceAll("\\s+", " ")).contains("▲ Critical CIO");
  }

  @Test
  void everyReasonIsOnThePage() throws Exception {
    Element first = elements(parsed(BankAdvisory.rich()), "article").get(0);

    assertThat(first.getTextContent())
        .contains("29 more reasons, and what this rests on")
        .contains(IntStream.rangeClosed(1, 30).mapToObj(i -> "system-" + i + " was").toList())
        .contains("practices", "backups[29]");
  }

  @Test
  void anEmptyAdvisoryIsAPageToo() throws Exception {
    Document page = parsed(BankAdvisory.nothing());

    assertThat(elements(page, "h1").get(0).getTextContent()).isEqualTo("Nothing to recommend");
    assertThat(elements(page, "article")).isEmpty();
    assertThat(elements(page, "ol")).isEmpty();
  }

  /** The page is well-formed as XML, so a stray mark of any kind fails here. */
  private static Document parsed(Advisory advisory) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(render(advisory, Format.HTML))));
  }

  private static List<Element> elements(Document page, String name) {
    NodeList nodes = page.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }
}
