package nestor.delivery;

import java.util.List;
import java.util.Locale;
import nestor.advisory.Advisory;
import nestor.delivery.AdvisoryModelParts.Rule;
import nestor.delivery.AdvisoryModelParts.Waiver;
import nestor.rulebook.Catalogue;
import nestor.rulebook.RuleMetadata;

/**
 * Titles and topics of rules as templates show them. An advisory may be older than the rulebook and
 * name a rule that is gone: its id stands for its title then.
 */
final class RuleTitles {
  private final Catalogue catalogue;

  RuleTitles(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  boolean isStance(String rule) {
    return catalogue.stance().contains(rule);
  }

  List<Rule> rules(List<String> ids) {
    return ids.stream().map(id -> new Rule(TextSanitizer.of(id), topic(id), title(id))).toList();
  }

  Waiver waiver(Advisory.Waived w) {
    return new Waiver(
        TextSanitizer.of(w.rule()),
        topic(w.rule()),
        title(w.rule()),
        TextSanitizer.of(w.by()),
        TextSanitizer.of(w.why()),
        w.until());
  }

  String title(String rule) {
    return TextSanitizer.of(catalogue.rule(rule).map(RuleMetadata::title).orElse(rule));
  }

  String titleWhenClear(String rule) {
    return TextSanitizer.of(catalogue.rule(rule).map(RuleMetadata::titleWhenClear).orElse(rule));
  }

  static String topic(String rule) {
    int slash = rule.indexOf('/');
    return TextSanitizer.of(slash < 0 ? rule : rule.substring(0, slash));
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
