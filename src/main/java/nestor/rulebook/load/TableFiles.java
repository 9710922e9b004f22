package nestor.rulebook.load;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.source.CsvFile;
import nestor.rulebook.source.YamlFile;

/**
 * Reader of the rows of {@code @table} types: from {@code tables.yaml}, or from {@code Type.csv}
 * for a spreadsheet.
 */
final class TableFiles {
  private static final String YAML = "tables.yaml";
  private static final String CSV = ".csv";

  private final Map<String, FactType> factTypes;
  private final List<Diagnostic> faults;
  private final Map<String, List<Map<String, Object>>> tables = new LinkedHashMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();

  private TableFiles(Map<String, FactType> factTypes, List<Diagnostic> faults) {
    this.factTypes = factTypes;
    this.faults = faults;
  }

  /**
   * The rows by type; a row is a map from field to value of the field's Java type.
   *
   * @param texts the files of the rulebook
   */
  static Map<String, List<Map<String, Object>>> read(
      SortedMap<String, String> texts, Map<String, FactType> factTypes, List<Diagnostic> faults) {
    TableFiles reader = new TableFiles(factTypes, faults);
    String yaml = texts.get(YAML);
    if (yaml != null) {
      YamlFile.read(YAML, yaml, faults)
          .ifPresent(top -> top.mapping().forEach((type, rows) -> reader.yaml(type, rows)));
    }
    texts.forEach(
        (name, text) -> {
          if (name.endsWith(CSV) && !name.contains("/")) {
            reader.csv(name, text);
          }
        });
    return reader.tables;
  }

  private void yaml(String type, YamlFile.Value rows) {
    shape(type, rows.position(), "")
        .ifPresent(
            factType -> {
              List<Row> read = new ArrayList<>();
              for (YamlFile.Value row : rows.items()) {
                Map<String, Text> values = new LinkedHashMap<>();
                row.mapping()
                    .forEach(
                        (name, value) -> {
                          if (known(factType, name, value.position())) {
                            values.put(name, new Text(value.text(), value.position()));
                          }
                        });
                read.add(new Row(row.position(), values));
              }
              add(factType, read);
            });
  }

  private void csv(String file, String text) {
    String type = file.substring(0, file.length() - CSV.length());
    SourcePosition top = new SourcePosition(file, 1, 1);
    Optional<FactType> of = shape(type, top, CSV);
    List<List<CsvFile.Cell>> rows = CsvFile.read(file, text, faults);
    if (of.isEmpty() || rows.isEmpty()) {
      if (rows.isEmpty()) {
        faults.add(
            top.fault("the table is empty", "write the names of its fields in the first row"));
      }
      return;
    }
    FactType factType = of.get();
    List<String> columns = new ArrayList<>();
    for (CsvFile.Cell cell : rows.get(0)) {
      boolean twice = columns.contains(cell.text());
      if (twice) {
        faults.add(
            cell.position()
                .fault("'" + cell.text() + "' is given twice", "keep one of the columns"));
      }
      columns.add(known(factType, cell.text(), cell.position()) && !twice ? cell.text() : "");
    }
    List<Row> read = new ArrayList<>();
    for (List<CsvFile.Cell> cells : rows.subList(1, rows.size())) {
      Map<String, Text> values = new LinkedHashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        CsvFile.Cell cell = cells.get(i);
        if (i >= columns.size()) {
          faults.add(
              cell.position()
                  .fault(
                      "this row has more cells than there are columns",
                      "put a value that holds a comma into double quotes"));
          break;
        }
        if (!columns.get(i).isEmpty() && !cell.text().isEmpty()) {
          values.put(columns.get(i), new Text(cell.text(), cell.position()));
        }
      }
      read.add(new Row(cells.get(0).position(), values));
    }
    add(factType, read);
  }

  /** A value as it is written. */
  private record Text(String text, SourcePosition position) {}

  /** A row as it is written. */
  private record Row(SourcePosition position, Map<String, Text> values) {}

  private Optional<FactType> shape(String type, SourcePosition position, String ending) {
    List<String> declared =
        factTypes.values().stream()
            .filter(s -> s.kind() == FactType.Kind.TABLE)
            .map(s -> s.type() + ending)
            .toList();
    if (!declared.contains(type + ending)) {
      faults.add(
          position.fault(
              "no type '" + type + "' is declared with @table",
              declared.isEmpty()
                  ? "declare it with @table"
                  : Suggestions.cure(type + ending, declared)));
      return Optional.empty();
    }
    String former = files.putIfAbsent(type, position.file());
    if (former != null) {
      faults.add(
          position.fault(
              "the table " + type + " stands in " + former + " already", "keep it in one place"));
      return Optional.empty();
    }
    return Optional.ofNullable(factTypes.get(type));
  }

  private boolean known(FactType factType, String name, SourcePosition position) {
    boolean known = factType.field(name).isPresent();
    if (!known) {
      faults.add(
          position.fault(
              factType.type() + " has no field '" + name + "'",
              Suggestions.cure(name, factType.fields().stream().map(Field::name).toList())));
    }
    return known;
  }

  private void add(FactType factType, List<Row> rows) {
    Set<Map<String, Object>> read = new LinkedHashSet<>();
    for (Row row : rows) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (Field field : factType.fields()) {
        Text text = row.values().get(field.name());
        if (text == null) {
          faults.add(
              row.position()
                  .fault(
                      "this row of " + factType.type() + " has no " + field.name(),
                      "give every row all fields"));
        } else {
          value(field, text).ifPresent(value -> values.put(field.name(), value));
        }
      }
      if (!read.add(values)) {
        faults.add(row.position().fault("this row stands above already", "delete one of the two"));
      }
    }
    tables.put(factType.type(), List.copyOf(read));
  }

  private Optional<Object> value(Field field, Text value) {
    if (field.type() == FieldType.TEXT) {
      return Optional.of(value.text());
    }
    if (field.type() == FieldType.NUMBER) {
      try {
        return Optional.of(new BigDecimal(value.text()));
      } catch (NumberFormatException e) {
        faults.add(
            value
                .position()
                .fault("'" + value.text() + "' is not a number", "write digits, such as 90"));
        return Optional.empty();
      }
    }
    faults.add(
        value
            .position()
            .fault(
                "a table holds texts and numbers only",
                "declare the field as String or BigDecimal"));
    return Optional.empty();
  }
}
