package nestor.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.NameTable;
import org.jspecify.annotations.Nullable;

/**
 * Reader of one section from a {@link Table}, matched against the vocabulary. {@link
 * TreeSectionReader} does the same for JSON and YAML.
 */
final class TableSectionReader {
  private final VocabularyIndex vocabularyIndex;
  private final ParseContext context;

  TableSectionReader(VocabularyIndex vocabularyIndex, ParseContext context) {
    this.vocabularyIndex = vocabularyIndex;
    this.context = context;
  }

  /**
   * Reads a table, however it is laid out: a header above entries, or for a section of one entry
   * rows of a field and its value.
   */
  void read(VocabularyIndex.Shape shape, Table table) {
    StackedTable below = StackedTable.below(vocabularyIndex, shape, table);
    readAlone(shape, below == null ? table : below.above());
    if (below != null) {
      readOther(below.shape(), below.table(), table.place(below.table().rows().get(0)));
    }
  }

  private void readAlone(VocabularyIndex.Shape shape, Table table) {
    boolean saysSo = shape.section().single() && FieldValueTable.isHeader(table.rows().get(0));
    TableHeader header = saysSo ? null : TableHeader.of(shape, table);
    SideTables beside =
        header == null || shape.section().single()
            ? null
            : SideTables.of(vocabularyIndex, shape, table, header);
    if (beside != null) {
      readAlone(shape, beside.main());
      beside.others().forEach(this::readBeside);
      return;
    }
    FieldValueTable values =
        FieldValueTable.canBe(shape, table, header) ? FieldValueTable.of(shape, table) : null;
    if (values != null && values.isMeant(header)) {
      values.read(vocabularyIndex, context);
    } else if (header == null) {
      TableHeader.tellMissing(shape, table, context);
    } else if (TableShape.isSound(shape, table, header, context)) {
      readColumns(shape, table, header);
    }
  }

  /** Reads a table beside another one where it surely is one of a section, else names it. */
  private void readBeside(Table table) {
    VocabularyIndex.Shape shape = SideTables.shapeOf(vocabularyIndex, table);
    Table.Row first = table.rows().get(0);
    Location place = table.place(first, first.firstFilled());
    if (shape == null) {
      context.passOver(
          place,
          MessageText.and(
                  first.cells().stream()
                      .filter(cell -> !cell.isEmpty())
                      .map(MessageText::quoted)
                      .toList())
              + " and what is below stand behind a blank column, as another table; passed over",
          table.sheet() == null ? "give it a file of its own" : "give it a sheet of its own");
    } else {
      readOther(shape, table, place);
    }
  }

  /** Reads a table that stands on the same sheet as one of another section. */
  private void readOther(VocabularyIndex.Shape shape, Table table, Location place) {
    String section = shape.name();
    if (context.given().contains(section)) {
      context.fault(
          place,
          "is the header of a second table of " + section,
          "keep all entries of " + section + " in one table");
      return;
    }
    context.readAs(
        place,
        "is the header of a table of " + section + "; read as that",
        table.sheet() == null ? "give it a file of its own" : "give it a sheet of its own");
    read(shape, table);
  }

  private void readColumns(VocabularyIndex.Shape shape, Table written, TableHeader header) {
    header.tellWhatIsAbove(written, context);
    TableColumns columns = TableColumns.of(shape, written, header, context);
    UnitRow unitRow = UnitRow.below(header, columns, written, vocabularyIndex::isUnit);
    Table table = unitRow == null ? written : unitRow.table();
    if (unitRow != null) {
      context.readAs(written.place(unitRow.row()), "holds units; read as those of the columns", "");
    }
    Set<Field> missing = missing(shape, columns);
    if (!missing.isEmpty() && table.rows().size() > header.index() + 1) {
      tellMissing(shape, table.place(header.row(table)), missing);
    }
    List<Table.Row> rows = EntryRows.of(vocabularyIndex, table, header, columns, context);
    if (!table.hiddenCells().isEmpty()) {
      table.hiddenCells().tell(table, rows, header.row(table), columns.all(), context);
    }
    ColumnReader reader = new ColumnReader(shape, context);
    Map<Field, List<Value>> values = new LinkedHashMap<>();
    int faults = context.faults().size();
    for (Map.Entry<Field, List<Integer>> one : columns.fromLeftToRight()) {
      Map<Integer, HeadingUnit> units = units(table, header.row(table), unitRow, one, rows);
      int listed = context.faults().size();
      int untold = context.faults().untold();
      values.put(
          one.getKey(),
          column(reader, one.getKey(), table, header.row(table), rows, one.getValue(), units));
      context.faults().gatherColumn(listed, untold);
    }
    List<Map<String, Object>> entries = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      int index = i;
      Table.Row row = rows.get(i);
      EntryBuilder entry = new EntryBuilder(shape.section(), context);
      missing.forEach(field -> entry.excuse(field.name()));
      values.forEach((field, column) -> entry.put(field, column.get(index)));
      entries.add(entry.finish(field -> table.place(row, columns.first(field), field.name())));
    }
    context.faults().orderByRow(faults);
    RepeatedEntries.tell(
        shape.section(),
        entries,
        index -> table.place(rows.get(index)),
        same -> table.named(same.stream().map(rows::get).toList()),
        context);
    if (shape.section().single() && rows.size() > 1) {
      context.fault(
          table.place(rows.get(1)),
          "is a second row, and " + shape.name() + " is one entry",
          "keep one row below the header");
    }
    context.give(new SectionContent(shape.name(), Collections.unmodifiableList(entries)));
  }

  private static Set<Field> missing(VocabularyIndex.Shape shape, TableColumns columns) {
    Set<Field> missing = new LinkedHashSet<>();
    for (Field field : shape.required()) {
      if (!columns.byField().containsKey(field)) {
        missing.add(field);
      }
    }
    return missing;
  }

  private void tellMissing(VocabularyIndex.Shape shape, Location header, Set<Field> missing) {
    List<String> names = missing.stream().map(field -> "'" + field.name() + "'").toList();
    context.fault(
        header,
        names.size() == 1
            ? "the column " + names.get(0) + " is missing"
            : "the columns " + MessageText.and(names) + " are missing",
        (names.size() == 1 ? "add it" : "add them")
            + ": every entry of "
            + shape.name()
            + " needs "
            + (names.size() == 1 ? "it" : "them"));
  }

  /** Units that the headings of a field's columns give to the numbers below them. */
  private Map<Integer, HeadingUnit> units(
      Table table,
      Table.Row header,
      @Nullable UnitRow unitRow,
      Map.Entry<Field, List<Integer>> columns,
      List<Table.Row> rows) {
    Field field = columns.getKey();
    if (field.type() != FieldType.NUMBER && field.type() != FieldType.COUNT) {
      return Map.of();
    }
    if (unitRow == null
        && columns.getValue().size() == 1
        && header.cell(columns.getValue().get(0)).equals(field.name())) {
      return Map.of();
    }
    Map<Integer, HeadingUnit> units = new HashMap<>();
    for (int column : columns.getValue()) {
      String heading = header.cell(column) + (unitRow == null ? "" : unitRow.inBrackets(column));
      if (!heading.equals(field.name())) {
        units.put(
            column,
            HeadingUnit.of(
                heading,
                table.place(header, column, field.name()),
                field,
                rows.stream().map(row -> row.cell(column)).toList(),
                vocabularyIndex::isUnit,
                context));
      }
    }
    return units;
  }

  /**
   * The values of one field.
   *
   * @param units what the heading of each column says of its numbers
   */
  private List<Value> column(
      ColumnReader reader,
      Field field,
      Table table,
      Table.Row header,
      List<Table.Row> rows,
      List<Integer> columns,
      Map<Integer, HeadingUnit> units) {
    if (columns.size() > 1) {
      return columns(reader, field, table, header, rows, columns, units);
    }
    int column = columns.get(0);
    HeadingUnit unit = units.getOrDefault(column, HeadingUnit.NONE);
    List<ColumnReader.Cell> cells = new ArrayList<>(rows.size());
    for (Table.Row row : rows) {
      cells.add(cell(field, table, row, column, unit));
    }
    return reader.read(field, cells);
  }

  private ColumnReader.Cell cell(
      Field field, Table table, Table.Row row, int column, HeadingUnit unit) {
    String text = DaysFrom1904.read(table, row, column, field, row.cell(column), context);
    return new ColumnReader.Cell(
        table.place(row, column, field.name()), unit.with(text), row.numbers().get(column));
  }

  /** The values of one field that stands in several columns. */
  private List<Value> columns(
      ColumnReader reader,
      Field field,
      Table table,
      Table.Row header,
      List<Table.Row> rows,
      List<Integer> columns,
      Map<Integer, HeadingUnit> units) {
    List<ColumnReader.Cell> cells = new ArrayList<>(rows.size());
    Map<Integer, Value> unclear = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Table.Row row = rows.get(i);
      int column = firstFilled(row, columns);
      ColumnReader.Cell first =
          cell(field, table, row, column, units.getOrDefault(column, HeadingUnit.NONE));
      List<String> texts =
          columns.stream().map(row::cell).filter(cell -> !cell.isEmpty()).distinct().toList();
      String text = first.text();
      boolean isOne = texts.stream().map(NameTable::key).distinct().count() < 2;
      if (!isOne && field.type() == FieldType.LIST) {
        text = String.join("; ", texts);
      } else if (!isOne) {
        text = "";
        unclear.put(i, ask(field, first.location(), places(table, header, row, columns), texts));
      }
      cells.add(new ColumnReader.Cell(first.location(), text, first.numeric()));
    }
    List<Value> all = new ArrayList<>(reader.read(field, cells));
    unclear.forEach(all::set);
    return all;
  }

  private static int firstFilled(Table.Row row, List<Integer> columns) {
    return columns.stream()
        .filter(column -> !row.cell(column).isEmpty())
        .findFirst()
        .orElse(columns.get(0));
  }

  /** Places at which the row has values of one field, in a sentence. */
  private static String places(
      Table table, Table.Row header, Table.Row row, List<Integer> columns) {
    List<Integer> filled = columns.stream().filter(column -> !row.cell(column).isEmpty()).toList();
    boolean isOneHeading = filled.stream().map(header::cell).distinct().count() == 1;
    if (table.sheet() == null && isOneHeading) {
      return "cells " + MessageText.and(filled.stream().map(c -> String.valueOf(c + 1)).toList());
    }
    return MessageText.and(
        filled.stream()
            .map(
                column ->
                    (table.sheet() == null
                            ? "cell " + (column + 1)
                            : Table.letters(column) + row.number())
                        + (isOneHeading ? "" : " below " + MessageText.quoted(header.cell(column))))
            .toList());
  }

  /** Asks which of several texts is meant; an entry that needs the field makes no sense without. */
  private Value ask(Field field, Location location, String places, List<String> texts) {
    String what =
        places + " say " + MessageText.and(texts.stream().map(MessageText::quoted).toList());
    if (field.required()) {
      context.fault(location, what, "keep one of them");
      return Value.FAULTY;
    }
    context.ask(location, what, "keep one of them");
    return Value.of(new Unclear(String.join(" | ", texts), texts, List.of()));
  }
}
