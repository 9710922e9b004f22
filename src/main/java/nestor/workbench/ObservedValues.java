package nestor.workbench;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.dossier.Dossier;
import nestor.rulebook.Field;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;

/**
 * Values that occur in the fields of some organisations, as material for {@link
 * OrganisationGenerator}.
 */
final class ObservedValues {
  private final Map<String, Set<String>> words = new TreeMap<>();
  private final Map<String, Set<BigDecimal>> numbers = new TreeMap<>();

  ObservedValues(Vocabulary vocabulary, List<Dossier> dossiers) {
    for (Section section : vocabulary.sections()) {
      for (Field field : section.fields()) {
        of(words, section, field).addAll(field.choices());
      }
    }
    for (Dossier dossier : dossiers) {
      dossier
          .sections()
          .forEach(
              (name, held) ->
                  held.content()
                      .entries()
                      .forEach(
                          entry ->
                              entry.forEach((field, value) -> see(name + "." + field, value))));
    }
  }

  private void see(String field, Object value) {
    if (value instanceof String word) {
      words.computeIfAbsent(field, f -> new TreeSet<>()).add(word);
    } else if (value instanceof List<?> list) {
      list.forEach(item -> see(field, String.valueOf(item)));
    } else if (value instanceof Number number) {
      numbers.computeIfAbsent(field, f -> new TreeSet<>()).add(new BigDecimal(number.toString()));
    }
  }

  /** The words that a field had, and its known choices. */
  List<String> words(Section section, Field field) {
    return List.copyOf(of(words, section, field));
  }

  /** The numbers that a field had. */
  List<BigDecimal> numbers(Section section, Field field) {
    return List.copyOf(of(numbers, section, field));
  }

  private static <T> Set<T> of(Map<String, Set<T>> values, Section section, Field field) {
    return values.computeIfAbsent(section.name() + "." + field.name(), f -> new TreeSet<>());
  }
}
