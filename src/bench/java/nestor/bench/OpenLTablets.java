package nestor.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nestor.dossier.Dossier;
import nestor.rulebook.Field;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.openl.rules.runtime.RulesEngineFactory;

/**
 * OpenL Tablets: a workbook with a decision table for each section, which gives the rules whose
 * condition holds of an entry. Entries are beans of the types that the workbook declares.
 */
final class OpenLTablets implements Peer {
  private static final TableText TEXT =
      new TableText(
          "e.",
          "length",
          (value, options) ->
              options.stream()
                  .map(option -> value + " == " + option)
                  .collect(Collectors.joining(" or ", "(", ")")));
  private static final String TYPE = "Entry";
  private static final String TABLE = "rulesOf";

  private final EntryRules entryRules;
  private final Object engine;
  private final Map<String, Table> tables = new HashMap<>();

  /**
   * The table of a section.
   *
   * @param setters of the bean, by the name of the field
   */
  private record Table(Method rules, Constructor<?> bean, Map<String, Method> setters) {}

  OpenLTablets(Rulebook rulebook, LocalDate today) {
    entryRules = new EntryRules(rulebook, today);
    Map<Section, List<EntryRules.EntryRule>> bySection =
        entryRules.rules().stream()
            .collect(
                Collectors.groupingBy(
                    EntryRules.EntryRule::section, LinkedHashMap::new, Collectors.toList()));
    try {
      Path file = Files.createTempFile("rules", ".xlsx");
      file.toFile().deleteOnExit();
      write(bySection, file);
      RulesEngineFactory<?> factory = new RulesEngineFactory<>(file.toUri().toURL());
      engine = factory.newInstance();
      for (Section section : bySection.keySet()) {
        tables.put(section.name(), table(section, factory.getInterfaceClass()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Map<Section, List<EntryRules.EntryRule>> bySection, Path file)
      throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      Sheet sheet = workbook.createSheet("rules");
      bySection.forEach(
          (section, rules) -> {
            heading(sheet, "Datatype " + TYPE + section.type());
            section.fields().forEach(field -> row(sheet, type(field), field.name()));
            sheet.createRow(sheet.getLastRowNum() + 1).createCell(0);
            String entry = TYPE + section.type() + " e";
            heading(sheet, "Rules String[] " + TABLE + section.type() + "(" + entry + ")");
            row(sheet, "C1", "CRET1");
            row(sheet, "holds", "rule");
            row(sheet, "Boolean holds", "String rule");
            row(sheet, "Condition", "Rule");
            rules.forEach(rule -> row(sheet, "= " + TEXT.of(rule), rule.name()));
            sheet.createRow(sheet.getLastRowNum() + 1).createCell(0);
          });
      workbook.write(out);
    }
  }

  private static void heading(Sheet sheet, String text) {
    row(sheet, text);
    int at = sheet.getLastRowNum();
    sheet.addMergedRegion(new CellRangeAddress(at, at, 0, 1));
  }

  private static void row(Sheet sheet, String... cells) {
    Row row = sheet.createRow(sheet.getLastRowNum() + 1);
    for (int i = 0; i < cells.length; i++) {
      row.createCell(i).setCellValue(cells[i]);
    }
  }

  private static String type(Field field) {
    return switch (field.type()) {
      case TEXT -> "String";
      case COUNT, DATE -> "Integer";
      case NUMBER -> "Double";
      case YES_NO -> "Boolean";
      case LIST -> "String[]";
    };
  }

  private static Table table(Section section, Class<?> generated) throws NoSuchMethodException {
    for (Method rules : generated.getMethods()) {
      if (rules.getName().equals(TABLE + section.type())) {
        Class<?> bean = rules.getParameterTypes()[0];
        Map<String, Method> setters = new HashMap<>();
        for (Method method : bean.getMethods()) {
          section.fields().stream()
              .filter(field -> method.getName().equalsIgnoreCase("set" + field.name()))
              .forEach(field -> setters.put(field.name(), method));
        }
        return new Table(rules, bean.getConstructor(), setters);
      }
    }
    throw new IllegalStateException("no table for " + section.name());
  }

  @Override
  public void find(Dossier dossier, Matches matches) {
    entryRules
        .entries(dossier)
        .forEach(
            (section, entries) -> {
              Table table = tables.get(section);
              if (table != null) {
                entries.forEach(entry -> find(table, entry, matches));
              }
            });
  }

  private void find(Table table, Map<String, Object> entry, Matches matches) {
    try {
      Object bean = table.bean().newInstance();
      for (Map.Entry<String, Object> value : entry.entrySet()) {
        table.setters().get(value.getKey()).invoke(bean, plain(value.getValue()));
      }
      @Nullable Object[] rules = (Object[]) table.rules().invoke(engine, bean);
      if (rules != null) {
        for (Object rule : rules) {
          matches.match((String) rule);
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof LocalDate date) {
      return Math.toIntExact(date.toEpochDay());
    }
    if (value instanceof BigDecimal number) {
      return number.doubleValue();
    }
    return value instanceof List<?> list ? list.toArray(new String[0]) : value;
  }
}
