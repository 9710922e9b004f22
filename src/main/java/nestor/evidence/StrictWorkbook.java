package nestor.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Writer of a workbook in Strict Open XML, or with dates in its notation, as the common one that
 * the library reads. {@link WorkbookSafety} must have passed the bytes before.
 */
final class StrictWorkbook {
  /** So much text of all parts together is written anew. */
  private static final int MOST_TEXT = 32 << 20;

  /** Namespaces of the strict notation and of the common one. */
  private static final List<List<String>> NAMESPACES =
      List.of(
          List.of(
              "http://purl.oclc.org/ooxml/spreadsheetml/main",
              "http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
          List.of(
              "http://purl.oclc.org/ooxml/officeDocument/relationships",
              "http://schemas.openxmlformats.org/officeDocument/2006/relationships"));

  private static final Pattern DATE_CELL =
      Pattern.compile("(<(?:\\w{1,20}:)?c\\s[^<>]{0,200}?\\bt=)([\"'])d\\2");
  private static final Pattern MIDNIGHT =
      Pattern.compile("(<(?:\\w{1,20}:)?v>\\d{4}-\\d\\d-\\d\\d)T00:00(:00(\\.0{1,9})?)?Z?(?=</)");

  private StrictWorkbook() {}

  /**
   * The workbook as the common one; null where it holds more text than is written anew.
   *
   * @throws IOException where it is no archive
   */
  static byte @Nullable [] common(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int left = MOST_TEXT;
    try (ZipFile zip =
            ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
                .get();
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.setLevel(Deflater.BEST_SPEED);
      for (ZipArchiveEntry part : Collections.list(zip.getEntries())) {
        String name = part.getName().toLowerCase(Locale.ROOT);
        if (name.endsWith(".xml") || name.endsWith(".rels")) {
          byte[] text;
          try (InputStream in = zip.getInputStream(part)) {
            text = in.readNBytes(left + 1);
          }
          left -= text.length;
          if (left < 0) {
            return null;
          }
          out.putNextEntry(new ZipEntry(part.getName()));
          out.write(
              common(new String(text, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
          out.closeEntry();
        }
      }
    }
    return bytes.toByteArray();
  }

  private static String common(String xml) {
    String common = xml;
    for (List<String> names : NAMESPACES) {
      common = common.replace(names.get(0), names.get(1));
    }
    common = DATE_CELL.matcher(common).replaceAll("$1$2str$2");
    return MIDNIGHT.matcher(common).replaceAll("$1");
  }
}
