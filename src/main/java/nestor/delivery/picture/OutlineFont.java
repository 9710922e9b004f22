package nestor.delivery.picture;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Font that is shipped with Nestor, as glyph outlines. The fonts of the machine are not used, so
 * that images look the same everywhere. Safe for use by several threads.
 */
public final class OutlineFont {
  /** Folder of the fonts on the class path. */
  public static final String FOLDER = "/nestor/delivery/fonts/";

  /** The font of text in drawings. */
  static final OutlineFont REGULAR = new OutlineFont("NotoSans-Regular.ttf");

  static final OutlineFont BOLD = new OutlineFont("NotoSans-Bold.ttf");

  private static final OutlineFont SERIF = new OutlineFont("NotoSerif-Regular.ttf");

  private final TrueTypeFont font;
  private final CmapLookup glyphs;
  private final float unitsPerEm;

  private OutlineFont(String file) {
    try (InputStream stream =
        Objects.requireNonNull(OutlineFont.class.getResourceAsStream(FOLDER + file), file)) {
      this.font = new TTFParser().parse(new RandomAccessReadBuffer(stream.readAllBytes()));
      this.glyphs = font.getUnicodeCmapLookup();
      this.unitsPerEm = font.getUnitsPerEm();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether the fonts for paper have a glyph for that code point. */
  public static boolean knows(int codePoint) {
    return REGULAR.glyphs.getGlyphId(codePoint) != 0 && SERIF.glyphs.getGlyphId(codePoint) != 0;
  }

  /** Width of a text of that size. */
  synchronized float width(String text, float size) {
    try {
      float units = 0;
      for (int c : text.codePoints().toArray()) {
        units += font.getAdvanceWidth(glyphs.getGlyphId(c));
      }
      return units * size / unitsPerEm;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text as the data of an SVG path that starts on the base line at that place. */
  synchronized String outline(String text, float x, float y, float size) {
    try {
      StringBuilder data = new StringBuilder();
      float scale = size / unitsPerEm;
      float at = x;
      for (int c : text.codePoints().toArray()) {
        int glyph = glyphs.getGlyphId(c);
        GlyphData outline = font.getGlyph().getGlyph(glyph);
        if (outline != null) {
          append(data, outline.getPath(), new AffineTransform(scale, 0, 0, -scale, at, y));
        }
        at += font.getAdvanceWidth(glyph) * scale;
      }
      return data.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(StringBuilder data, GeneralPath path, AffineTransform place) {
    float[] at = new float[6];
    for (PathIterator i = path.getPathIterator(place); !i.isDone(); i.next()) {
      int kind = i.currentSegment(at);
      int points =
          switch (kind) {
            case PathIterator.SEG_CLOSE -> 0;
            case PathIterator.SEG_QUADTO -> 2;
            case PathIterator.SEG_CUBICTO -> 3;
            default -> 1;
          };
      data.append("MLQCZ".charAt(kind));
      for (int n = 0; n < 2 * points; n++) {
        data.append(Math.round(at[n] * 100) / 100f).append(' ');
      }
    }
  }
}
