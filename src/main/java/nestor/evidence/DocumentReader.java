package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.Export;
import nestor.rulebook.NameTable;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Vocabulary;
import nestor.rulebook.WaiversSection;

/**
 * Reader of documents in every known format. {@code .json}, {@code .yaml} and {@code .yml} hold
 * sections by name, {@code .xlsx} and {@code .ods} hold one section a sheet, {@code .csv} and
 * {@code .tsv} hold the section in their names, and {@code .zip} holds any of these.
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
  private static final String KNOWN = ".json, .yaml, .yml, .csv, .xlsx or .ods";

  private final VocabularyIndex vocabularyIndex;
  private final NameTable names;
  private final TreeParser treeParser = new TreeParser();
  private final FileNameReader fileNames;
  private final ExportRecogniser exports;
  private final TreeRecogniser trees;
  private final CsvDocumentReader csvReader;

  /** A reader of the sections and fields that the vocabulary declares. */
  public DocumentReader(Vocabulary vocabulary) {
    this.vocabularyIndex = new VocabularyIndex(vocabulary);
    this.names = vocabulary.names();
    this.fileNames = new FileNameReader(vocabulary);
    this.exports = new ExportRecogniser(vocabulary);
    this.trees = new TreeRecogniser(vocabularyIndex, treeParser);
    this.csvReader = new CsvDocumentReader(vocabularyIndex, fileNames, exports);
  }

  /**
   * Reads a document. Nothing that it holds makes this throw: what cannot be understood comes back
   * as a rejection with its faults, each with its place and its cure; the first fifty are listed.
   */
  public ParseResult read(Document document) {
    ParseContext context = new ParseContext(document.name(), names);
    String placed = document.placedFor();
    String meant =
        placed == null || OrganisationSection.isId(placed)
            ? null
            : fileNames.organisationOf(placed);
    if (placed == null || meant == null) {
      return read(document, context);
    }
    context.readAs(
        Location.WHOLE_DOCUMENT,
        MessageText.quoted(placed) + ", where it was put, read as the organisation " + meant,
        "name the folder " + meant + " to say so");
    return read(
        new Document(document.name(), document.content(), meant, document.declared()), context);
  }

  private ParseResult read(Document document, ParseContext context) {
    int dot = document.name().lastIndexOf('.');
    String extension = dot < 0 ? "" : document.name().substring(dot).toLowerCase(Locale.ROOT);
    switch (extension) {
      case ".json", ".yaml", ".yml", ".csv", ".tsv", ".tab", ".txt" -> {}
      case ".xlsx", ".ods", ".xls", ".zip" -> {}
      case ".xlsb", ".numbers" -> {
        context.fault(
            Location.WHOLE_DOCUMENT,
            MessageText.quoted(extension) + " is a kind of workbook that is not read here",
            "save it as Excel Workbook (.xlsx)");
        return context.finish(null);
      }
      default -> {
        String kind = FileTypeDetector.ofExtension(extension);
        context.fault(
            Location.WHOLE_DOCUMENT,
            extension.isEmpty()
                ? "has a name without an extension"
                : kind == null
                    ? MessageText.quoted(extension) + " is not a format that is read here"
                    : "is " + kind + ", which is not read here",
            (kind == null ? "send it as " : "send what it says as ") + KNOWN);
        return context.finish(null);
      }
    }
    if (document.content().length > DocumentLimits.LARGEST) {
      context.fault(Location.WHOLE_DOCUMENT, DocumentLimits.TOO_LARGE, DocumentLimits.SPLIT_IT);
      return context.finish(null);
    }
    if (document.content().length == 0) {
      context.fault(Location.WHOLE_DOCUMENT, "is empty", DocumentLimits.FILL_IT);
      return context.finish(null);
    }
    String stem = document.name().substring(0, dot);
    return switch (extension) {
      case ".zip" -> new DocumentArchive(this, fileNames, context).read(document, stem);
      case ".csv", ".tsv", ".tab", ".txt" -> readText(document, stem, extension, context);
      case ".xls" -> readOldWorkbook(document, stem, context);
      case ".xlsx", ".ods" ->
          readWorkbook(document, fileNames.read(stem, extension, false), context);
      default -> {
        String text = TextDecoder.of(document.content(), context);
        yield text == null
            ? context.finish(null)
            : readTree(document, text, fileNames.read(stem, extension, false), context);
      }
    };
  }

  /** Whether a file of that kind is a table of one section, which its name gives. */
  static boolean holdsOneSection(String extension) {
    return switch (extension) {
      case ".csv", ".tsv", ".tab", ".txt" -> true;
      default -> false;
    };
  }

  /** Reads a table of one section, or JSON or YAML under the name of one. */
  private ParseResult readText(
      Document document, String stem, String extension, ParseContext context) {
    FileName name = fileNames.read(stem, extension, true);
    String text = TextDecoder.of(document.content(), context);
    String actual = text == null ? null : trees.extensionOf(text, name.section());
    if (text != null && actual != null) {
      context.readAs(
          Location.WHOLE_DOCUMENT,
          "holds "
              + actual.substring(1).toUpperCase(Locale.ROOT)
              + ", whatever its name says; read as that",
          "name it " + MessageText.line(stem) + actual);
      return readTree(document, text, fileNames.read(stem, actual, false), context);
    }
    if (extension.equals(".txt") && text != null) {
      if (name.section() == null) {
        context.fault(
            Location.WHOLE_DOCUMENT,
            "'.txt' is not a format that is read here, and its name gives no section",
            "send it as " + KNOWN);
        return context.finish(null);
      }
      context.readAs(Location.WHOLE_DOCUMENT, "is read as CSV", "name it .csv");
    }
    FileName meant = csvReader.read(text, name, document.placedFor(), context);
    return meant == null ? context.finish(null) : finish(document, meant, context);
  }

  /** Reads the formats that programs save under the extension .xls. */
  private ParseResult readOldWorkbook(Document document, String stem, ParseContext context) {
    byte[] content = document.content();
    if (content.length > 4 && content[0] == 'P' && content[1] == 'K') {
      context.readAs(
          Location.WHOLE_DOCUMENT, "is an .xlsx workbook; read as that", "name it .xlsx");
      return readWorkbook(document, fileNames.read(stem, ".xlsx", false), context);
    }
    if (FileTypeDetector.of(content) == null
        && fileNames.read(stem, ".csv", true).section() != null) {
      context.readAs(Location.WHOLE_DOCUMENT, "is text; read as CSV", "name it .csv");
      return readText(document, stem, ".csv", context);
    }
    context.fault(
        Location.WHOLE_DOCUMENT,
        "'.xls' is a kind of workbook that is not read here",
        "save it as Excel Workbook (.xlsx)");
    return context.finish(null);
  }

  /**
   * Reads a document that holds replies to recommendations and nothing else, whatever its name is.
   */
  public ParseResult readReplies(Document document) {
    String name = document.name();
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    String extension = dot < 0 ? "" : name.substring(dot);
    if (WaiversSection.SECTION.equals(fileNames.read(stem, extension, true).section())) {
      return read(document);
    }
    String asReplies = (document.placedFor() == null ? stem + "." : "") + WaiversSection.SECTION;
    ParseResult result =
        read(new Document(asReplies + extension, document.content(), document.placedFor()));
    if (result instanceof ParsedDocument parsed) {
      return new ParsedDocument(
          parsed.organisation(),
          parsed.sections(),
          parsed.notes().stream().map(n -> new Note(n.kind(), in(name, n.place()))).toList(),
          parsed.source(),
          parsed.withdrawn());
    }
    if (result instanceof Rejection rejection) {
      return new Rejection(rejection.faults().stream().map(f -> in(name, f)).toList());
    }
    return new Rejection(
        List.of(
            Diagnostic.in(
                name, null, "holds documents of several organisations", "give them one by one")));
  }

  private static Diagnostic in(String document, Diagnostic f) {
    return new Diagnostic(document, f.line(), f.column(), f.path(), f.what(), f.cure());
  }

  private ParseResult readTree(
      Document document, String text, FileName name, ParseContext context) {
    if (text.isBlank()) {
      context.fault(Location.WHOLE_DOCUMENT, "is empty", DocumentLimits.FILL_IT);
      return context.finish(null);
    }
    boolean json = name.extension().equals(".json");
    TreeParser.Tree parsed = json ? treeParser.json(text, context) : treeParser.yaml(text, context);
    Export export =
        parsed == null || ExportRecogniser.isOwn(parsed.root(), vocabularyIndex)
            ? null
            : exports.of(parsed.root());
    if (export != null) {
      exports.refuse(export, name, context);
      return context.finish(null);
    }
    JsonNode tree = parsed == null ? null : parsed.alone(context);
    if (tree == null) {
      return context.finish(null);
    }
    FileName meant = tree.isArray() && name.otherwise() != null ? name.otherwise() : name;
    String section = meant.section();
    JsonNode whole =
        section == null ? tree : new SectionTree(vocabularyIndex, section, context).whole(tree);
    new TreeSectionReader(vocabularyIndex, context, !json).read(whole);
    return finish(document, meant, context);
  }

  private ParseResult readWorkbook(Document document, FileName name, ParseContext context) {
    List<Table> tables =
        name.extension().equals(".ods")
            ? OpenDocument.read(document.content(), context)
            : Workbook.read(document.content(), context);
    if (tables == null) {
      return context.finish(null);
    }
    FileName meant = name.otherwise() == null ? name : name.otherwise();
    VocabularyIndex.Shape inName =
        meant.section() == null ? null : vocabularyIndex.of(meant.section());
    boolean byName = new WorkbookSectionReader(vocabularyIndex, context).read(tables, inName);
    return finish(document, byName ? meant : name, context);
  }

  private ParseResult finish(Document document, FileName name, ParseContext context) {
    context.declaration().finish(document.declared(), vocabularyIndex);
    context.check();
    FileName otherwise = name.otherwise();
    String only = otherwise == null ? null : otherwise.section();
    String organisation;
    if (otherwise != null
        && only != null
        && document.placedFor() == null
        && context.idInside() == null
        && context.givesOnly(only)) {
      // It is named after what it holds, or after an organisation that happens to bear that name.
      String whole = name.organisation();
      context.fault(
          Location.WHOLE_DOCUMENT,
          "could be "
              + only
              + " of "
              + (otherwise.organisation() == null ? "an organisation" : otherwise.organisation())
              + (whole == null ? "" : ", or of the organisation " + whole),
          "name it "
              + (otherwise.organisation() == null ? "<organisation>" : otherwise.organisation())
              + "."
              + only
              + name.extension()
              + ", or give an id inside");
      organisation = null;
    } else {
      organisation = OrganisationName.of(document, name, context);
    }
    if (organisation != null
        && !context.isFaulty()
        && context.givesNothing()
        && context.declaration().withdrawn().isEmpty()) {
      context.warn(
          Location.WHOLE_DOCUMENT,
          "gives no section, so it changes nothing",
          "write at least one section");
    }
    return context.finish(organisation);
  }
}
