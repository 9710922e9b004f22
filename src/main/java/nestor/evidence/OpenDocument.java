package nestor.evidence;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.commons.io.input.BoundedInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reader of spreadsheets in OpenDocument format (.ods) into tables of text, one a sheet. Only the
 * part with the cells is unpacked, within the limits of {@link WorkbookSafety}.
 */
final class OpenDocument {
  private static final String CONTENT = "content.xml";
  private static final String TABLES = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
  private static final String OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
  private static final String STYLES = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
  private static final String MIDNIGHT = "T00:00:00";

  private final XMLStreamReader xml;
  private final Set<String> hiddenStyles = new HashSet<>();
  private final List<Table> tables = new ArrayList<>();
  private String style = "";
  private long cells;

  private OpenDocument(XMLStreamReader xml) {
    this.xml = xml;
  }

  private static final class TooMuch extends RuntimeException {}

  /** The tables, one a sheet and in its order; null, and a fault, where this is no spreadsheet. */
  static @Nullable List<Table> read(byte[] content, ParseContext context) {
    XMLInputFactory factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try (ZipFile zip =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(content)).get()) {
      ZipArchiveEntry part = zip.getEntry(CONTENT);
      if (part != null) {
        try (InputStream in =
            BoundedInputStream.builder()
                .setInputStream(zip.getInputStream(part))
                .setMaxCount(WorkbookSafety.MOST_UNPACKED)
                .get()) {
          OpenDocument reader = new OpenDocument(factory.createXMLStreamReader(in));
          reader.readTables();
          return reader.tables;
        }
      }
    } catch (TooMuch e) {
      context.fault(
          Location.WHOLE_DOCUMENT,
          "has more than "
              + WorkbookSafety.MOST_CELLS
              + " cells, which is more than a workbook of"
              + " this kind has",
          "keep only the sections' sheets, copied as values into a new workbook");
      return null;
    } catch (IOException | XMLStreamException | RuntimeException e) {
      // What a library throws, declared or not, says that the archive is no sound spreadsheet.
    }
    context.fault(
        Location.WHOLE_DOCUMENT,
        "is not an ODS spreadsheet, is damaged, or is locked with a password",
        "open it in a spreadsheet program and save it as .xlsx without a password");
    return null;
  }

  private void readTables() throws XMLStreamException {
    while (xml.hasNext()) {
      if (xml.next() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      switch (xml.getLocalName()) {
        case "style" -> style = attribute(STYLES, "name");
        case "table-properties" -> {
          if (attribute(TABLES, "display").equals("false")) {
            hiddenStyles.add(style);
          }
        }
        case "table" -> tables.add(table());
        default -> {}
      }
    }
  }

  private Table table() throws XMLStreamException {
    String name = attribute(TABLES, "name");
    boolean hidden = hiddenStyles.contains(attribute(TABLES, "style-name"));
    List<Table.Row> rows = new ArrayList<>();
    MergedCells merged = new MergedCells();
    HiddenCells hiddenCells = new HiddenCells();
    int number = 1;
    int column = 0;
    while (!isAtEndOf("table")) {
      if (xml.getEventType() == XMLStreamConstants.START_ELEMENT
          && xml.getLocalName().equals("table-column")) {
        int repeated = repeated("number-columns-repeated");
        if (isHiddenHere()) {
          hiddenCells.hideColumns(column, column + repeated - 1);
        }
        column += repeated;
      }
      if (xml.getEventType() == XMLStreamConstants.START_ELEMENT
          && xml.getLocalName().equals("table-row")) {
        int repeated = repeated("number-rows-repeated");
        if (isHiddenHere()) {
          hiddenCells.hideRows(number, number + repeated - 1);
        }
        Table.Row row = row(number, merged);
        if (!row.isBlank()) {
          count((long) repeated * row.cells().size());
          for (int i = 0; i < repeated; i++) {
            rows.add(new Table.Row(number + i, row.cells(), row.numbers(), row.across()));
          }
        }
        number += repeated;
      }
      xml.next();
    }
    return new Table(
        FieldValueReader.trimmed(name),
        merged.fill(rows, WorkbookSafety.MOST_CELLS),
        hidden,
        false,
        hiddenCells);
  }

  /** Whether the row or columns that begin here are hidden by hand or by a filter. */
  private boolean isHiddenHere() {
    String visibility = attribute(TABLES, "visibility");
    return visibility.equals("collapse") || visibility.equals("filter");
  }

  private Table.Row row(int number, MergedCells merged) throws XMLStreamException {
    List<String> texts = new ArrayList<>();
    BitSet numbers = new BitSet();
    int column = 0;
    while (!isAtEndOf("table-row")) {
      if (xml.getEventType() == XMLStreamConstants.START_ELEMENT
          && xml.getLocalName().endsWith("table-cell")) {
        int repeated = repeated("number-columns-repeated");
        merged.add(
            number,
            number + repeated("number-rows-spanned") - 1,
            column,
            column + repeated("number-columns-spanned") - 1);
        boolean covered = xml.getLocalName().equals("covered-table-cell");
        String kind = attribute(OFFICE, "value-type");
        String text = FieldValueReader.trimmed(text(kind));
        if (!text.isEmpty() && !covered) {
          count(column + (long) repeated - texts.size());
          while (texts.size() < column) {
            texts.add("");
          }
          for (int i = 0; i < repeated; i++) {
            numbers.set(texts.size(), kind.equals("float") || kind.equals("currency"));
            texts.add(text);
          }
        }
        column += repeated;
      }
      xml.next();
    }
    return new Table.Row(number, texts, numbers, new BitSet());
  }

  /** Content of the cell at this place; the reader is at its end afterwards. */
  private String text(String kind) throws XMLStreamException {
    String cell = xml.getLocalName();
    String value =
        switch (kind) {
          case "float", "currency", "percentage" -> attribute(OFFICE, "value");
          case "boolean" -> attribute(OFFICE, "boolean-value");
          case "date" -> attribute(OFFICE, "date-value");
          default -> "";
        };
    StringBuilder text = new StringBuilder();
    xml.next();
    while (!isAtEndOf(cell)) {
      if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "annotation" -> skip("annotation");
          case "p" -> text.append(text.isEmpty() ? "" : "\n");
          case "s", "tab" -> text.append(' ');
          case "line-break" -> text.append('\n');
          default -> {}
        }
      } else if (xml.isCharacters() && !xml.isWhiteSpace()) {
        text.append(xml.getText());
        if (text.length() > DocumentLimits.LONGEST_STRING) {
          throw new TooMuch();
        }
      }
      xml.next();
    }
    if (value.isEmpty()) {
      return text.toString();
    }
    return value.endsWith(MIDNIGHT)
        ? value.substring(0, value.length() - MIDNIGHT.length())
        : value;
  }

  private void skip(String element) throws XMLStreamException {
    while (!isAtEndOf(element)) {
      xml.next();
    }
  }

  private boolean isAtEndOf(String element) {
    return xml.getEventType() == XMLStreamConstants.END_ELEMENT
        && xml.getLocalName().equals(element);
  }

  private void count(long more) {
    cells += Math.max(0, more);
    if (cells > WorkbookSafety.MOST_CELLS) {
      throw new TooMuch();
    }
  }

  private int repeated(String name) {
    String times = attribute(TABLES, name);
    return times.isEmpty() ? 1 : Math.max(1, Math.min(1 << 20, Integer.parseInt(times)));
  }

  private String attribute(String namespace, String name) {
    String value = xml.getAttributeValue(namespace, name);
    return value == null ? "" : value;
  }
}
