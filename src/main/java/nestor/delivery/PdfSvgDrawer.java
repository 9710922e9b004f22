package nestor.delivery;

import com.openhtmltopdf.css.sheet.FontFaceRule;
import com.openhtmltopdf.css.style.CssContext;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.extend.SVGDrawer;
import com.openhtmltopdf.layout.SharedContext;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.render.Box;
import com.openhtmltopdf.render.RenderingContext;
import java.io.File;
import java.util.List;
import nestor.delivery.picture.SvgImage;
import org.w3c.dom.Element;

/**
 * Drawer of SVG images in a PDF, as vectors instead of pixels. {@code SvgImage} draws the same
 * images as pixels for mail.
 */
final class PdfSvgDrawer implements SVGDrawer {
  @Override
  public SVGImage buildSVGImage(
      Element svg, Box box, CssContext context, double width, double height, double dotsPerPixel) {
    SvgImage image = SvgImage.of(svg);
    double wide = width > 0 ? width : image.width() * dotsPerPixel;
    double high = height > 0 ? height : wide * image.height() / image.width();
    return new Placed(image, wide, high, dotsPerPixel);
  }

  /**
   * @param width in the renderer's dots, as is the height
   */
  private record Placed(SvgImage picture, double width, double height, double dotsPerPixel)
      implements SVGImage {
    @Override
    public int getIntrinsicWidth() {
      return (int) Math.round(width);
    }

    @Override
    public int getIntrinsicHeight() {
      return (int) Math.round(height);
    }

    @Override
    public void drawSVG(OutputDevice paper, RenderingContext context, double x, double y) {
      float wide = (float) (width / dotsPerPixel);
      float high = (float) (height / dotsPerPixel);
      paper.drawWithGraphics(
          (float) x, (float) y, wide, high, pen -> picture.draw(pen, wide, high));
    }
  }

  /** Texts of drawings have fonts of their own. */
  @Override
  public void importFontFaceRules(List<FontFaceRule> rules, SharedContext shared) {}

  @Override
  public void addFontFile(File file, String family, Integer weight, FontStyle style) {}

  @Override
  public void close() {}
}
