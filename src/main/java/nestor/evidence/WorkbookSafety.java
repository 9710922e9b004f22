package nestor.evidence;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Safety check of a workbook before it is opened. It counts what the parts really unpack to,
 * ignoring what they claim, and refuses what would make reading expensive.
 */
final class WorkbookSafety {
  static final int MOST_CELLS = 200_000;

  /** Cells and the gaps left of them: a cell far to the right makes its whole row wide. */
  private static final int WIDEST_SPREAD = 2_000_000;

  private static final int MOST_PARTS = 2_000;
  static final long MOST_UNPACKED = 100L << 20;
  private static final int MOST_ARRAY_FORMULAS = 1_000;
  private static final int MOST_MERGED = 20_000;

  /** The part that relates a workbook to its sheets, within the workbook's folder. */
  private static final String SHEETS = "_rels/workbook.xml.rels";

  private static final String STRICT = "http://purl.oclc.org/ooxml/";
  private static final int LONGEST_FORMULA = 8_192;
  private static final Pattern INDEX = Pattern.compile("\\d{1,18}");
  private static final Pattern ROW = Pattern.compile("\\d{1,8}");
  private static final Pattern REFERENCE = Pattern.compile("\\$?[A-Za-z]{1,3}\\$?\\d{1,7}");

  private final XMLInputFactory xml = new InputFactoryImpl();
  private final ParseContext context;
  private long unpacked;
  private int cells;
  private long spread;
  private int arrayFormulas;
  private boolean styled;
  private boolean from1904;
  private boolean strict;
  private final Map<String, MergedCells> mergedByPart = new HashMap<>();
  private final Map<String, HiddenCells> hiddenByPart = new HashMap<>();
  private final Map<String, String> partById = new HashMap<>();
  private int texts;
  private long farthestText = -1;

  WorkbookSafety(ParseContext context) {
    this.context = context;
    xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
  }

  /** Returns whether the workbook has a part of styles, without which dates look like numbers. */
  boolean isStyled() {
    return styled;
  }

  /** Whether its dates count from 1904, as in workbooks that began on a Mac. */
  boolean countsFrom1904() {
    return from1904;
  }

  /** Whether it is in Strict Open XML, or has dates in the notation of it. */
  boolean isStrict() {
    return strict;
  }

  /** The merged cells of the sheet of that relationship. */
  MergedCells merged(String id) {
    return mergedByPart.getOrDefault(partById.getOrDefault(id, ""), new MergedCells());
  }

  /** The hidden rows and columns of the sheet of that relationship. */
  HiddenCells hidden(String id) {
    return hiddenByPart.getOrDefault(partById.getOrDefault(id, ""), HiddenCells.NONE);
  }

  /**
   * Whether the workbook may be opened; otherwise a fault says why not.
   *
   * @throws IOException where the bytes are no archive
   */
  boolean allows(byte[] content) throws IOException {
    try (ZipFile zip =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(content)).get()) {
      List<ZipArchiveEntry> parts = Collections.list(zip.getEntries());
      if (parts.size() > MOST_PARTS) {
        return refuse("has " + parts.size() + " parts");
      }
      for (ZipArchiveEntry part : parts) {
        styled |= part.getName().toLowerCase(Locale.ROOT).endsWith("styles.xml");
        try (InputStream in = new Counted(zip.getInputStream(part))) {
          String danger = danger(part.getName(), in);
          if (danger != null) {
            return refuse(danger);
          }
          in.transferTo(OutputStream.nullOutputStream());
        } catch (TooMuch e) {
          return refuse("unpacks to more than " + (MOST_UNPACKED >> 20) + " MB");
        }
      }
    }
    if (farthestText >= texts) {
      context.fault(
          Location.WHOLE_DOCUMENT,
          "lacks texts that its cells refer to",
          "open it in a spreadsheet program, look whether all is there, and save it as .xlsx");
      return false;
    }
    return true;
  }

  private boolean refuse(String what) {
    context.fault(
        Location.WHOLE_DOCUMENT,
        what + ", which is more than a workbook of this kind has",
        "keep only the sections' sheets, copied as values into a new workbook");
    return false;
  }

  private @Nullable String danger(String part, InputStream in) throws IOException {
    try {
      return new PartScan(part, xml.createXMLStreamReader(in)).danger();
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof TooMuch tooMuch) {
        throw tooMuch;
      }
      // A picture, or XML that ends here for the one who opens the workbook too.
      return null;
    }
  }

  /** One pass over the elements of one part. */
  private final class PartScan {
    private final String part;
    private final XMLStreamReader reader;

    /** Whether the cell that was begun last refers to a shared text. */
    private boolean refers;

    /** The last column of the row that was begun last. */
    private int widest;

    /** The number of that row. */
    private int number;

    PartScan(String part, XMLStreamReader reader) {
      this.part = part;
      this.reader = reader;
    }

    @Nullable String danger() throws XMLStreamException {
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT) {
          String danger = element();
          if (danger != null) {
            return danger;
          }
        }
      }
      return null;
    }

    private @Nullable String element() throws XMLStreamException {
      switch (reader.getLocalName()) {
        case "row" -> row();
        case "col" -> columns();
        case "si" -> texts++;
        case "workbook" -> {
          String namespace = reader.getNamespaceURI();
          strict |= namespace != null && namespace.startsWith(STRICT);
        }
        case "workbookPr" -> {
          String date1904 = reader.getAttributeValue(null, "date1904");
          from1904 |= "1".equals(date1904) || "true".equals(date1904);
        }
        case "Relationship" -> relate();
        case "v" -> value();
        case "c" -> {
          return cell();
        }
        case "f" -> {
          return formula();
        }
        case "mergeCell" -> {
          return mergedCells();
        }
        default -> {
          // Says nothing about what the workbook costs.
        }
      }
      return null;
    }

    private void row() {
      widest = 0;
      number = number(reader.getAttributeValue(null, "r"), number + 1);
      if (isHidden()) {
        hiddenCells().hideRows(number, number);
      }
    }

    private void columns() {
      if (isHidden()) {
        int first = number(reader.getAttributeValue(null, "min"), 0);
        int last = number(reader.getAttributeValue(null, "max"), first);
        hiddenCells().hideColumns(first - 1, last - 1);
      }
    }

    private boolean isHidden() {
      String hidden = reader.getAttributeValue(null, "hidden");
      return "1".equals(hidden) || "true".equals(hidden);
    }

    private HiddenCells hiddenCells() {
      return hiddenByPart.computeIfAbsent(part, name -> new HiddenCells());
    }

    private void relate() {
      String id = reader.getAttributeValue(null, "Id");
      String target = reader.getAttributeValue(null, "Target");
      if (part.endsWith(SHEETS) && id != null && target != null) {
        String folder = part.substring(0, part.length() - SHEETS.length());
        partById.put(id, target.startsWith("/") ? target.substring(1) : folder + target);
      }
    }

    private void value() throws XMLStreamException {
      if (refers) {
        String index = reader.getElementText().strip();
        if (INDEX.matcher(index).matches()) {
          farthestText = Math.max(farthestText, Long.parseLong(index));
        }
      }
    }

    private @Nullable String cell() {
      String kind = reader.getAttributeValue(null, "t");
      refers = "s".equals(kind);
      strict |= "d".equals(kind);
      String reference = reader.getAttributeValue(null, "r");
      if (reference != null && !REFERENCE.matcher(reference).matches()) {
        return "has a cell " + MessageText.quoted(reference);
      }
      int column = reference == null ? 0 : column(reference);
      spread += Math.max(0, column - widest);
      widest = Math.max(widest, column);
      if (spread > WIDEST_SPREAD) {
        return "spreads over more than " + WIDEST_SPREAD + " cells";
      }
      return ++cells > MOST_CELLS ? "has more than " + MOST_CELLS + " cells" : null;
    }

    private @Nullable String formula() throws XMLStreamException {
      boolean array = "array".equals(reader.getAttributeValue(null, "t"));
      if (array && ++arrayFormulas > MOST_ARRAY_FORMULAS) {
        return "has more than " + MOST_ARRAY_FORMULAS + " array formulas";
      }
      return length(reader) > LONGEST_FORMULA
          ? "has a formula of more than " + LONGEST_FORMULA + " characters"
          : null;
    }

    private @Nullable String mergedCells() {
      MergedCells merged = mergedByPart.computeIfAbsent(part, name -> new MergedCells());
      if (merged.size() > MOST_MERGED) {
        return "has more than " + MOST_MERGED + " merged cells in a sheet";
      }
      merged.add(reader.getAttributeValue(null, "ref"));
      return null;
    }
  }

  /** The number that an attribute holds; the other one where it holds none. */
  private static int number(@Nullable String attribute, int otherwise) {
    return attribute != null && ROW.matcher(attribute).matches()
        ? Integer.parseInt(attribute)
        : otherwise;
  }

  private static int column(String reference) {
    int column = 0;
    for (int i = 0; i < reference.length(); i++) {
      char letter = Character.toUpperCase(reference.charAt(i));
      if (letter >= 'A' && letter <= 'Z') {
        column = column * 26 + letter - 'A' + 1;
      }
    }
    return column;
  }

  private static int length(XMLStreamReader reader) throws XMLStreamException {
    int length = 0;
    while (reader.hasNext() && reader.next() != XMLStreamConstants.END_ELEMENT) {
      if (reader.isCharacters()) {
        length += reader.getTextLength();
      }
    }
    return length;
  }

  private static final class TooMuch extends IOException {}

  /** Counts what all parts together unpack to. */
  private final class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = super.read(bytes, from, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int bytes) throws TooMuch {
      unpacked += bytes;
      if (unpacked > MOST_UNPACKED) {
        throw new TooMuch();
      }
    }
  }
}
