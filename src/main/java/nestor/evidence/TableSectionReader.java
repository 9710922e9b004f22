package nestor.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.Field;

/**
 * Reader of one section from a {@link Table}, matched against the vocabulary. {@link
 * TreeSectionReader} does the same for JSON and YAML.
 */
final class TableSectionReader {
  private final ParseContext context;

  TableSectionReader(ParseContext context) {
    this.context = context;
  }

  /** Reads a table whose header row names the fields and whose further rows are the entries. */
  void readColumns(VocabularyIndex.Shape shape, Table table) {
    Table.Row header = table.rows().get(0);
    List<Table.Row> rows = table.rows().subList(1, table.rows().size());
    Set<String> excused = new HashSet<>();
    Map<Integer, Field> columns = columns(shape, table, header, rows, excused);
    if (!rows.isEmpty()) {
      tellMissingColumns(shape, table, header, columns, excused);
    }
    Map<Field, Integer> columnOf = new HashMap<>();
    columns.forEach((column, field) -> columnOf.put(field, column));
    CellValueReader values = new CellValueReader(new FieldValueReader(shape.section(), context));
    List<Map<String, Object>> entries = new ArrayList<>();
    for (Table.Row row : rows) {
      if (!fits(table, header, row)) {
        continue;
      }
      EntryBuilder entry = new EntryBuilder(shape.section(), context);
      excused.forEach(entry::excuse);
      columns.forEach(
          (column, field) ->
              entry.put(
                  field,
                  values.read(field, table.place(row, column, field.name()), row.cell(column))));
      entries.add(
          entry.finish(field -> table.place(row, columnOf.getOrDefault(field, 0), field.name())));
    }
    if (shape.section().single() && rows.size() > 1) {
      context.fault(
          table.place(rows.get(1)),
          "is a second row, and " + shape.name() + " is one entry",
          "keep one row below the header");
    }
    context.give(new SectionContent(shape.name(), Collections.unmodifiableList(entries)));
  }

  private Map<Integer, Field> columns(
      VocabularyIndex.Shape shape,
      Table table,
      Table.Row header,
      List<Table.Row> rows,
      Set<String> excused) {
    Map<Integer, Field> columns = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    for (int column = 0; column < header.cells().size(); column++) {
      String name = header.cell(column);
      Field field = shape.fields().get(name);
      if (name.isEmpty()) {
        int unnamed = column;
        if (rows.stream().anyMatch(row -> !row.cell(unnamed).isEmpty())) {
          context.fault(
              table.place(header, column),
              "column " + (column + 1) + " has values and no name",
              "write the field's name above them");
        }
      } else if (field == null) {
        context.fault(
            table.place(header, column),
            MessageText.quoted(name) + " is no field of " + shape.name(),
            shape.didYouMean(name));
        Suggestions.to(name, shape.fields().keySet()).ifPresent(excused::add);
      } else if (!seen.add(name)) {
        context.fault(
            table.place(header, column),
            "the column " + MessageText.quoted(name) + " stands twice",
            "keep one of them");
      } else {
        columns.put(column, field);
      }
    }
    return columns;
  }

  private void tellMissingColumns(
      VocabularyIndex.Shape shape,
      Table table,
      Table.Row header,
      Map<Integer, Field> columns,
      Set<String> excused) {
    for (Field field : shape.section().fields()) {
      if (field.required() && !columns.containsValue(field) && excused.add(field.name())) {
        context.fault(
            table.place(header),
            "the column '" + field.name() + "' is missing",
            "add it: every entry of " + shape.name() + " needs it");
      }
    }
  }

  /** A row of a file has as many cells as its header; a sheet has no such rule. */
  private boolean fits(Table table, Table.Row header, Table.Row row) {
    int width = header.cells().size();
    int cells = row.cells().size();
    if (cells > width) {
      for (int column = width; column < cells; column++) {
        if (!row.cell(column).isEmpty()) {
          context.fault(
              table.place(row),
              "has " + cells + " cells, the header " + width,
              table.sheet() == null
                  ? "put a text that holds the separator in double quotes, or name the column"
                  : "name the column, or clear its cells");
          return false;
        }
      }
    } else if (cells < width && table.sheet() == null) {
      context.fault(
          table.place(row),
          "has " + cells + (cells == 1 ? " cell" : " cells") + ", the header " + width,
          "write every separator, with nothing between them where nothing is known");
      return false;
    }
    return true;
  }

  /** Whether the row is the optional header of a table of fields and values. */
  static boolean isFieldValueHeader(Table.Row row) {
    return row.cell(0).equalsIgnoreCase("field") && row.cell(1).equalsIgnoreCase("value");
  }

  /** Whether a sheet of one entry has its fields side by side, and their values below. */
  static boolean isInColumns(VocabularyIndex.Shape shape, Table table) {
    List<String> header = table.rows().get(0).cells();
    return table.rows().size() == 2
        && header.size() > 1
        && shape.fields().keySet().containsAll(header)
        && !shape.fields().containsKey(table.rows().get(1).cell(0));
  }

  /** Reads a table whose rows are a field's name and its value: a section of one entry. */
  void readFieldValues(VocabularyIndex.Shape shape, Table table) {
    CellValueReader values = new CellValueReader(new FieldValueReader(shape.section(), context));
    EntryBuilder entry = new EntryBuilder(shape.section(), context);
    Set<String> seen = new HashSet<>();
    for (int i = isFieldValueHeader(table.rows().get(0)) ? 1 : 0; i < table.rows().size(); i++) {
      Table.Row row = table.rows().get(i);
      String name = row.cell(0);
      Field field = shape.fields().get(name);
      if (field == null) {
        context.fault(
            table.place(row, 0),
            MessageText.quoted(name) + " is no field of " + shape.name(),
            shape.didYouMean(name));
        Suggestions.to(name, shape.fields().keySet()).ifPresent(entry::excuse);
      } else if (!seen.add(name)) {
        context.fault(
            table.place(row, 0), MessageText.quoted(name) + " stands twice", "keep one of them");
      } else if (row.cells().stream().skip(2).anyMatch(cell -> !cell.isEmpty())) {
        context.fault(
            table.place(row, 2, name),
            "stands beside the value",
            "write one value a row, the parts of a list separated by ;");
        entry.excuse(name);
      } else {
        entry.put(field, values.read(field, table.place(row, 1, name), row.cell(1)));
      }
    }
    List<Map<String, Object>> entries =
        entry.isEmpty()
            ? List.of()
            : List.of(entry.finish(field -> table.place(table.rows().get(0), 0, field.name())));
    context.give(new SectionContent(shape.name(), entries));
  }
}
