package nestor.engine.counterfactual;

import java.util.ArrayList;
import java.util.List;

/**
 * Candidate change of a dossier, with what it costs. {@link CounterfactualSearch} tries it.
 *
 * @param cost how large a change it is, as people would see it: a value that was missing is given
 *     sooner than one is contradicted, and an entry is changed sooner than taken away
 */
record CandidateEdit(List<Edit> edits, double cost) {
  static final double GIVE = 0.8;
  static final double WRITE_DOWN = 0.95;
  static final double TO_A_LIMIT = -0.15;
  static final double FARTHEST = 0.09;
  static final double CHANGE = 1;
  static final double WITHDRAW = 1.5;
  static final double COMPLETE = 1.1;
  static final double ADD = 1.2;
  static final double ADD_FIELD = 0.2;
  static final double EMPTY = 2.6;
  static final double REMOVE = 3;

  /** Somebody of whom other sections speak is dismissed. */
  static final double DISMISS = 5;

  static final double ANOTHER_GONE = 0.05;
  static final double RENAME = 2;
  static final double TURN = 0.1;

  /** What was said to be so is not so after all. */
  static final double DENY = 0.8;

  static final double CALL_IT_ELSE = 0.3;
  static final double WHO_THEY_ARE = 1;
  static final double DAY_TO_COME = 2.2;
  static final double ANOTHER_LIKE_IT = 0.5;

  static CandidateEdit of(Edit edit, double cost) {
    return new CandidateEdit(List.of(edit), cost);
  }

  CandidateEdit and(CandidateEdit other) {
    List<Edit> both = new ArrayList<>(edits);
    both.addAll(other.edits());
    return new CandidateEdit(both, cost + other.cost());
  }
}
