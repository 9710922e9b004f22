package nestor.evidence;

import nestor.rulebook.Export;
import nestor.rulebook.NameTable;
import org.jspecify.annotations.Nullable;

/**
 * Reader of a text that holds a table of one section, which the name of its file gives. Workbooks
 * are read by {@link WorkbookSectionReader}, texts with a tree by {@link TreeParser}.
 */
final class CsvDocumentReader {
  private final VocabularyIndex vocabularyIndex;
  private final FileNameReader fileNames;
  private final ExportRecogniser exports;

  CsvDocumentReader(
      VocabularyIndex vocabularyIndex, FileNameReader fileNames, ExportRecogniser exports) {
    this.vocabularyIndex = vocabularyIndex;
    this.fileNames = fileNames;
    this.exports = exports;
  }

  /**
   * Reads a table.
   *
   * @param text null where the document holds none, which is told
   * @param placed the organisation for which it was put, or null
   * @return the name of the file as it is meant; null where that is not certain, which is told
   */
  @Nullable FileName read(
      @Nullable String text, FileName written, @Nullable String placed, ParseContext context) {
    FileName name = written;
    if (written.section() == null) {
      FileName slip = text == null ? null : withoutSlip(text, written);
      if (slip == null && text != null) {
        tellNoSection(written, sectionByColumns(text, written), context);
      } else if (slip != null) {
        String end = slip.stem().substring(slip.stem().lastIndexOf('.') + 1);
        context.readAs(
            Location.WHOLE_DOCUMENT,
            MessageText.quoted(written.stem())
                + " in its name read as "
                + end
                + ", whose columns it has",
            "name it " + MessageText.line(slip.stem()) + slip.extension());
        name = slip;
      }
    }
    String section = name.section();
    VocabularyIndex.Shape shape = section == null ? null : vocabularyIndex.of(section);
    Table table = text == null ? null : CsvText.read(text, shape, context);
    Export export = table == null || isOwn(table, shape) ? null : exports.of(table);
    if (export != null) {
      exports.refuse(export, name, context);
    }
    if (export != null || shape == null) {
      return null;
    }
    if (table != null) {
      new TableSectionReader(vocabularyIndex, context).read(shape, table);
    }
    String named = name.organisation();
    if (placed != null
        && named != null
        && !named.equals(placed)
        && (named.equals(name.given()) || !named.startsWith(placed + "-"))) {
      context.fault(
          Location.WHOLE_DOCUMENT,
          MessageText.quoted(name.given())
              + " in its name is not "
              + MessageText.quoted(placed)
              + ", where it was put",
          "put it where that organisation belongs, or name it " + section + name.extension());
      return null;
    }
    return name;
  }

  /**
   * The name with the section that it nearly names and the text has the columns of, and has of no
   * other section; else null.
   */
  private @Nullable FileName withoutSlip(String text, FileName written) {
    FileName near = fileNames.withNearSection(written);
    VocabularyIndex.Shape shape =
        near == null || near.section() == null ? null : vocabularyIndex.of(near.section());
    if (near == null || shape == null) {
      return null;
    }
    Table table = CsvText.read(text, shape, new ParseContext(written.stem(), NameTable.EMPTY));
    if (table == null || !isOwn(table, shape)) {
      return null;
    }
    int matched = matched(table, shape);
    return vocabularyIndex.factTypes().stream()
            .filter(other -> !other.equals(shape))
            .anyMatch(other -> isOwn(table, other) && matched(table, other) >= matched)
        ? null
        : near;
  }

  private static int matched(Table table, VocabularyIndex.Shape shape) {
    TableHeader header = TableHeader.of(shape, table);
    return header == null ? 0 : header.matched();
  }

  /** Whether the headings of a table hold all that an entry of the section needs. */
  private static boolean isOwn(Table table, VocabularyIndex.@Nullable Shape shape) {
    if (shape == null) {
      return false;
    }
    if (shape.section().single() && FieldValueTable.isHeader(table.rows().get(0))) {
      return true;
    }
    TableHeader header = TableHeader.of(shape, table);
    return header != null && header.namesAllNeeded(shape, table);
  }

  /** The one section that has most of the columns of a table, two at least; or null. */
  private @Nullable String sectionByColumns(String text, FileName written) {
    Table table = CsvText.read(text, null, new ParseContext(written.stem(), NameTable.EMPTY));
    String found = null;
    int most = 1;
    for (VocabularyIndex.Shape shape : vocabularyIndex.factTypes()) {
      int matched = table != null && isOwn(table, shape) ? matched(table, shape) : 0;
      if (matched > most) {
        found = shape.section().name();
      } else if (matched == most) {
        found = null;
      }
      most = Math.max(most, matched);
    }
    return found;
  }

  private void tellNoSection(FileName name, @Nullable String columnsOf, ParseContext context) {
    FileName shortened = fileNames.shortened(name);
    if (shortened == null) {
      String last = name.stem().substring(name.stem().lastIndexOf('.') + 1);
      String what =
          MessageText.quoted(last)
              + " in its name is no section: a CSV file is named <organisation>.<section>.csv";
      if (columnsOf == null || fileNames.withNearSection(name) != null) {
        context.fault(Location.WHOLE_DOCUMENT, what, vocabularyIndex.didYouMean(last));
        return;
      }
      String whose = fileNames.read(name.stem(), name.extension(), false).organisation();
      context.fault(
          Location.WHOLE_DOCUMENT,
          what,
          "its columns are those of "
              + columnsOf
              + ": name it "
              + (whose == null ? "<organisation>" : whose)
              + "."
              + columnsOf
              + name.extension()
              + " if so");
    } else {
      String whose = shortened.organisation();
      if (whose == null) {
        whose = fileNames.after(shortened, name);
      }
      context.fault(
          Location.WHOLE_DOCUMENT,
          "its name goes on after the section " + shortened.section(),
          "name it "
              + (whose == null ? "<organisation>" : whose)
              + "."
              + shortened.section()
              + name.extension());
    }
  }
}
