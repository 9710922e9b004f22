package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nestor.rulebook.Fault;
import nestor.rulebook.Replies;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents of every known format: {@code .json}, {@code .yaml} and {@code .yml} hold
 * sections by name, {@code .xlsx} one section a sheet, {@code .csv} the one section that its name
 * tells.
 *
 * <p>One reader serves any number of threads.
 */
public final class DocumentReader {
  /** The largest document that is read, in bytes. */
  public static final int LARGEST = 20 << 20;

  static final String FILL_IT = "send it again with its content";

  private static final String KNOWN = ".json, .yaml, .yml, .csv or .xlsx";

  private final Shapes shapes;
  private final Trees trees = new Trees();
  private final CsvText csv = new CsvText();

  /** A reader of the sections and fields that the vocabulary declares. */
  public DocumentReader(Vocabulary vocabulary) {
    this.shapes = new Shapes(vocabulary);
  }

  /**
   * Reads a document. Nothing that it holds makes this throw: what cannot be understood comes back
   * as a rejection with every fault, its place and its cure, of which the first fifty are listed.
   */
  public Reading read(Document document) {
    Draft draft = new Draft(document.name());
    String name = document.name();
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    String extension = dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    switch (extension) {
      case ".json", ".yaml", ".yml", ".csv", ".xlsx" -> {}
      default -> {
        draft.fault(
            Place.WHOLE_DOCUMENT,
            extension.isEmpty()
                ? "has a name without an extension"
                : Wording.quoted(extension) + " is not a format that is read here",
            "send it as " + KNOWN);
        return draft.finish(null);
      }
    }
    if (document.content().length > LARGEST) {
      draft.fault(
          Place.WHOLE_DOCUMENT,
          "is larger than " + (LARGEST >> 20) + " MB",
          "split it by section and send the parts");
      return draft.finish(null);
    }
    if (document.content().length == 0) {
      draft.fault(Place.WHOLE_DOCUMENT, "is empty", FILL_IT);
      return draft.finish(null);
    }
    return switch (extension) {
      case ".csv" -> readCsv(document, stem, draft);
      case ".xlsx" -> readWorkbook(document, stem, draft);
      default -> readTree(document, stem, extension, draft);
    };
  }

  /**
   * Reads a document that holds replies to recommendations and nothing else, whatever its name is.
   */
  public Reading readReplies(Document document) {
    String name = document.name();
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    String extension = dot < 0 ? "" : name.substring(dot);
    if (named(stem, Replies.SECTION)) {
      return read(document);
    }
    String asReplies = (document.placedFor() == null ? stem + "." : "") + Replies.SECTION;
    Reading reading =
        read(new Document(asReplies + extension, document.content(), document.placedFor()));
    return reading instanceof Rejection rejection
        ? new Rejection(rejection.faults().stream().map(f -> in(name, f)).toList())
        : reading;
  }

  private static Fault in(String document, Fault f) {
    return new Fault(document, f.line(), f.column(), f.path(), f.what(), f.cure());
  }

  private Reading readTree(Document document, String stem, String extension, Draft draft) {
    String text = PlainText.of(document.content(), draft);
    if (text == null) {
      return draft.finish(null);
    }
    if (text.isBlank()) {
      draft.fault(Place.WHOLE_DOCUMENT, "is empty", FILL_IT);
      return draft.finish(null);
    }
    boolean json = extension.equals(".json");
    JsonNode tree = json ? trees.json(text, draft) : trees.yaml(text, draft);
    if (tree == null) {
      return draft.finish(null);
    }
    if (named(stem, Replies.SECTION) && shapes.of(Replies.SECTION) != null) {
      JsonNode whole =
          tree.isArray() ? JsonNodeFactory.instance.objectNode().set(Replies.SECTION, tree) : tree;
      new TreeSections(shapes, draft, !json).read(whole);
      int end = stem.length() - Replies.SECTION.length() - 1;
      String organisation = end < 0 ? null : stem.substring(0, end);
      return finish(document, organisation, "?." + Replies.SECTION + extension, draft);
    }
    new TreeSections(shapes, draft, !json).read(tree);
    return finish(document, stem, "?" + extension, draft);
  }

  private static boolean named(String stem, String section) {
    return stem.equals(section) || stem.endsWith("." + section);
  }

  private Reading readWorkbook(Document document, String stem, Draft draft) {
    List<Table> tables = Workbook.read(document.content(), draft);
    if (tables == null) {
      return draft.finish(null);
    }
    Set<String> seen = new HashSet<>();
    for (Table table : tables) {
      readSheet(table, seen, draft);
    }
    return finish(document, stem, "?.xlsx", draft);
  }

  private void readSheet(Table table, Set<String> seen, Draft draft) {
    String name = table.sheet() == null ? "" : table.sheet();
    Shapes.Shape shape = shapes.of(name);
    if (shape == null) {
      if (!table.rows().isEmpty()) {
        draft.fault(table.place(), "is a sheet of no section", shapes.didYouMean(name));
      }
    } else if (!seen.add(name)) {
      draft.fault(table.place(), "is the name of two sheets", "keep one of them");
    } else if (table.rows().isEmpty()) {
      draft.warn(
          table.place(),
          "is a blank sheet, which says nothing",
          "write the header alone to say that there are none, or remove the sheet");
    } else if (shape.section().single() && !TableSections.isInColumns(shape, table)) {
      new TableSections(draft).readFieldValues(shape, table);
    } else {
      new TableSections(draft).readColumns(shape, table);
    }
  }

  private Reading readCsv(Document document, String stem, Draft draft) {
    int dot = stem.lastIndexOf('.');
    String section = stem.substring(dot + 1);
    String named = dot < 0 ? null : stem.substring(0, dot);
    Shapes.Shape shape = shapes.of(section);
    if (shape == null) {
      draft.fault(
          Place.WHOLE_DOCUMENT,
          Wording.quoted(section)
              + " in its name is no section: a CSV file is named <organisation>.<section>.csv",
          shapes.didYouMean(section));
      if (named == null) {
        return draft.finish(null);
      }
    }
    String text = PlainText.of(document.content(), draft);
    Table table = text == null ? null : csv.read(text, draft);
    if (shape != null && table != null) {
      TableSections sections = new TableSections(draft);
      if (shape.section().single() && TableSections.isFieldValueHeader(table.rows().get(0))) {
        sections.readFieldValues(shape, table);
      } else {
        sections.readColumns(shape, table);
      }
    }
    String placed = document.placedFor();
    if (named != null && placed != null && !named.equals(placed)) {
      draft.fault(
          Place.WHOLE_DOCUMENT,
          Wording.quoted(named)
              + " in its name is not "
              + Wording.quoted(placed)
              + ", where it was put",
          "put it where that organisation belongs, or name it " + Wording.line(section) + ".csv");
      return draft.finish(null);
    }
    return finish(document, named, "?." + Wording.line(section) + ".csv", draft);
  }

  private static Reading finish(
      Document document, @Nullable String named, String asNamed, Draft draft) {
    draft.check();
    String organisation = OrganisationName.of(document, named, asNamed, draft);
    if (organisation != null && !draft.isFaulty() && draft.givesNothing()) {
      draft.warn(
          Place.WHOLE_DOCUMENT,
          "gives no section, so it changes nothing",
          "write at least one section");
    }
    return draft.finish(organisation);
  }
}
