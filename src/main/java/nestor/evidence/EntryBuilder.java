package nestor.evidence;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import nestor.rulebook.Field;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Section;

/**
 * Builder of one entry of a section while its values are being read. Faults go to the {@link
 * ParseContext}; an entry with a fault is built all the same, so that later faults are found in the
 * same pass.
 */
final class EntryBuilder {
  private final Section section;
  private final ParseContext context;
  private final Map<String, Object> values = new HashMap<>();
  private Set<String> excused = Set.of();

  EntryBuilder(Section section, ParseContext context) {
    this.section = section;
    this.context = context;
  }

  void put(Field field, Value value) {
    Object content = value.content();
    if (content != null) {
      values.put(field.name(), content);
    }
    if (value.faulty()) {
      excuse(field.name());
      if (section.name().equals(OrganisationSection.ORGANISATION)
          && field.name().equals(OrganisationSection.ID)) {
        context.idIsFaulty();
      }
    }
  }

  /**
   * Records that this field's absence needs no fault of its own, since its value was reported
   * already.
   */
  void excuse(String field) {
    if (excused.isEmpty()) {
      excused = new HashSet<>();
    }
    excused.add(field);
  }

  boolean isEmpty() {
    return values.isEmpty() && excused.isEmpty();
  }

  /** The values in the vocabulary's order; what is required and missing becomes a fault. */
  Map<String, Object> finish(Function<Field, Location> place) {
    Map<String, Object> entry = new LinkedHashMap<>();
    for (Field field : section.fields()) {
      Object value = values.get(field.name());
      if (value != null) {
        entry.put(field.name(), value);
      } else if (field.required() && !excused.contains(field.name())) {
        context.fault(
            place.apply(field),
            "is missing",
            "give it a value: every entry of " + section.name() + " needs it");
      }
    }
    return Collections.unmodifiableMap(entry);
  }
}
