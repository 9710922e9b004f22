package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.NameTable;
import nestor.rulebook.Vocabulary;
import nestor.rulebook.WaiversSection;
import org.jspecify.annotations.Nullable;

/**
 * Reader of documents in every known format. {@code .json}, {@code .yaml} and {@code .yml} hold
 * sections by name, {@code .xlsx} holds one section a sheet, and {@code .csv} holds the section in
 * its name.
 *
 * <pre>{@code
 * DocumentReader reader = new DocumentReader(rulebook.documents());
 * ParseResult result = reader.read(new Document("acme.yaml", bytes, null));
 * if (result instanceof ParsedDocument parsed) {
 *   System.out.println(parsed.organisation() + ": " + parsed.sections().keySet());
 * } else if (result instanceof Rejection rejection) {
 *   rejection.faults().forEach(System.err::println);
 * }
 * }</pre>
 *
 * <p>Faults of the document are returned, never thrown. A reader is immutable and safe for use by
 * several threads; a changed vocabulary takes a new one.
 */
public final class DocumentReader {
  /** The largest document that is read, in bytes. */
  public static final int LARGEST = 20 << 20;

  /** What is wrong with a document that is larger. */
  public static final String TOO_LARGE = "is larger than " + (LARGEST >> 20) + " MB";

  /** What to do with a document that is larger. */
  public static final String SPLIT_IT = "split it by section and send the parts";

  static final String FILL_IT = "send it again with its content";

  private static final String KNOWN = ".json, .yaml, .yml, .csv or .xlsx";

  private final VocabularyIndex vocabularyIndex;
  private final NameTable names;
  private final TreeParser treeParser = new TreeParser();
  private final CsvText csv = new CsvText();

  /** A reader of the sections and fields that the vocabulary declares. */
  public DocumentReader(Vocabulary vocabulary) {
    this.vocabularyIndex = new VocabularyIndex(vocabulary);
    this.names = vocabulary.names();
  }

  /**
   * Reads a document. Nothing that it holds makes this throw: what cannot be understood comes back
   * as a rejection with its faults, each with its place and its cure; the first fifty are listed.
   */
  public ParseResult read(Document document) {
    ParseContext context = new ParseContext(document.name(), names);
    String name = document.name();
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    String extension = dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    switch (extension) {
      case ".json", ".yaml", ".yml", ".csv", ".xlsx" -> {}
      default -> {
        context.fault(
            Location.WHOLE_DOCUMENT,
            extension.isEmpty()
                ? "has a name without an extension"
                : MessageText.quoted(extension) + " is not a format that is read here",
            "send it as " + KNOWN);
        return context.finish(null);
      }
    }
    if (document.content().length > LARGEST) {
      context.fault(Location.WHOLE_DOCUMENT, TOO_LARGE, SPLIT_IT);
      return context.finish(null);
    }
    if (document.content().length == 0) {
      context.fault(Location.WHOLE_DOCUMENT, "is empty", FILL_IT);
      return context.finish(null);
    }
    return switch (extension) {
      case ".csv" -> readCsv(document, stem, context);
      case ".xlsx" -> readWorkbook(document, stem, context);
      default -> readTree(document, stem, extension, context);
    };
  }

  /**
   * Reads a document that holds replies to recommendations and nothing else, whatever its name is.
   */
  public ParseResult readReplies(Document document) {
    String name = document.name();
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    String extension = dot < 0 ? "" : name.substring(dot);
    if (named(stem, WaiversSection.SECTION)) {
      return read(document);
    }
    String asReplies = (document.placedFor() == null ? stem + "." : "") + WaiversSection.SECTION;
    ParseResult result =
        read(new Document(asReplies + extension, document.content(), document.placedFor()));
    return result instanceof Rejection rejection
        ? new Rejection(rejection.faults().stream().map(f -> in(name, f)).toList())
        : result;
  }

  private static Diagnostic in(String document, Diagnostic f) {
    return new Diagnostic(document, f.line(), f.column(), f.path(), f.what(), f.cure());
  }

  private ParseResult readTree(
      Document document, String stem, String extension, ParseContext context) {
    String text = TextDecoder.of(document.content(), context);
    if (text == null) {
      return context.finish(null);
    }
    if (text.isBlank()) {
      context.fault(Location.WHOLE_DOCUMENT, "is empty", FILL_IT);
      return context.finish(null);
    }
    boolean json = extension.equals(".json");
    JsonNode tree = json ? treeParser.json(text, context) : treeParser.yaml(text, context);
    if (tree == null) {
      return context.finish(null);
    }
    if (named(stem, WaiversSection.SECTION) && vocabularyIndex.of(WaiversSection.SECTION) != null) {
      JsonNode whole =
          tree.isArray()
              ? JsonNodeFactory.instance.objectNode().set(WaiversSection.SECTION, tree)
              : tree;
      new TreeSectionReader(vocabularyIndex, context, !json).read(whole);
      int end = stem.length() - WaiversSection.SECTION.length() - 1;
      String organisation = end < 0 ? null : stem.substring(0, end);
      return finish(document, organisation, "?." + WaiversSection.SECTION + extension, context);
    }
    new TreeSectionReader(vocabularyIndex, context, !json).read(tree);
    return finish(document, stem, "?" + extension, context);
  }

  private static boolean named(String stem, String section) {
    return stem.equals(section) || stem.endsWith("." + section);
  }

  private ParseResult readWorkbook(Document document, String stem, ParseContext context) {
    List<Table> tables = Workbook.read(document.content(), context);
    if (tables == null) {
      return context.finish(null);
    }
    Set<String> seen = new HashSet<>();
    for (Table table : tables) {
      readSheet(table, seen, context);
    }
    return finish(document, stem, "?.xlsx", context);
  }

  private void readSheet(Table table, Set<String> seen, ParseContext context) {
    String name = table.sheet() == null ? "" : table.sheet();
    VocabularyIndex.Shape shape = vocabularyIndex.of(name);
    if (shape == null) {
      if (!table.rows().isEmpty()) {
        context.fault(
            table.location(), "is a sheet of no section", vocabularyIndex.didYouMean(name));
      }
    } else if (!seen.add(name)) {
      context.fault(table.location(), "is the name of two sheets", "keep one of them");
    } else if (table.rows().isEmpty()) {
      context.warn(
          table.location(),
          "is a blank sheet, which says nothing",
          "write the header alone to say that there are none, or remove the sheet");
    } else if (shape.section().single() && !TableSectionReader.isInColumns(shape, table)) {
      new TableSectionReader(context).readFieldValues(shape, table);
    } else {
      new TableSectionReader(context).readColumns(shape, table);
    }
  }

  private ParseResult readCsv(Document document, String stem, ParseContext context) {
    int dot = stem.lastIndexOf('.');
    String section = stem.substring(dot + 1);
    String named = dot < 0 ? null : stem.substring(0, dot);
    VocabularyIndex.Shape shape = vocabularyIndex.of(section);
    if (shape == null) {
      context.fault(
          Location.WHOLE_DOCUMENT,
          MessageText.quoted(section)
              + " in its name is no section: a CSV file is named <organisation>.<section>.csv",
          vocabularyIndex.didYouMean(section));
      if (named == null) {
        return context.finish(null);
      }
    }
    String text = TextDecoder.of(document.content(), context);
    Table table = text == null ? null : csv.read(text, context);
    if (shape != null && table != null) {
      TableSectionReader sections = new TableSectionReader(context);
      if (shape.section().single() && TableSectionReader.isFieldValueHeader(table.rows().get(0))) {
        sections.readFieldValues(shape, table);
      } else {
        sections.readColumns(shape, table);
      }
    }
    String placed = document.placedFor();
    if (named != null && placed != null && !named.equals(placed)) {
      context.fault(
          Location.WHOLE_DOCUMENT,
          MessageText.quoted(named)
              + " in its name is not "
              + MessageText.quoted(placed)
              + ", where it was put",
          "put it where that organisation belongs, or name it "
              + MessageText.line(section)
              + ".csv");
      return context.finish(null);
    }
    return finish(document, named, "?." + MessageText.line(section) + ".csv", context);
  }

  private static ParseResult finish(
      Document document, @Nullable String named, String asNamed, ParseContext context) {
    context.check();
    String organisation = OrganisationName.of(document, named, asNamed, context);
    if (organisation != null && !context.isFaulty() && context.givesNothing()) {
      context.warn(
          Location.WHOLE_DOCUMENT,
          "gives no section, so it changes nothing",
          "write at least one section");
    }
    return context.finish(organisation);
  }
}
