package nestor.server.pipeline;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/**
 * Guess whether a file is still being written: it ends within a quote or bracket, or is a workbook
 * without its end. Good enough to wait a little longer; a document is judged by {@link
 * DocumentParser} alone.
 */
final class IncompleteFileDetector {
  private static final long LARGEST = 64L << 20;

  /** Signature at the end of a ZIP file; at most a comment of 65,535 bytes follows. */
  private static final byte[] END_OF_ZIP = "PK\5\6".getBytes(StandardCharsets.US_ASCII);

  private static final int LENGTH_OF_END = 22;
  private static final int WITH_COMMENT = LENGTH_OF_END + 0xffff;

  private IncompleteFileDetector() {}

  static boolean looksIncomplete(Path file, long size) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (size == 0) {
      return true;
    }
    if (size > LARGEST) {
      return false;
    }
    try {
      if (name.endsWith(".xlsx") || name.endsWith(".ods") || name.endsWith(".zip")) {
        return !endsAsZip(file, size);
      }
      boolean brackets = name.endsWith(".json") || name.endsWith(".yaml") || name.endsWith(".yml");
      boolean quotes = name.endsWith(".csv") || name.endsWith(".tsv");
      return (brackets || quotes) && isOpen(file, brackets);
    } catch (IOException e) {
      // Receiving the file will fail in the same way, and report it.
      return false;
    }
  }

  private static boolean isOpen(Path file, boolean brackets) throws IOException {
    int depth = 0;
    boolean quoted = false;
    try (InputStream in = new BufferedInputStream(open(file), 1 << 16)) {
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '"') {
          quoted = !quoted;
        } else if (quoted && brackets && c == '\\') {
          in.read();
        } else if (!quoted && brackets && (c == '{' || c == '[')) {
          depth++;
        } else if (!quoted && brackets && (c == '}' || c == ']')) {
          depth--;
        }
      }
    }
    return quoted || depth > 0;
  }

  private static boolean endsAsZip(Path file, long size) throws IOException {
    int length = (int) Math.min(size, WITH_COMMENT);
    byte[] end;
    try (InputStream in = open(file)) {
      in.skipNBytes(size - length);
      end = in.readNBytes(length);
    }
    for (int at = end.length - LENGTH_OF_END; at >= 0; at--) {
      if (Arrays.equals(end, at, at + END_OF_ZIP.length, END_OF_ZIP, 0, END_OF_ZIP.length)) {
        int comment = (end[at + 20] & 0xff) | (end[at + 21] & 0xff) << 8;
        return at + LENGTH_OF_END + comment == end.length;
      }
    }
    return false;
  }

  private static InputStream open(Path file) throws IOException {
    return Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }
}
