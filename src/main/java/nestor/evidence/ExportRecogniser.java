package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nestor.rulebook.Export;
import nestor.rulebook.Field;
import nestor.rulebook.NameTable;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Recogniser of files that other programs wrote, by the exports that the vocabulary describes. Use
 * it for what is no document of Nestor's own, so that the file is named for what it is.
 */
final class ExportRecogniser {
  /** Most rows above the headings of a table. */
  private static final int MOST_ABOVE = 20;

  private final Vocabulary vocabulary;
  private final List<Export> exports;

  ExportRecogniser(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.exports =
        vocabulary.exports().stream()
            .sorted(Comparator.comparing(Export::weight).reversed().thenComparing(Export::id))
            .toList();
  }

  /** The export that a tree is, or null; of several that fit, the one whose signs say most. */
  @Nullable Export of(JsonNode tree) {
    for (Export export : exports) {
      if (export.format() == Export.Format.TREE
          && export.has().stream().allMatch(path -> has(tree, path, "*"))
          && export.where().entrySet().stream()
              .allMatch(sign -> has(tree, sign.getKey(), sign.getValue()))) {
        return export;
      }
    }
    return null;
  }

  /** The export that a table is, or null; of several that fit, the one whose signs say most. */
  @Nullable Export of(Table table) {
    List<Set<String>> rows =
        table.rows().stream()
            .limit(MOST_ABOVE)
            .map(row -> row.cells().stream().map(NameTable::key).collect(Collectors.toSet()))
            .toList();
    for (Export export : exports) {
      Set<String> columns =
          export.columns().stream()
              .map(NameTable::key)
              .collect(Collectors.toCollection(HashSet::new));
      if (export.format() == Export.Format.TABLE
          && rows.stream().anyMatch(row -> row.containsAll(columns))) {
        return export;
      }
    }
    return null;
  }

  /** Whether something stands at the path that is of that form. */
  private static boolean has(JsonNode tree, String path, String form) {
    JsonNode at = tree;
    for (String step : path.replace("[]", ".[]").split("\\.")) {
      if (step.equals("[]")) {
        at = at.isArray() ? at.path(0) : at.path("");
      } else if (!step.isEmpty()) {
        at = at.path(step);
      }
    }
    if (at.isMissingNode()) {
      return false;
    }
    return form.equals("*") || (at.isValueNode() && isLike(at.asText(), form));
  }

  private static boolean isLike(String text, String form) {
    int star = form.indexOf('*');
    return star < 0
        ? text.equals(form)
        : text.length() >= form.length() - 1
            && text.startsWith(form.substring(0, star))
            && text.endsWith(form.substring(star + 1));
  }

  /**
   * Refuses a document for what it is, whatever else was found in it.
   *
   * @param name the document's name, for the cure
   */
  void refuse(Export export, FileName name, ParseContext context) {
    String section = export.gives();
    if (section == null) {
      context.refuse(
          "is " + export.name() + ", which says nothing of an organisation that is read here",
          "send what an organisation says of itself");
      return;
    }
    FileName meant = name.otherwise() == null ? name : name.otherwise();
    String organisation = meant.organisation();
    context.refuse(
        "is " + export.name() + ", which is not read yet; it would give " + section,
        "write what it says as "
            + example(section)
            + " in "
            + (organisation == null ? "<organisation>" : organisation)
            + ".json");
  }

  private String example(String section) {
    return vocabulary
        .section(section)
        .map(
            known -> {
              String entry =
                  known.fields().stream()
                      .filter(Field::required)
                      .map(field -> "\"" + field.name() + "\": ...")
                      .collect(Collectors.joining(", ", "{", "}"));
              return "{\"" + section + "\": " + (known.single() ? entry : "[" + entry + "]") + "}";
            })
        .orElse(section);
  }

  /** Whether every name at the top is one of theirs: then a tree is a document of Nestor's own. */
  static boolean isOwn(JsonNode tree, VocabularyIndex vocabulary) {
    for (Map.Entry<String, JsonNode> property : tree.properties()) {
      if (vocabulary.of(property.getKey()) == null
          && !property.getKey().equals(TreeSectionReader.SCHEMA)
          && !DeclarationReader.isKey(property.getKey())) {
        return false;
      }
    }
    return tree.isObject();
  }
}
