package nestor.evidence;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.Field;
import nestor.rulebook.NameTable;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a table by the fields that their headings mean. What they do not mean for certain is
 * noted, once a table.
 *
 * @param byField the columns of each field in the order of the first; several where headings repeat
 */
record TableColumns(Map<Field, List<Integer>> byField) {

  /** Matches the headings of a header row with fields, and notes what was not met as written. */
  static TableColumns of(
      VocabularyIndex.Shape shape, Table table, TableHeader header, ParseContext context) {
    Table.Row row = header.row(table);
    TableColumns plain = asNamed(shape, row);
    if (plain != null) {
      tellNameless(table, header, context);
      return plain;
    }
    Map<Integer, HeadingIndex.Match<Field>> matches = new LinkedHashMap<>();
    Map<Field, HeadingIndex.Likeness> best = new HashMap<>();
    for (int column = 0; column < row.cells().size(); column++) {
      String heading = row.cell(column);
      HeadingIndex.Match<Field> match = heading.isEmpty() ? null : shape.meant(heading);
      if (match != null) {
        matches.put(column, match);
        best.merge(match.meant(), match.likeness(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
      }
    }
    Map<Field, List<Integer>> byField = new LinkedHashMap<>();
    Map<Integer, String> readAs = new LinkedHashMap<>();
    List<Integer> unknown = new ArrayList<>();
    Map<Integer, Integer> lesser = new LinkedHashMap<>();
    for (int column = 0; column < row.cells().size(); column++) {
      HeadingIndex.Match<Field> match = matches.get(column);
      // A column of just that name is meant before those that only may mean it.
      if (match != null && match.likeness() == best.get(match.meant())) {
        byField.computeIfAbsent(match.meant(), field -> new ArrayList<>()).add(column);
        if (match.likeness() != HeadingIndex.Likeness.SAME) {
          readAs.put(column, match.meant().name());
        }
      } else if (match != null) {
        lesser.put(column, first(row, matches, best, match.meant()));
      } else if (!row.cell(column).isEmpty()) {
        unknown.add(column);
      }
    }
    lesser.forEach(
        (column, first) -> {
          Field field = Objects.requireNonNull(matches.get(column)).meant();
          if (agree(
              field,
              table.rows().subList(header.index() + 1, table.rows().size()),
              column,
              first)) {
            byField.computeIfAbsent(field, name -> new ArrayList<>()).add(column);
            readAs.put(column, field.name());
          } else {
            tellOtherwise(table, row, column, first, field, context);
          }
        });
    tellReadAs(table, row, readAs, context);
    tellUnknown(shape, table, row, unknown, context);
    new StateColumns(table, header, context).doubt(unknown);
    tellNameless(table, header, context);
    return new TableColumns(byField);
  }

  /** The columns where each heading is the very name of another field; else null. */
  private static @Nullable TableColumns asNamed(VocabularyIndex.Shape shape, Table.Row row) {
    Map<Field, List<Integer>> byField = new LinkedHashMap<>();
    for (int column = 0; column < row.cells().size(); column++) {
      String heading = row.cell(column);
      Field field = shape.fields().get(heading);
      if (!heading.isEmpty()
          && (field == null || byField.putIfAbsent(field, List.of(column)) != null)) {
        return null;
      }
    }
    return new TableColumns(byField);
  }

  /** The first column that most surely is that of the field. */
  private static int first(
      Table.Row row,
      Map<Integer, HeadingIndex.Match<Field>> matches,
      Map<Field, HeadingIndex.Likeness> best,
      Field field) {
    for (int column = 0; column < row.cells().size(); column++) {
      HeadingIndex.Match<Field> match = matches.get(column);
      if (match != null && match.meant().equals(field) && match.likeness() == best.get(field)) {
        return column;
      }
    }
    return 0;
  }

  /**
   * Whether two columns can be of one field: they never say two things, and say one somewhere, or
   * one of them is blank.
   */
  private static boolean agree(Field field, List<Table.Row> rows, int one, int other) {
    int same = 0;
    boolean hasOne = false;
    boolean hasOther = false;
    for (Table.Row row : rows) {
      String first = row.cell(one);
      String second = row.cell(other);
      hasOne |= !first.isEmpty();
      hasOther |= !second.isEmpty();
      if (!first.isEmpty() && !second.isEmpty()) {
        if (!NameTable.key(first).equals(NameTable.key(second))) {
          return false;
        }
        same++;
      }
    }
    return same > 0 || field.required() || !hasOne || !hasOther;
  }

  private static void tellOtherwise(
      Table table, Table.Row row, int column, int first, Field field, ParseContext context) {
    context.passOver(
        table.place(row, column),
        "the column "
            + MessageText.quoted(row.cell(column))
            + " says other things than "
            + MessageText.quoted(row.cell(first))
            + ", which is read as "
            + field.name()
            + "; passed over",
        "keep the one that is meant");
  }

  /** The fields with their columns, in the order in which a person reads and {@link #of} goes. */
  Set<Map.Entry<Field, List<Integer>>> fromLeftToRight() {
    return byField.entrySet();
  }

  /** All columns of a field. */
  BitSet all() {
    BitSet all = new BitSet();
    byField.values().forEach(some -> some.forEach(all::set));
    return all;
  }

  /** The first column of the field; the first of the table where it has none. */
  int first(Field field) {
    return byField.getOrDefault(field, List.of(0)).get(0);
  }

  private static void tellReadAs(
      Table table, Table.Row row, Map<Integer, String> readAs, ParseContext context) {
    if (readAs.isEmpty()) {
      return;
    }
    List<Integer> columns = List.copyOf(readAs.keySet());
    context.readAs(
        place(table, row, columns),
        headings(row, columns) + " read as " + MessageText.and(List.copyOf(readAs.values())),
        "");
  }

  private static void tellUnknown(
      VocabularyIndex.Shape shape,
      Table table,
      Table.Row row,
      List<Integer> columns,
      ParseContext context) {
    if (columns.isEmpty()) {
      return;
    }
    context.passOver(
        place(table, row, columns),
        headings(row, columns)
            + (columns.size() == 1 ? " is no field of " : " are no fields of ")
            + shape.name()
            + "; passed over",
        suggestions(shape, columns.stream().map(row::cell).toList()));
  }

  /** The cure for headings that are like a field's name: that name. */
  static String suggestions(VocabularyIndex.Shape shape, List<String> headings) {
    List<String> near = new ArrayList<>();
    for (String heading : headings) {
      Suggestions.to(heading, shape.fields().keySet())
          .ifPresent(
              name ->
                  near.add(
                      headings.size() == 1
                          ? "'" + name + "'"
                          : "'" + name + "' by " + MessageText.quoted(heading)));
    }
    return near.isEmpty() ? "" : "did you mean " + MessageText.and(near) + "?";
  }

  private static void tellNameless(Table table, TableHeader header, ParseContext context) {
    Table.Row row = header.row(table);
    BitSet columns = new BitSet();
    int first = row.cells().indexOf("");
    int from = first < 0 ? row.cells().size() : first;
    for (Table.Row entry : table.rows().subList(header.index() + 1, table.rows().size())) {
      // A row of a file that is longer than the header is a fault of its own.
      int width = table.sheet() == null ? row.cells().size() : entry.cells().size();
      for (int column = from; column < width; column++) {
        if (row.cell(column).isEmpty() && !entry.cell(column).isEmpty()) {
          columns.set(column);
        }
      }
    }
    if (columns.isEmpty()) {
      return;
    }
    List<String> nameless =
        columns.stream()
            .mapToObj(c -> table.sheet() == null ? String.valueOf(c + 1) : Table.letters(c))
            .toList();
    context.passOver(
        nameless.size() == 1 ? table.place(row, columns.nextSetBit(0)) : table.place(row),
        (nameless.size() == 1 ? "column " : "columns ")
            + MessageText.and(nameless)
            + (nameless.size() == 1 ? " has values and no heading" : " have values and no headings")
            + "; passed over",
        "");
  }

  private static Location place(Table table, Table.Row row, List<Integer> columns) {
    return columns.size() == 1 ? table.place(row, columns.get(0)) : table.place(row);
  }

  private static String headings(Table.Row row, List<Integer> columns) {
    return (columns.size() == 1 ? "the column " : "the columns ")
        + MessageText.and(
            columns.stream().map(row::cell).distinct().map(MessageText::quoted).toList());
  }
}
