package nestor.rulebook.lint;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nestor.rulebook.Draft;
import nestor.rulebook.EngineFacts;
import nestor.rulebook.Shape;
import nestor.rulebook.Threshold;
import nestor.rulebook.language.Annotation;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Consequence;
import nestor.rulebook.language.Expression;
import nestor.rulebook.language.Place;
import nestor.rulebook.language.RuleDeclaration;

/** Facts, dimensions and tables that nobody reads, and those that are read and never there. */
final class Unread {
  private final Draft draft;
  private final Derivations derivations;
  private final List<Remark> remarks;
  private final Set<String> read = new TreeSet<>();
  private final Set<String> dimensionsRead = new TreeSet<>();

  Unread(Draft draft, Derivations derivations, List<Remark> remarks) {
    this.draft = draft;
    this.derivations = derivations;
    this.remarks = remarks;
    for (RuleDeclaration rule : derivations.rules()) {
      for (Condition.Pattern pattern : Patterns.of(rule.when())) {
        read.add(pattern.type());
        if (pattern.type().equals(EngineFacts.DIMENSION)) {
          Patterns.demanded(pattern, "name").ifPresent(dimensionsRead::add);
        }
      }
      rule.annotation("owner")
          .map(Annotation::value)
          .ifPresent(owner -> dimensionsRead.add(EngineFacts.ACTS_FOR + owner));
    }
    for (Threshold threshold : draft.thresholds().values()) {
      threshold.variants().forEach(variant -> dimensionsRead.add(variant.dimension()));
    }
  }

  void tell() {
    draft.files().forEach(file -> file.types().forEach(t -> type(t.name(), t.place())));
    derivations.of(EngineFacts.DIMENSION).forEach(this::dimension);
  }

  private void type(String type, Place place) {
    Shape shape = draft.shapes().get(type);
    if (shape == null) {
      return;
    }
    boolean table = shape.kind() == Shape.Kind.TABLE;
    boolean derived = shape.kind() == Shape.Kind.DERIVED;
    if (table && !read.contains(type)) {
      remarks.add(
          new Remark(
              Remark.Kind.UNREAD_TABLE,
              place.fault("no rule reads the table " + type, "read it in a rule, or delete it")));
    } else if (derived && !read.contains(type)) {
      remarks.add(
          new Remark(
              Remark.Kind.UNREAD_FACT,
              place.fault(
                  "no rule reads " + type,
                  "read it in a rule, or delete it and the rules that derive it")));
    } else if (table && draft.tables().getOrDefault(type, List.of()).isEmpty()) {
      remarks.add(
          new Remark(
              Remark.Kind.NEVER_THERE,
              place.fault(
                  "the table " + type + " has no rows",
                  "add rows to it in tables.yaml or in " + type + ".csv")));
    } else if (derived && derivations.of(type).isEmpty()) {
      remarks.add(
          new Remark(
              Remark.Kind.NEVER_THERE,
              place.fault(
                  "no rule derives " + type,
                  "write a rule that ends with insertLogical(new " + type + "(...));")));
    }
  }

  private void dimension(RuleDeclaration rule) {
    Consequence.Derive derive = (Consequence.Derive) rule.then();
    if (!derive.arguments().isEmpty()
        && derive.arguments().get(0) instanceof Expression.Literal name
        && !dimensionsRead.contains(String.valueOf(name.value()))) {
      remarks.add(
          new Remark(
              Remark.Kind.UNREAD_DIMENSION,
              name.place()
                  .fault(
                      "no threshold varies by '" + name.value() + "'",
                      "give a threshold variants of it, or delete the rule")));
    }
  }
}
