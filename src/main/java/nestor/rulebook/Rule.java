package nestor.rulebook;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.RuleDeclaration;
import nestor.rulebook.syntax.RuleFile;
import org.jspecify.annotations.Nullable;

/**
 * Rule of guidance: its metadata, and the cases in which it is recommended. A case is one DRL rule;
 * the first has only the id as its name, further ones have a name after it ({@code topic/name:
 * case}).
 *
 * @param scopes what all must hold the organisation for the rule to apply
 * @param words its title and action, with what is to be named in braces
 */
public record Rule(
    RuleMetadata metadata, List<Case> cases, List<Scope> scopes, AdviceTemplates words) {

  /** A rule of conditions alone, to learn whether they are met. It is never shown. */
  public static Rule probe(String id, List<Condition> when, SourcePosition position) {
    return new Rule(
        RuleMetadata.ofId(id),
        List.of(
            new Case(
                id,
                List.copyOf(when),
                null,
                new ReasonTemplate(List.of()),
                AdviceTemplates.NONE,
                List.of(),
                position)),
        List.of(),
        AdviceTemplates.NONE);
  }

  /** The same rule with other cases. */
  public Rule with(List<Case> others) {
    return new Rule(metadata, List.copyOf(others), scopes, words);
  }

  /** Its cases, and those in which it does not apply. */
  public List<Case> withScopes() {
    return Stream.concat(
            cases.stream(), scopes.stream().flatMap(scope -> scope.exclusion().cases().stream()))
        .toList();
  }

  /**
   * Case in which a rule is recommended.
   *
   * @param name the name of the DRL rule
   * @param priority the least priority of a recommendation with such a finding, or null for the
   *     rule's own
   * @param reason the words of a finding
   * @param words its own title and action, for where no other case is met; empty where the rule's
   *     own fit
   * @param thresholds the names of the thresholds that it compares with
   * @param position where the DRL rule starts
   */
  public record Case(
      String name,
      List<Condition> when,
      @Nullable Priority priority,
      ReasonTemplate reason,
      AdviceTemplates words,
      List<String> thresholds,
      SourcePosition position) {}

  /**
   * A DRL rule that derives a fact which other rules share.
   *
   * @param assumes the words for what it takes for granted because something is not on record; null
   *     where it takes nothing for granted
   * @param position where the DRL rule starts
   */
  public record Derivation(
      String name,
      List<Condition> when,
      Consequence.Derive then,
      @Nullable ReasonTemplate assumes,
      SourcePosition position) {
    /** The annotation of a derivation that takes something for granted. */
    public static final String ASSUMES = "assumes";

    /** The same with other conditions. */
    public Derivation with(List<Condition> others) {
      return new Derivation(name, others, then, assumes, position);
    }
  }

  /** The ids of the rules that are marked as drafts. */
  public static Set<String> drafts(List<RuleFile> files) {
    return files.stream()
        .flatMap(file -> file.rules().stream())
        .filter(rule -> rule.annotation(RuleMetadata.DRAFT).isPresent())
        .map(RuleDeclaration::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The id of the rule that a DRL rule of that name belongs to. */
  public static String idOf(String name) {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon).strip();
  }
}
