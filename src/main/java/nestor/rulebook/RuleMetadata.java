package nestor.rulebook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of one rule, for people: everything but its conditions. The conditions are in {@link
 * Rule}.
 *
 * @param id {@code topic/name}
 * @param title what to do, where the rule is recommended
 * @param whenClear what is well where the rule is clear, or null where the rule does not say
 * @param priority a finding may raise it
 * @param owner the role that acts, as the rule names it
 * @param effort how much work the action is, or null where the rule does not say
 * @param note how an ambiguity was decided, or null
 * @param thresholds the names of the thresholds that its conditions read
 * @param sections the sections that its conditions read, in the vocabulary's order
 * @param file the rule's file within the rulebook
 * @param line where it starts in that file
 * @param draft whether it is being written: tried by its scenarios, and advising nobody
 */
public record RuleMetadata(
    String id,
    String title,
    @Nullable String whenClear,
    String action,
    String owner,
    Priority priority,
    @Nullable Effort effort,
    @Nullable String note,
    List<Citation> sources,
    List<String> thresholds,
    List<String> sections,
    String file,
    int line,
    boolean draft) {
  /** The annotation of the title of a rule that is clear. */
  public static final String WHEN_CLEAR = "whenClear";

  /** The annotation of a rule that is being written. */
  public static final String DRAFT = "draft";

  /** Metadata that say nothing beside the id. */
  static RuleMetadata ofId(String id) {
    return new RuleMetadata(
        id,
        "",
        null,
        "",
        "",
        Priority.LOW,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        "",
        0,
        false);
  }

  /** The title of the rule where it is clear. */
  public String titleWhenClear() {
    return whenClear == null ? title : whenClear;
  }

  /** The part of the id before the slash. */
  public String topic() {
    return id.substring(0, id.indexOf('/'));
  }

  /** A place in a source document, by the document's key. */
  public record Citation(String document, String section) {}
}
