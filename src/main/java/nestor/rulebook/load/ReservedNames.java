package nestor.rulebook.load;

import java.util.Optional;
import java.util.Set;
import javax.lang.model.SourceVersion;
import nestor.rulebook.BuiltInNames;

/**
 * Names that types and fields of a vocabulary cannot have, because Drools would not compile them or
 * would give them another meaning.
 */
final class ReservedNames {
  private static final Set<String> TYPES_OF_FIELDS = Set.of("BigDecimal", "LocalDate", "List");

  /**
   * Types of Java that rules or what is made of them name. {@code System}, {@code Process} and the
   * like are free: a vocabulary's types are imported by their full names.
   */
  private static final Set<String> OF_JAVA =
      Set.of(
          "Boolean",
          "Byte",
          "CharSequence",
          "Character",
          "Class",
          "Comparable",
          "Double",
          "Enum",
          "Error",
          "Exception",
          "Float",
          "Integer",
          "Iterable",
          "Long",
          "Math",
          "Number",
          "Object",
          "Override",
          "Runnable",
          "Runtime",
          "Short",
          "String",
          "StringBuilder",
          "Thread",
          "Throwable",
          "Void");

  /** Words that begin something else in a condition, or that every fact has as a field. */
  private static final Set<String> OF_CONDITIONS =
      Set.of(
          "and",
          "contains",
          "empty",
          "hashCode",
          "in",
          "is",
          "nil",
          "or",
          "soundslike",
          "strsim",
          "toString");

  private ReservedNames() {}

  /** Present bearer of a type's name, as a clause; empty where the name is free. */
  static Optional<String> ofType(String name) {
    if (TYPES_OF_FIELDS.contains(name)) {
      return Optional.of("which is a type of fields");
    }
    if (isOfTheEngine(name)) {
      return Optional.of("which is a name of the engine");
    }
    return OF_JAVA.contains(name) ? Optional.of("which is a type of Java") : keyword(name);
  }

  /** Present bearer of a field's name, as a clause; empty where the name is free. */
  static Optional<String> ofField(String name) {
    return OF_CONDITIONS.contains(name)
        ? Optional.of("which means something else in a condition")
        : keyword(name);
  }

  private static boolean isOfTheEngine(String name) {
    return BuiltInNames.CLASSES.contains(name)
        || name.equals(BuiltInNames.PACKAGE)
        || name.equals(BuiltInNames.ADVISE)
        || name.equals(BuiltInNames.NOT_APPLICABLE);
  }

  private static Optional<String> keyword(String name) {
    return SourceVersion.isKeyword(name, SourceVersion.RELEASE_17)
        ? Optional.of("which is a word of Java")
        : Optional.empty();
  }
}
