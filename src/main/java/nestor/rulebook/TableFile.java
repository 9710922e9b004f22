package nestor.rulebook;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code tables.yaml}: the rows of the types that are declared with {@code @table}. */
final class TableFile {
  private final Map<String, Shape> shapes;
  private final List<Fault> faults;

  private TableFile(Map<String, Shape> shapes, List<Fault> faults) {
    this.shapes = shapes;
    this.faults = faults;
  }

  /** The rows by type; a row is a map from field to value of the field's Java type. */
  static Map<String, List<Map<String, Object>>> read(
      String file, String text, Map<String, Shape> shapes, List<Fault> faults) {
    TableFile reader = new TableFile(shapes, faults);
    Map<String, List<Map<String, Object>>> tables = new LinkedHashMap<>();
    YamlFile.read(file, text, faults)
        .ifPresent(top -> top.mapping().forEach((type, rows) -> reader.table(type, rows, tables)));
    return tables;
  }

  private void table(
      String type, YamlFile.Value rows, Map<String, List<Map<String, Object>>> into) {
    List<String> tables =
        shapes.values().stream()
            .filter(s -> s.kind() == Shape.Kind.TABLE)
            .map(Shape::type)
            .toList();
    if (!tables.contains(type)) {
      faults.add(
          rows.place()
              .fault(
                  "no type '" + type + "' is declared with @table",
                  tables.isEmpty() ? "declare it with @table" : Nearest.cure(type, tables)));
      return;
    }
    Shape shape = Optional.ofNullable(shapes.get(type)).orElseThrow();
    List<Map<String, Object>> read = new ArrayList<>();
    for (YamlFile.Value row : rows.items()) {
      Map<String, Object> values = row(shape, row);
      if (read.contains(values)) {
        faults.add(row.place().fault("this row stands above already", "delete one of the two"));
      }
      read.add(values);
    }
    into.put(type, List.copyOf(read));
  }

  private Map<String, Object> row(Shape shape, YamlFile.Value row) {
    Map<String, Object> values = new LinkedHashMap<>();
    row.mapping()
        .forEach(
            (name, value) ->
                shape
                    .field(name)
                    .ifPresentOrElse(
                        field -> value(field, value).ifPresent(v -> values.put(name, v)),
                        () ->
                            faults.add(
                                value
                                    .place()
                                    .fault(
                                        shape.type() + " has no field '" + name + "'",
                                        Nearest.cure(
                                            name,
                                            shape.fields().stream().map(Field::name).toList())))));
    for (Field field : shape.fields()) {
      if (!values.containsKey(field.name())) {
        faults.add(
            row.place()
                .fault(
                    "this row of " + shape.type() + " has no " + field.name(),
                    "give every row all fields"));
      }
    }
    return values;
  }

  private Optional<Object> value(Field field, YamlFile.Value value) {
    String text = value.text();
    if (field.type() == FieldType.TEXT) {
      return Optional.of(text);
    }
    if (field.type() == FieldType.NUMBER) {
      try {
        return Optional.of(new BigDecimal(text));
      } catch (NumberFormatException e) {
        faults.add(
            value.place().fault("'" + text + "' is not a number", "write digits, such as 90"));
        return Optional.empty();
      }
    }
    faults.add(
        value
            .place()
            .fault(
                "a table holds texts and numbers only",
                "declare the field as String or BigDecimal"));
    return Optional.empty();
  }
}
