package nestor.rulebook.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nestor.rulebook.Draft;
import nestor.rulebook.Placeholders;

/** Reads a rulebook as a careful colleague would. */
public final class Lint {
  static final Comparator<Remark> ORDER =
      Comparator.comparing(Remark::fault, nestor.rulebook.Fault.READING_ORDER)
          .thenComparing(Remark::kind);

  private Lint() {}

  /** Every remark, in reading order; those that the authors accept are still among them. */
  public static List<Remark> of(Draft draft) {
    List<Remark> remarks = new ArrayList<>();
    Derivations derivations = new Derivations(draft);
    new Metadata(remarks).of(draft);
    new Unread(draft, derivations, remarks).tell();
    new Variants(draft, derivations, remarks).tell();
    Satisfiability satisfiability = new Satisfiability(draft, derivations, remarks);
    draft.files().forEach(file -> file.rules().forEach(satisfiability::of));
    new Repetition(remarks).of(draft);
    new Opposition(draft, derivations, remarks).tell();
    new UnusedVariables(remarks).of(draft);
    Placeholders.inDrafts(draft)
        .forEach(fault -> remarks.add(new Remark(Remark.Kind.PLACEHOLDER, fault)));
    remarks.sort(ORDER);
    return List.copyOf(remarks);
  }
}
