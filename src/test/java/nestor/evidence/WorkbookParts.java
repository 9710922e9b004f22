package nestor.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** The parts that a workbook is packed from, for workbooks that no program would write. */
final class WorkbookParts {
  private WorkbookParts() {}

  /** The parts of a workbook whose one sheet, {@code systems}, has the header {@code name}. */
  static Map<String, byte[]> sound() throws IOException {
    return of(WorkbookDocumentTest.workbook(w -> w.newWorksheet("systems").value(0, 0, "name")));
  }

  /** The parts of that workbook. */
  static Map<String, byte[]> of(byte[] workbook) throws IOException {
    Map<String, byte[]> parts = new TreeMap<>();
    try (ZipFile zip =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(workbook)).get()) {
      for (ZipArchiveEntry part : Collections.list(zip.getEntries())) {
        parts.put(part.getName(), zip.getInputStream(part).readAllBytes());
      }
    }
    return parts;
  }

  /** The parts packed again. */
  static byte[] zip(Map<String, byte[]> parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> part : new TreeMap<>(parts).entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
