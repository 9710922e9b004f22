package nestor.evidence;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Check that a table below its header is one of entries of one organisation. Others would be read,
 * and mean something else: rows of several organisations as those of one, and fields that stand
 * below one another as entries.
 */
final class TableShape {
  private static final Set<String> ORGANISATION =
      Set.of(
          "organisation",
          "organisationid",
          "organization",
          "organizationid",
          "company",
          "tenant",
          "unternehmen",
          "mandant",
          "firma",
          "entreprise",
          "empresa",
          "organisatie");

  private static final int FEWEST_FIELDS = 2;

  private TableShape() {}

  /** Whether the table may be read; otherwise a fault says why not. */
  static boolean isSound(
      VocabularyIndex.Shape shape, Table table, TableHeader header, ParseContext context) {
    List<Table.Row> rows = table.rows().subList(header.index() + 1, table.rows().size());
    return isOfOneOrganisation(shape, table, header.row(table), rows, context)
        && stands(shape, table, header, rows, context);
  }

  private static boolean isOfOneOrganisation(
      VocabularyIndex.Shape shape,
      Table table,
      Table.Row header,
      List<Table.Row> rows,
      ParseContext context) {
    for (int column = 0; column < header.cells().size(); column++) {
      String heading = header.cell(column);
      if (shape.meant(heading) == null && ORGANISATION.contains(Heading.key(heading))) {
        Set<String> named = new LinkedHashSet<>();
        for (Table.Row row : rows) {
          if (!row.cell(column).isEmpty()) {
            named.add(row.cell(column));
          }
        }
        if (named.size() > 1) {
          context.fault(
              table.place(header, column),
              "the column "
                  + MessageText.quoted(heading)
                  + " names several organisations, such as "
                  + MessageText.and(named.stream().limit(2).map(MessageText::quoted).toList()),
              "give the rows of each organisation a file of their own");
          return false;
        }
      }
    }
    return true;
  }

  /** Whether it stands upright: its first column does not name the fields instead of its header. */
  private static boolean stands(
      VocabularyIndex.Shape shape,
      Table table,
      TableHeader header,
      List<Table.Row> rows,
      ParseContext context) {
    if (shape.section().single()
        || header.matched() > 1
        || header.row(table).filled() < 2
        || rows.size() < FEWEST_FIELDS) {
      return true;
    }
    int first = header.row(table).firstFilled();
    boolean namesFields =
        rows.stream().allMatch(row -> shape.fields().containsKey(row.cell(first)))
            || rows.stream()
                .allMatch(
                    row ->
                        !row.cell(first).isEmpty() && shape.withoutSlips(row.cell(first)) != null);
    if (namesFields) {
      context.fault(
          table.place(rows.get(0), first),
          "names a field, as all rows do, so the table lies on its side",
          "write the fields above the columns, and one entry a row");
    }
    return !namesFields;
  }
}
