package nestor.delivery;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.slf4j.Slf4jLogger;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.Objects;
import java.util.TimeZone;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import nestor.delivery.picture.OutlineFont;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Renderer of tagged PDF from well-formed XHTML, with embedded fonts. Nothing is fetched, and no
 * clock or random id gets in: the same page gives the same bytes. Each SVG's {@code aria-label} is
 * copied to {@code alt}, so that the PDF keeps the text alternative.
 */
final class Pdf {
  static {
    XRLog.setLoggerImpl(new Slf4jLogger());
  }

  /** Replacement for a character that the fonts lack. */
  static final String UNSHOWN = "\uFFFD";

  private Pdf() {}

  /**
   * Renders a page as PDF.
   *
   * @param made the day that the file gives as its date
   * @param id text from which the file's identifier is computed
   * @throws SAXParseException if the page is not well-formed
   */
  static byte[] of(String page, LocalDate made, String id) throws SAXParseException {
    Document document = parsed(page);
    addAlternativeTexts(document);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder
        .usePdfUaAccessibility(true)
        .useUriResolver((base, uri) -> uri.startsWith("#") ? uri : null)
        .useSVGDrawer(new PdfSvgDrawer())
        .withW3cDocument(document, "")
        .withProducer("Nestor")
        .toStream(out);
    font(builder, "NotoSans-Regular.ttf", "Noto Sans", 400);
    font(builder, "NotoSans-Bold.ttf", "Noto Sans", 700);
    font(builder, "NotoSerif-Regular.ttf", "Noto Serif", 400);
    font(builder, "NotoSerif-Bold.ttf", "Noto Serif", 700);
    try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
      try (PDDocument pdf = renderer.createPDFKeepOpen()) {
        date(pdf, made);
        pdf.setDocumentId((long) id.hashCode());
        pdf.save(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Returns whether the fonts have all characters of a page. */
  static boolean shows(String page) {
    return page.codePoints().allMatch(Pdf::shows);
  }

  /** Returns the page with a mark in place of each character that the fonts lack. */
  static String prepared(String page) {
    StringBuilder shown = new StringBuilder(page.length());
    page.codePoints().forEach(c -> shown.append(shows(c) ? Character.toString(c) : UNSHOWN));
    return shown.toString();
  }

  private static boolean shows(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.getType(codePoint) == Character.FORMAT
        || OutlineFont.knows(codePoint);
  }

  /** Gives each figure in the file the text that describes the drawing in a browser. */
  private static void addAlternativeTexts(Document document) {
    NodeList drawings = document.getElementsByTagName("svg");
    for (int i = 0; i < drawings.getLength(); i++) {
      Element drawing = (Element) drawings.item(i);
      drawing.setAttribute("alt", drawing.getAttribute("aria-label"));
    }
  }

  /** Parses a page as it is parsed before it is set. */
  static Document parsed(String page) throws SAXParseException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new InputSource(new StringReader(page)));
    } catch (SAXParseException e) {
      throw e;
    } catch (SAXException | ParserConfigurationException e) {
      throw new IllegalStateException("a page cannot be parsed", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void date(PDDocument pdf, LocalDate made) throws IOException {
    GregorianCalendar day = new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC));
    day.setTimeInMillis(made.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
    pdf.getDocumentInformation().setCreationDate(day);
    pdf.getDocumentInformation().setModificationDate(day);
    PDMetadata metadata = pdf.getDocumentCatalog().getMetadata();
    if (metadata != null) {
      String text = new String(metadata.toByteArray(), StandardCharsets.UTF_8);
      String dated =
          text.replaceAll(">\\d{4}-\\d{2}-\\d{2}T[0-9:.+Z-]+<", ">" + made + "T00:00:00Z<");
      metadata.importXMPMetadata(dated.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void font(PdfRendererBuilder builder, String file, String family, int weight) {
    builder.useFont(
        () -> stream(file), family, weight, FontStyle.NORMAL, true /* only the letters used */);
  }

  private static InputStream stream(String file) {
    return Objects.requireNonNull(Pdf.class.getResourceAsStream(OutlineFont.FOLDER + file), file);
  }
}
