package nestor.rulebook.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.Export;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import nestor.rulebook.source.YamlFile;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the files of {@code exports/}, which describe by id what other programs write. Aliases
 * that hold whichever program wrote a document stand in {@code vocabulary.drl}.
 */
final class ExportFiles {
  private static final Pattern FILE = Pattern.compile("exports/[a-zA-Z0-9-]+\\.yaml");
  private static final String FOLDER = "exports/";
  private static final Pattern ID = Pattern.compile("[a-z0-9-]+");
  private static final Pattern PATH =
      Pattern.compile("(?:\\[]|[^.\\[\\]]+)(?:\\[]|\\.[^.\\[\\]]+)*");
  private static final Set<String> KEYS =
      Set.of("name", "describes", "format", "recognised-by", "gives");
  private static final Set<String> SIGNS = Set.of("has", "where", "columns");
  private static final Map<String, Export.Format> FORMATS =
      Map.of("tree", Export.Format.TREE, "table", Export.Format.TABLE);

  private final Vocabulary vocabulary;
  private final List<Diagnostic> faults;
  private final List<Export> exports = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<String, String> bySigns = new LinkedHashMap<>();

  private ExportFiles(Vocabulary vocabulary, List<Diagnostic> faults) {
    this.vocabulary = vocabulary;
    this.faults = faults;
  }

  /**
   * The vocabulary with the exports that the rulebook describes.
   *
   * @param texts the files of the rulebook
   */
  static Vocabulary in(
      Vocabulary vocabulary, SortedMap<String, String> texts, List<Diagnostic> faults) {
    ExportFiles reader = new ExportFiles(vocabulary, faults);
    texts.forEach(
        (file, text) -> {
          if (file.startsWith(FOLDER)) {
            reader.read(file, text);
          }
        });
    return new Vocabulary(
        vocabulary.sections(),
        vocabulary.names(),
        vocabulary.questions(),
        List.copyOf(reader.exports));
  }

  private void read(String file, String text) {
    if (!FILE.matcher(file).matches()) {
      faults.add(
          Diagnostic.in(
              file,
              null,
              "is no name of a file that describes exports",
              "name it " + FOLDER + "subject.yaml, with letters, digits and hyphens"));
      return;
    }
    YamlFile.read(file, text, faults)
        .ifPresent(top -> top.mapping().forEach((id, value) -> read(file, id, value)));
  }

  private void read(String file, String id, YamlFile.Value value) {
    int before = faults.size();
    if (!ID.matcher(id).matches()) {
      faults.add(
          value
              .position()
              .fault("'" + id + "' is no id", "write small letters, digits and hyphens"));
    }
    Export export = export(id, value);
    if (faults.size() == before) {
      exports.add(export);
      tellTwin(file, export, value);
    }
  }

  private Export export(String id, YamlFile.Value top) {
    Map<String, YamlFile.Value> keys = top.mapping();
    keys.forEach((key, value) -> known(key, value, KEYS));
    YamlFile.Value by = keys.get("recognised-by");
    Map<String, YamlFile.Value> signs = by == null ? Map.of() : by.mapping();
    signs.forEach((key, value) -> known(key, value, SIGNS));
    List<String> has = texts(signs.get("has"), true);
    Map<String, String> where = new LinkedHashMap<>();
    YamlFile.Value values = signs.get("where");
    if (values != null) {
      values.mapping().forEach((path, value) -> where.put(path(path, value), value.text()));
    }
    List<String> columns = texts(signs.get("columns"), false);
    Export.Format format = format(keys.get("format"), top);
    boolean isTable = format == Export.Format.TABLE;
    if (has.size() + where.size() + columns.size() == 0
        || columns.isEmpty() == isTable
        || (isTable && has.size() + where.size() > 0)) {
      faults.add(
          (by == null ? top : by)
              .position()
              .fault(
                  "says nothing by which " + (isTable ? "a table" : "a tree") + " is recognised",
                  isTable
                      ? "write columns: and headings that only this export has"
                      : "write has: and paths, or where: and paths with their values"));
    }
    return new Export(
        id,
        text(keys, "name", top),
        text(keys, "describes", top),
        format,
        has,
        Map.copyOf(where),
        columns,
        section(keys.get("gives")));
  }

  private void known(String key, YamlFile.Value value, Set<String> keys) {
    if (!keys.contains(key)) {
      faults.add(
          value.position().fault("an export has no '" + key + "'", Suggestions.cure(key, keys)));
    }
  }

  private String text(Map<String, YamlFile.Value> keys, String key, YamlFile.Value top) {
    YamlFile.Value value = keys.get(key);
    String text = value == null ? "" : value.text();
    if (text.isEmpty()) {
      faults.add(
          top.position().fault("'" + key + "' is missing", "write " + key + ": and what it is"));
    }
    return text;
  }

  private Export.Format format(YamlFile.@Nullable Value value, YamlFile.Value top) {
    String text = value == null ? "" : value.text();
    Export.Format format = FORMATS.get(text);
    if (format == null) {
      faults.add(
          (value == null ? top : value)
              .position()
              .fault(
                  "'" + text + "' is no format",
                  "write format: tree for JSON and YAML, or format: table for CSV"));
      return Export.Format.TREE;
    }
    return format;
  }

  private @Nullable String section(YamlFile.@Nullable Value value) {
    if (value == null || value.isNothing()) {
      return null;
    }
    String name = value.text();
    if (vocabulary.section(name).isEmpty()) {
      List<String> known = vocabulary.sections().stream().map(Section::name).toList();
      faults.add(
          value.position().fault("'" + name + "' is no section", Suggestions.cure(name, known)));
    }
    return name;
  }

  private List<String> texts(YamlFile.@Nullable Value value, boolean paths) {
    return value == null
        ? List.of()
        : value.items().stream()
            .map(item -> paths ? path(item.text(), item) : item.text())
            .toList();
  }

  private String path(String path, YamlFile.Value value) {
    if (!PATH.matcher(path).matches()) {
      faults.add(
          value
              .position()
              .fault(
                  "'" + path + "' is no path",
                  "write names with dots between them, and [] for the entries of a list"));
    }
    return path;
  }

  private void tellTwin(String file, Export export, YamlFile.Value top) {
    String signs =
        export.format()
            + " "
            + export.has().stream().sorted().collect(Collectors.joining(","))
            + " "
            + export.columns().stream().sorted().collect(Collectors.joining(","))
            + " "
            + export.where().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::toString)
                .collect(Collectors.joining(","));
    String twin = bySigns.putIfAbsent(signs, export.id() + " in " + file);
    if (!ids.add(export.id())) {
      faults.add(
          top.position().fault("'" + export.id() + "' is described twice", "give one another id"));
    }
    if (twin != null) {
      faults.add(
          top.position()
              .fault(
                  export.id() + " is recognised by the same as " + twin,
                  "add what only one of them has"));
    }
  }
}
