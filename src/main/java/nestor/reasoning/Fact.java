package nestor.reasoning;

import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Something that conditions can match: an entry on record, a row of a table, a derived fact, or
 * what an absent section could hold.
 *
 * @param key names it among all facts
 * @param values a value, an {@link Unknown}, or nothing where none is on record
 * @param existence whether it is there
 * @param evidence the entries on record that it rests on
 */
record Fact(
    String key,
    String type,
    Map<String, Object> values,
    Truth existence,
    SortedSet<EvidenceRef> evidence) {

  @Nullable Object value(String field) {
    return values.get(field);
  }

  /**
   * Two facts are the same where their keys are; what an absent section could hold may be anything.
   */
  boolean isOpen() {
    return existence.kind() == Truth.Kind.DEPENDS;
  }
}
