package nestor.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.OrganisationSection;
import org.jspecify.annotations.Nullable;

/**
 * Table of a section of one entry, whose rows are the name of a field and its value.
 *
 * @param names the column of the names
 * @param values the column of the values
 * @param matches what the rows' names mean, by the row's index
 */
record FieldValueTable(
    VocabularyIndex.Shape shape,
    Table table,
    int names,
    int values,
    Map<Integer, HeadingIndex.Match<Field>> matches) {
  private static final int FARTHEST_COLUMN = 3;
  private static final Pattern COLON_AT_END = Pattern.compile("\\s*:$");
  private static final Set<FieldType> NEEDS_DIGIT =
      Set.of(FieldType.COUNT, FieldType.NUMBER, FieldType.DATE);

  /** The table as rows of fields and values, whether or not it is laid out so. */
  static FieldValueTable of(VocabularyIndex.Shape shape, Table table) {
    int names = 0;
    Map<Integer, HeadingIndex.Match<Field>> matches = Map.of();
    for (int column = 0; column < FARTHEST_COLUMN; column++) {
      Map<Integer, HeadingIndex.Match<Field>> some = new HashMap<>();
      int left = filled(table, column);
      // Columns are left as soon as they cannot name more fields than a former one.
      for (int i = 0; i < table.rows().size() && some.size() + left > matches.size(); i++) {
        String name = table.rows().get(i).cell(column);
        HeadingIndex.Match<Field> match = name.isEmpty() ? null : shape.meant(name);
        left -= name.isEmpty() ? 0 : 1;
        if (match != null) {
          some.put(i, match);
        }
      }
      if (some.size() > matches.size()) {
        matches = some;
        names = column;
      }
    }
    return new FieldValueTable(
        shape, table, names, values(table, names, matches.keySet()), matches);
  }

  /** Whether a table can be laid out so, and not just as its header says. */
  static boolean canBe(VocabularyIndex.Shape shape, Table table, @Nullable TableHeader header) {
    return shape.section().single()
        && (header == null
            || header.matched() <= table.rows().size()
            || table.rows().stream().anyMatch(row -> declaredKey(shape, row) != null));
  }

  private static int filled(Table table, int column) {
    int filled = 0;
    for (Table.Row row : table.rows()) {
      filled += row.cell(column).isEmpty() ? 0 : 1;
    }
    return filled;
  }

  /** The first column right of the names in which a row of a field holds something. */
  private static int values(Table table, int names, Set<Integer> rows) {
    int first = Integer.MAX_VALUE;
    for (int index : rows) {
      Table.Row row = table.rows().get(index);
      for (int column = names + 1; column < Math.min(first, row.cells().size()); column++) {
        if (!row.cell(column).isEmpty()) {
          first = column;
        }
      }
    }
    return first == Integer.MAX_VALUE ? names + 1 : first;
  }

  /** Whether this layout fits better than a header that names fields side by side. */
  boolean isMeant(@Nullable TableHeader header) {
    if (isHeader(table.rows().get(0))
        || table.rows().stream().anyMatch(row -> declaredKey(row) != null)) {
      return true;
    }
    if (matches.isEmpty() || (header != null && header.matched() > matches.size())) {
      return false;
    }
    if (header == null || header.matched() < matches.size()) {
      return true;
    }
    return header.row(table).filled() > 1 && holdsValue(matches.keySet().iterator().next());
  }

  /** Whether what stands beside the name can be its value, and not the next heading. */
  private boolean holdsValue(int index) {
    HeadingIndex.Match<Field> match = matches.get(index);
    return table.rows().size() == 1
        || match == null
        || !NEEDS_DIGIT.contains(match.meant().type())
        || table.rows().get(index).cell(values).chars().anyMatch(Character::isDigit);
  }

  /** Whether the row is the optional header of a table of fields and values. */
  static boolean isHeader(Table.Row row) {
    return row.cell(0).equalsIgnoreCase("field") && row.cell(1).equalsIgnoreCase("value");
  }

  /** Whether a line of a file is that optional header, with nothing else. */
  static boolean isHeader(String line, char separator) {
    return line.equalsIgnoreCase("field" + separator + "value");
  }

  /** Reads the rows into the one entry of the section. */
  void read(VocabularyIndex vocabularyIndex, ParseContext context) {
    List<Table.Row> declared =
        table.rows().stream().filter(row -> declaredKey(row) != null).toList();
    declared.forEach(row -> declare(row, context));
    if (matches.isEmpty() && table.rows().size() > 1 && declared.isEmpty()) {
      tellNoField(context);
      return;
    }
    ColumnReader reader = new ColumnReader(shape, context);
    EntryBuilder entry = new EntryBuilder(shape.section(), context);
    Map<Field, Table.Row> rowOf = new LinkedHashMap<>();
    List<Table.Row> unknown = new ArrayList<>();
    Map<Table.Row, String> readAs = new LinkedHashMap<>();
    for (int i = 0; i < table.rows().size(); i++) {
      Table.Row row = table.rows().get(i);
      HeadingIndex.Match<Field> match = matches.get(i);
      if (!declared.isEmpty() && declared.contains(row)) {
        continue;
      }
      if (match == null || isMeantByAnother(match)) {
        if (!isHeader(row)) {
          unknown.add(row);
        }
        continue;
      }
      if (match.likeness() != HeadingIndex.Likeness.SAME) {
        readAs.put(row, match.meant().name());
      }
      Table.Row former = rowOf.get(match.meant());
      if (former == null || former.cell(values).isEmpty()) {
        rowOf.put(match.meant(), row);
      } else if (!row.cell(values).isEmpty() && !row.cell(values).equals(former.cell(values))) {
        context.fault(
            table.place(row, names),
            MessageText.quoted(row.cell(names)) + " stands twice",
            "keep one of them");
      }
    }
    tellReadAs(readAs, context);
    tellUnknown(unknown, context);
    List<String> beside = new ArrayList<>();
    table.hiddenCells().tellRows(table, List.copyOf(rowOf.values()), context);
    rowOf.forEach((field, row) -> put(entry, reader, row, field, beside, vocabularyIndex, context));
    tellBeside(beside, context);
    List<Map<String, Object>> entries =
        entry.isEmpty()
            ? List.of()
            : List.of(entry.finish(field -> table.place(table.rows().get(0), 0, field.name())));
    context.give(new SectionContent(shape.name(), entries));
  }

  /** The key of a declaration on the whole document that the row holds, or null. */
  private @Nullable String declaredKey(Table.Row row) {
    return declaredKey(shape, row);
  }

  private static @Nullable String declaredKey(VocabularyIndex.Shape shape, Table.Row row) {
    if (!shape.name().equals(OrganisationSection.ORGANISATION)) {
      return null;
    }
    String name = row.cell(row.firstFilled());
    if (shape.fields().containsKey(name)) {
      return null;
    }
    String key = COLON_AT_END.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    return DeclarationReader.isKey(key) && !shape.fields().containsKey(key) ? key : null;
  }

  private void declare(Table.Row row, ParseContext context) {
    int name = row.firstFilled();
    String key = declaredKey(row);
    if (key != null) {
      // Its cells are the sections, however they are separated.
      String text = String.join("; ", row.cells().subList(name + 1, row.cells().size()));
      String first = row.cell(name + 1);
      context
          .declaration()
          .read(
              key, key.equals(Declaration.PARTIAL) ? text : first, table.place(row, name + 1, key));
    }
  }

  /** Whether a row has just the name of the field that this one only may mean. */
  private boolean isMeantByAnother(HeadingIndex.Match<Field> match) {
    return match.likeness() != HeadingIndex.Likeness.SAME
        && matches.values().stream()
            .anyMatch(
                other ->
                    other.meant().equals(match.meant())
                        && other.likeness().compareTo(match.likeness()) < 0);
  }

  private void put(
      EntryBuilder entry,
      ColumnReader reader,
      Table.Row row,
      Field field,
      List<String> beside,
      VocabularyIndex vocabularyIndex,
      ParseContext context) {
    StringBuilder text = new StringBuilder(row.cell(values));
    for (int column = values + 1; column < row.cells().size(); column++) {
      String cell = row.cell(column);
      if (cell.isEmpty() || hasHeading(column)) {
        if (!cell.isEmpty() && !isExplained(column)) {
          beside.add(Table.letters(column) + row.number());
        }
      } else if (field.type() == FieldType.LIST) {
        text.append("; ").append(cell);
      } else if (CellValueReader.isPlainNumber(cell) || !startsWithWord(cell)) {
        context.fault(
            table.place(row, column, field.name()),
            "stands beside the value",
            "write one value a row, the parts of a list separated by ;");
        entry.excuse(field.name());
        return;
      } else {
        beside.add(Table.letters(column) + row.number());
      }
    }
    Location location = table.place(row, values, field.name());
    HeadingUnit unit =
        row.cell(names).equals(field.name())
            ? HeadingUnit.NONE
            : HeadingUnit.of(
                row.cell(names),
                location,
                field,
                List.of(text.toString()),
                vocabularyIndex::isUnit,
                context);
    String said = DaysFrom1904.read(table, row, values, field, text.toString(), context);
    ColumnReader.Cell cell =
        new ColumnReader.Cell(location, unit.with(said), row.numbers().get(values));
    entry.put(field, reader.read(field, List.of(cell)).get(0));
  }

  private static boolean startsWithWord(String cell) {
    return Character.isLetter(cell.codePointAt(0));
  }

  /** Whether the row above the fields names the column, as one of remarks or sources. */
  private boolean hasHeading(int column) {
    for (int i = 0; i < table.rows().size(); i++) {
      if (matches.containsKey(i)) {
        return false;
      }
      Table.Row row = table.rows().get(i);
      if (!row.cell(names).isEmpty() && !row.cell(column).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the column explains the rows of a form. */
  private boolean isExplained(int column) {
    Table.Row first = table.rows().get(0);
    return isHeader(first) && first.cell(column).equals(FormSheet.QUESTION);
  }

  private void tellReadAs(Map<Table.Row, String> readAs, ParseContext context) {
    if (!readAs.isEmpty()) {
      List<Table.Row> rows = List.copyOf(readAs.keySet());
      context.readAs(
          table.place(rows.get(0), names),
          written(rows) + " read as " + MessageText.and(List.copyOf(readAs.values())),
          "");
    }
  }

  private void tellUnknown(List<Table.Row> rows, ParseContext context) {
    if (!rows.isEmpty()) {
      context.passOver(
          table.place(rows.get(0), rows.get(0).firstFilled()),
          written(rows)
              + (rows.size() == 1 ? " is no field of " : " are no fields of ")
              + shape.name()
              + "; passed over",
          TableColumns.suggestions(
              shape, rows.stream().map(row -> row.cell(row.firstFilled())).toList()));
    }
  }

  private void tellNoField(ParseContext context) {
    List<Table.Row> rows = table.rows().stream().filter(row -> !isHeader(row)).toList();
    String suggestions =
        TableColumns.suggestions(
            shape, rows.stream().map(row -> row.cell(row.firstFilled())).toList());
    context.fault(
        table.place(rows.get(0), rows.get(0).firstFilled()),
        written(rows)
            + (rows.size() == 1 ? " is no field of " : " are no fields of ")
            + shape.name(),
        suggestions.isEmpty()
            ? "the fields of " + shape.name() + " are " + String.join(", ", shape.fields().keySet())
            : suggestions);
  }

  private void tellBeside(List<String> cells, ParseContext context) {
    if (!cells.isEmpty()) {
      context.passOver(
          table.location(),
          (cells.size() == 1 ? "cell " : "cells ")
              + MessageText.and(cells)
              + (cells.size() == 1 ? " stands" : " stand")
              + " beside the values; passed over",
          "");
    }
  }

  private static String written(List<Table.Row> rows) {
    return MessageText.and(
        rows.stream().map(row -> MessageText.quoted(row.cell(row.firstFilled()))).toList());
  }
}
