package nestor.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
          new Kind("\u007fELF", "a program"),
          new Kind("BEGIN:VCALENDAR", "a calendar"),
          new Kind("BEGIN:VCARD", "a list of contacts"),
          new Kind("SPDXVersion:", "an SPDX SBOM in tags and values"),
          new Kind("version: 1\ndn: ", "a list of a directory (LDIF)"),
          new Kind("dn: ", "a list of a directory (LDIF)"),
          new Kind("<?xml", "XML"));

  private static final Map<String, String> BY_EXTENSION =
      Map.ofEntries(
          Map.entry(".ics", "a calendar"),
          Map.entry(".vcf", "a list of contacts"),
          Map.entry(".ldif", "a list of a directory"),
          Map.entry(".xml", "XML"),
          Map.entry(".spdx", "an SPDX SBOM in tags and values"),
          Map.entry(".jsonl", "a text of one JSON value a line"),
          Map.entry(".ndjson", "a text of one JSON value a line"),
          Map.entry(".md", "a text in Markdown"),
          Map.entry(".html", "a web page"),
          Map.entry(".htm", "a web page"),
          Map.entry(".pdf", "a PDF"),
          Map.entry(".doc", "a text document"),
          Map.entry(".docx", "a text document"),
          Map.entry(".odt", "a text document"),
          Map.entry(".rtf", "a text document"),
          Map.entry(".pptx", "a presentation"),
          Map.entry(".odp", "a presentation"),
          Map.entry(".eml", "a mail"),
          Map.entry(".msg", "a mail"),
          Map.entry(".mpp", "a plan of Microsoft Project"),
          Map.entry(".vsdx", "a drawing"),
          Map.entry(".7z", "an archive"),
          Map.entry(".rar", "an archive"),
          Map.entry(".gz", "an archive"),
          Map.entry(".tar", "an archive"),
          Map.entry(".sqlite", "a database"),
          Map.entry(".accdb", "a database"),
          Map.entry(".mdb", "a database"));

  private FileTypeDetector() {}

  /** What a file of that extension is that is no document; null where nothing is known of it. */
  static @Nullable String ofExtension(String extension) {
    return BY_EXTENSION.get(extension);
  }

  /** Format of bytes that are surely of no document; otherwise null. */
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
