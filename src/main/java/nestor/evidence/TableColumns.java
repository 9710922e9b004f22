package nestor.evidence;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.Field;

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
    for (int column = 0; column < row.cells().size(); column++) {
      HeadingIndex.Match<Field> match = matches.get(column);
      // A column of just that name is meant before those that only may mean it.
      if (match != null && match.likeness() == best.get(match.meant())) {
        byField.computeIfAbsent(match.meant(), field -> new ArrayList<>()).add(column);
        if (match.likeness() != HeadingIndex.Likeness.SAME) {
          readAs.put(column, match.meant().name());
        }
      } else if (!row.cell(column).isEmpty()) {
        unknown.add(column);
      }
    }
    tellReadAs(table, row, readAs, context);
    tellUnknown(shape, table, row, unknown, context);
    tellNameless(table, header, context);
    return new TableColumns(byField);
  }

  /** The fields with their columns, in the order in which a person reads and {@link #of} goes. */
  Set<Map.Entry<Field, List<Integer>>> fromLeftToRight() {
    return byField.entrySet();
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
