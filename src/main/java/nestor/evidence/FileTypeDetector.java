package nestor.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Detector of files of other kinds, such as PDF or old Excel, by their first bytes; the name counts
 * for nothing. Use it before a parser, so that a renamed file is rejected with its real kind.
 */
final class FileTypeDetector {
  private static final int ENOUGH = 512;
  private static final Pattern WEB_PAGE =
      Pattern.compile("\\A[\\s\u00ef\u00bb\u00bf]*<(!doctype html|html)\\b");

  private record Kind(String beginning, String name) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("PK\3\4", "a workbook or an archive"),
          new Kind("\u001f\u008b", "packed by gzip"),
          new Kind("%PDF-", "a PDF"),
          new Kind("\u0089PNG", "a picture"),
          new Kind("\u00ff\u00d8\u00ff", "a picture"),
          new Kind("GIF8", "a picture"),
          new Kind("\u00d0\u00cf\u0011\u00e0", "a file of an old office program"),
          new Kind("\u007fELF", "a program"));

  private FileTypeDetector() {}

  /** Format of bytes that are surely no text; otherwise null. */
  static @Nullable String of(byte[] bytes) {
    String start =
        new String(bytes, 0, Math.min(bytes.length, ENOUGH), StandardCharsets.ISO_8859_1);
    for (Kind kind : KINDS) {
      if (start.startsWith(kind.beginning())) {
        return kind.name();
      }
    }
    return start.indexOf('<') >= 0 && WEB_PAGE.matcher(start.toLowerCase(Locale.ROOT)).find()
        ? "a web page"
        : null;
  }
}
