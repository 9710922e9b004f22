package nestor.rulebook;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nestor.rulebook.syntax.Annotation;
import nestor.rulebook.syntax.RuleDeclaration;

/**
 * Scope of rules of guidance: what an organisation must be, or must have, for them to mean anything
 * to it. A rule names its scopes by {@code @appliesTo}. Of data that an organisation lacks and
 * should have, a rule says so by its own conditions instead.
 *
 * @param exclusion the DRL rules that find an organisation outside of the scope, each with the
 *     words for that; its title names what the scope holds
 */
public record Scope(Rule exclusion) {
  /** Prefix of the names of the DRL rules of scopes, as if it were a topic. */
  public static final String PREFIX = "scope/";

  /** The annotation by which a rule of guidance names its scopes. */
  public static final String ANNOTATION = "appliesTo";

  /** The names of the scopes that the DRL rule with the metadata of a rule gives. */
  public static List<String> namesIn(RuleDeclaration rule) {
    List<String> names = new ArrayList<>();
    for (Annotation annotation : rule.annotations()) {
      if (annotation.name().equals(ANNOTATION)) {
        Stream.of(annotation.value().split(";", -1)).map(String::strip).forEach(names::add);
      }
    }
    return names;
  }

  /** The name by which rules of guidance call it. */
  public String name() {
    return exclusion.metadata().id().substring(PREFIX.length());
  }

  /** Organisations within the scope, in words, such as organisations with a CTO. */
  public String title() {
    return exclusion.metadata().title();
  }
}
