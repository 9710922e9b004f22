package nestor.engine.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import nestor.engine.ternary.Ternary;
import nestor.engine.ternary.Unknown;
import nestor.evidence.Unclear;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Section;
import org.jspecify.annotations.Nullable;

/**
 * Entry of a section about which nothing is said: each field has what its absence means in the
 * vocabulary.
 */
final class UnknownEntry {
  private final Section section;
  private final boolean doubted;
  private final SortedSet<String> needs;
  private final FieldValues.Names names;
  private final String[] fields;

  /** Value of each field where an entry does not give it. */
  private final @Nullable Object[] silent;

  /** Possible values of each field where an entry of a partial section does not give it. */
  private final @Nullable Object[] untold;

  /** Possible values of each field in an entry that is not there. */
  private final Map<String, Object> anything = new TreeMap<>();

  /**
   * @param doubted whether more may be said of the fields that an entry does not give
   */
  UnknownEntry(Section section, boolean doubted) {
    this.section = section;
    this.doubted = doubted;
    this.needs = Unknown.need(section.name());
    this.names = new FieldValues.Names(section.fields());
    this.fields = section.fields().stream().map(Field::name).toArray(String[]::new);
    this.silent = section.fields().stream().map(this::silent).toArray();
    this.untold = section.fields().stream().map(this::untold).toArray();
    for (Field field : section.fields()) {
      anything.put(field.name(), new Unknown(needs, FieldRange.of(field, true), false));
    }
  }

  private @Nullable Object silent(Field field) {
    if (field.defaultValue() != null) {
      return field.defaultValue();
    }
    if (!field.absentMeansNone()) {
      return new Unknown(
          Unknown.need(section.name() + "." + field.name()),
          FieldRange.of(field, false),
          true,
          null,
          null,
          doubted);
    }
    return field.type() == FieldType.LIST ? List.of() : null;
  }

  private @Nullable Object untold(Field field) {
    Object usual = field.defaultValue();
    if (usual == null && !field.absentMeansNone()) {
      return silent(field);
    }
    return new Unknown(
        Unknown.need(section.name() + "." + field.name()),
        FieldRange.of(field, usual == null),
        false,
        usual == null ? null : new Unknown.Stated("", usual));
  }

  /**
   * The values of an entry that says this.
   *
   * @param partial whether it may leave out what there is
   */
  FieldValues filled(Map<String, Object> entry, boolean partial) {
    @Nullable Object[] absent = partial ? untold : silent;
    @Nullable Object[] values = new Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      Object said = entry.get(fields[i]);
      values[i] =
          said == null
              ? absent[i]
              : said instanceof Unclear unclear
                  ? UnclearValue.of(section, section.fields().get(i), unclear)
                  : said;
    }
    return new FieldValues(names, values);
  }

  /** A fact that stands for anything that a section without data could hold. */
  Fact open() {
    return open("", Map.of(), needs);
  }

  /** Sign in the key of a fact that stands for the rest of a whole. */
  static final String REST = "#?:";

  /**
   * A fact that stands for whatever could be said of the section beyond what is.
   *
   * @param needs what would tell whether there is any such entry
   */
  Fact open(String which, Map<String, Object> known, SortedSet<String> needs) {
    Map<String, Object> values = new HashMap<>(anything);
    values.putAll(known);
    return new Fact(
        section.name() + "#?" + ValueKeys.part(which),
        section.type(),
        FieldValues.of(names, values),
        Ternary.dependsOn(needs),
        true,
        () -> EvidenceSets.NONE);
  }

  /** One supposed entry with a single known field. */
  Fact supposed(String field, Object value) {
    Map<String, Object> values = new HashMap<>(anything);
    values.put(field, value);
    return new Fact(
        section.name() + "#!" + ValueKeys.part(value),
        section.type(),
        FieldValues.of(names, values),
        Ternary.YES,
        EvidenceSets.NONE);
  }
}
