package nestor.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nestor.rulebook.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the sheets of one workbook into sections. Sheets that are no sections are named and
 * passed over, as are hidden ones unless they surely are meant.
 */
final class WorkbookSectionReader {
  private static final int FEWEST_FIELDS = 2;

  private final VocabularyIndex vocabularyIndex;
  private final ParseContext context;
  private final Map<VocabularyIndex.Shape, String> read = new HashMap<>();
  private final List<Table> unknown = new ArrayList<>();
  private final List<Table> hidden = new ArrayList<>();

  WorkbookSectionReader(VocabularyIndex vocabularyIndex, ParseContext context) {
    this.vocabularyIndex = vocabularyIndex;
    this.context = context;
  }

  /**
   * Reads all sheets.
   *
   * @param inName the section that the file's name gives, or null; it is that of the only sheet
   *     with content where no sheet has the name of a section
   * @return whether that sheet was read as the section in the file's name
   */
  boolean read(List<Table> tables, VocabularyIndex.@Nullable Shape inName) {
    for (Table table : tables) {
      readSheet(table);
    }
    boolean byName = inName != null && read.isEmpty() && unknown.size() == 1;
    if (inName != null && byName) {
      Table only = unknown.remove(0);
      context.readAs(
          only.location(), "is read as " + inName.name() + ", as the file's name says", "");
      new TableSectionReader(vocabularyIndex, context).read(inName, only);
      read.put(inName, name(only));
    }
    tellPassedOver();
    return byName;
  }

  private void readSheet(Table sheet) {
    if (FormSheet.isInstructions(sheet)) {
      return;
    }
    FormSheet form = FormSheet.of(sheet, context);
    Table table = form == null ? sheet : form.table();
    HeadingIndex.Match<VocabularyIndex.Shape> match = vocabularyIndex.meant(name(table));
    if (match == null) {
      if (!table.rows().isEmpty()) {
        (table.hidden() ? hidden : unknown).add(table);
      }
      return;
    }
    VocabularyIndex.Shape shape = match.meant();
    if (form != null && !form.complete() && !form.isFilled(shape)) {
      return;
    }
    if (table.rows().isEmpty()) {
      if (!table.hidden()) {
        context.warn(
            table.location(),
            "is a blank sheet, which says nothing",
            "write the header alone to say that there are none, or remove the sheet");
      }
    } else if (table.hidden()
        && (match.likeness() != HeadingIndex.Likeness.SAME || !isLike(shape, table, 1))) {
      hidden.add(table);
    } else if (!read.containsKey(shape) && context.given().contains(shape.name())) {
      context.fault(
          table.location(),
          "is a second table of " + shape.name() + ", after one below another sheet's table",
          "keep one of them");
    } else if (read.putIfAbsent(shape, name(table)) != null) {
      context.fault(
          table.location(),
          "is a second sheet of " + shape.name() + ", after " + MessageText.quoted(read.get(shape)),
          "keep one of them");
    } else {
      tellReading(table, match);
      new TableSectionReader(vocabularyIndex, context).read(shape, table);
      if (form != null && !form.complete()) {
        context.markPartial(shape.name());
      }
    }
  }

  private void tellReading(Table table, HeadingIndex.Match<VocabularyIndex.Shape> match) {
    if (match.likeness() != HeadingIndex.Likeness.SAME) {
      context.readAs(table.location(), "read as " + match.meant().name(), "");
    }
    if (table.hidden()) {
      context.readAs(
          table.location(),
          "is a hidden sheet, which is read all the same",
          "remove it or show it");
    }
  }

  private void tellPassedOver() {
    if (read.isEmpty() && !unknown.isEmpty()) {
      context.fault(
          Location.WHOLE_DOCUMENT,
          names(unknown) + (unknown.size() == 1 ? " is no section" : " are no sections"),
          cure(unknown));
      return;
    }
    if (!unknown.isEmpty()) {
      context.passOver(
          Location.WHOLE_DOCUMENT,
          names(unknown)
              + (unknown.size() == 1 ? " is no section" : " are no sections")
              + "; passed over",
          likely(unknown));
    }
    if (!hidden.isEmpty()) {
      context.passOver(
          Location.WHOLE_DOCUMENT,
          names(hidden) + (hidden.size() == 1 ? " is hidden" : " are hidden") + "; passed over",
          "");
    }
  }

  private static String names(List<Table> tables) {
    return (tables.size() == 1 ? "the sheet " : "the sheets ")
        + MessageText.and(tables.stream().map(table -> MessageText.quoted(name(table))).toList());
  }

  private String cure(List<Table> tables) {
    String likely = likely(tables);
    return !likely.isEmpty()
        ? likely
        : tables.size() == 1
            ? vocabularyIndex.didYouMean(name(tables.get(0)))
            : "name each sheet as its section, such as " + vocabularyIndex.first();
  }

  /** The sections that sheets seem to be by their headers, as a cure. */
  private String likely(List<Table> tables) {
    List<String> renamed = new ArrayList<>();
    for (Table table : tables) {
      List<String> sections =
          vocabularyIndex.factTypes().stream()
              .filter(shape -> isLike(shape, table, FEWEST_FIELDS))
              .map(VocabularyIndex.Shape::name)
              .toList();
      if (sections.size() == 1) {
        renamed.add(MessageText.quoted(name(table)) + " to " + sections.get(0));
      }
    }
    return renamed.isEmpty()
        ? ""
        : "rename "
            + MessageText.and(renamed)
            + " if that is what "
            + (renamed.size() == 1 ? "it is" : "they are");
  }

  /** Whether the sheet has the columns of a section: those that it needs, and mostly others. */
  private static boolean isLike(VocabularyIndex.Shape shape, Table table, int fewest) {
    TableHeader header = TableHeader.of(shape, table);
    if (header == null) {
      return false;
    }
    Table.Row row = header.row(table);
    long required =
        shape.section().fields().stream()
            .filter(
                field ->
                    field.required()
                        && row.cells().stream().noneMatch(cell -> means(shape, cell, field.name())))
            .count();
    return required == 0
        && header.matched() >= Math.min(fewest, shape.fields().size())
        && 2 * header.matched() > row.filled();
  }

  private static boolean means(VocabularyIndex.Shape shape, String cell, String field) {
    HeadingIndex.Match<Field> match = shape.meant(cell);
    return match != null && match.meant().name().equals(field);
  }

  private static String name(Table table) {
    return table.sheet() == null ? "" : table.sheet();
  }
}
