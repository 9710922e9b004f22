package nestor.dossier.resolution;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import nestor.dossier.resolution.NamedFields.Named;
import nestor.dossier.resolution.NamedFields.Target;
import nestor.evidence.Note;
import nestor.rulebook.Field;
import nestor.rulebook.Section;

/**
 * Check of what cannot be as it is written, although each value can: shares of one whole that add
 * up to more than that, and an entry that refers to itself. It only notes them.
 */
final class SenseCheck {
  /** Largest sum that rounding explains. */
  private static final BigDecimal MOST = new BigDecimal("1.001");

  private final Draft draft;
  private final NamedFields fields;

  SenseCheck(Draft draft, NamedFields fields) {
    this.draft = draft;
    this.fields = fields;
  }

  void apply() {
    for (Section section : fields.sections(draft.dossier())) {
      for (Field share : fields.shares(section)) {
        checkShares(section, share, Objects.requireNonNull(share.reading().wholePer()));
      }
      for (Named named : fields.of(section.name())) {
        Target target = named.target();
        if (target != null && target.section().name().equals(section.name())) {
          checkItself(named, target);
        }
      }
      checkOwnNames(section);
    }
  }

  private void checkShares(Section section, Field share, String per) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    Map<String, Integer> last = new TreeMap<>();
    for (int i = 0; i < draft.size(section.name()); i++) {
      if (draft.value(section.name(), i, share.name()) instanceof BigDecimal part
          && draft.value(section.name(), i, per) instanceof String whole) {
        sums.merge(whole, part, BigDecimal::add);
        last.put(whole, i);
      }
    }
    sums.forEach(
        (whole, sum) -> {
          if (sum.compareTo(MOST) > 0) {
            draft.note(
                Note.Kind.DOUBTED,
                section,
                last.getOrDefault(whole, 0),
                share.name(),
                "the "
                    + share.name()
                    + " of "
                    + whole
                    + " adds up to "
                    + sum.stripTrailingZeros().toPlainString()
                    + ", which is more than 1",
                "write parts of one whole, such as 0.4 for 40%");
          }
        });
  }

  /** Notes entries in which what they are about stands a second time, as whom it reports to. */
  private void checkOwnNames(Section section) {
    List<Named> texts = fields.of(section.name()).stream().filter(n -> !n.isList()).toList();
    for (Named own : texts) {
      for (Named other : texts.subList(texts.indexOf(own) + 1, texts.size())) {
        boolean isWhom = own.field().required() || own.field().reading().key();
        if (isWhom && own.kind() != null && own.kind().equals(other.kind())) {
          checkOwnName(section, own, other);
        }
      }
    }
  }

  private void checkOwnName(Section section, Named own, Named other) {
    for (int i = 0; i < draft.size(section.name()); i++) {
      Object value = draft.value(section.name(), i, own.field().name());
      if (value instanceof String
          && value.equals(draft.value(section.name(), i, other.field().name()))) {
        draft.note(
            Note.Kind.DOUBTED,
            section,
            i,
            other.field().name(),
            "'" + value + "' refers to itself",
            "write another " + own.kind() + ", or leave it out");
      }
    }
  }

  private void checkItself(Named named, Target target) {
    String section = named.section().name();
    for (int i = 0; i < draft.size(section); i++) {
      Object own = draft.value(section, i, target.field().name());
      Object other = draft.value(section, i, named.field().name());
      boolean itself =
          own instanceof String
              && (own.equals(other) || (other instanceof List<?> list && list.contains(own)));
      if (itself) {
        draft.note(
            Note.Kind.DOUBTED,
            named.section(),
            i,
            named.field().name(),
            "'" + own + "' refers to itself",
            "write another " + target.noun() + ", or leave it out");
      }
    }
  }
}
