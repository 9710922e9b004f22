package nestor.delivery.picture;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * SVG image, rendered to pixels. Texts become outlines of the shipped fonts, so that the image
 * looks the same on every machine. A text is placed by {@code x}, {@code y}, {@code font-size},
 * {@code font-weight} and {@code text-anchor}; other styles of texts are ignored.
 */
public final class SvgImage {
  private static final float USUAL_SIZE = 12;

  private final SVGDocument svg;

  private SvgImage(SVGDocument svg) {
    this.svg = svg;
  }

  /**
   * Reads a drawing.
   *
   * @param svg its root
   * @throws IllegalArgumentException if it is none
   */
  public static SvgImage of(Element svg) {
    Element drawing = (Element) svg.cloneNode(true);
    NodeList found = drawing.getElementsByTagName("text");
    List<Element> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add((Element) found.item(i));
    }
    texts.forEach(SvgImage::outline);
    // Descriptions are for readers of the page, and nothing to draw.
    drawing.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    byte[] bytes = serialized(drawing).getBytes(StandardCharsets.UTF_8);
    SVGDocument document =
        new SVGLoader().load(new ByteArrayInputStream(bytes), null, LoaderContext.createDefault());
    if (document == null) {
      throw new IllegalArgumentException("this is no drawing in SVG");
    }
    return new SvgImage(document);
  }

  /** Width in the image's own units. */
  public float width() {
    return svg.viewBox().width;
  }

  /** Height in the image's own units. */
  public float height() {
    return svg.viewBox().height;
  }

  /** Draws it, scaled to that size, with the upper left corner at the origin. */
  public void draw(Graphics2D pen, float width, float height) {
    svg.render((Component) null, pen, new ViewBox(0, 0, width, height));
  }

  /**
   * The drawing in pixels, on white, as PNG.
   *
   * @param width in pixels
   */
  public byte[] png(int width) {
    int height = Math.round(width * height() / width());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, width, height);
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    draw(pen, width, height);
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(image, "png", stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void outline(Element text) {
    String words = text.getTextContent().strip();
    float size = number(inherited(text, "font-size"), USUAL_SIZE);
    OutlineFont face =
        weighty(inherited(text, "font-weight")) ? OutlineFont.BOLD : OutlineFont.REGULAR;
    String anchor = inherited(text, "text-anchor");
    float before =
        anchor == null || anchor.equals("start")
            ? 0
            : face.width(words, size) / (anchor.equals("end") ? 1 : 2);
    Element path = text.getOwnerDocument().createElement("path");
    for (String kept : List.of("fill", "opacity", "transform")) {
      if (text.hasAttribute(kept)) {
        path.setAttribute(kept, text.getAttribute(kept));
      }
    }
    path.setAttribute(
        "d",
        face.outline(
            words,
            number(text.getAttribute("x"), 0) - before,
            number(text.getAttribute("y"), 0),
            size));
    text.getParentNode().replaceChild(path, text);
  }

  private static boolean weighty(@Nullable String weight) {
    return weight != null && (weight.equals("bold") || number(weight, 400) >= 600);
  }

  private static @Nullable String inherited(Element from, String name) {
    for (Node at = from; at instanceof Element element; at = at.getParentNode()) {
      if (element.hasAttribute(name)) {
        return element.getAttribute(name);
      }
    }
    return null;
  }

  private static float number(@Nullable String text, float otherwise) {
    try {
      return text == null || text.isEmpty() ? otherwise : Float.parseFloat(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no number of a drawing", e);
    }
  }

  private static String serialized(Element drawing) {
    try {
      Transformer plain = TransformerFactory.newDefaultInstance().newTransformer();
      plain.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter out = new StringWriter();
      plain.transform(new DOMSource(drawing), new StreamResult(out));
      return out.toString();
    } catch (TransformerException e) {
      throw new IllegalArgumentException("a drawing cannot be written", e);
    }
  }
}
