package nestor.reasoning;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether something holds: yes, no, or that depends on what is missing (Kleene's strong
 * three-valued logic).
 *
 * @param needs the sections and fields that would settle it; empty where it is settled
 */
record Truth(Kind kind, SortedSet<String> needs) {
  static final Truth YES = new Truth(Kind.YES, Collections.emptySortedSet());
  static final Truth NO = new Truth(Kind.NO, Collections.emptySortedSet());

  enum Kind {
    YES,
    NO,
    DEPENDS
  }

  static Truth of(boolean holds) {
    return holds ? YES : NO;
  }

  static Truth dependsOn(SortedSet<String> needs) {
    return new Truth(Kind.DEPENDS, needs);
  }

  boolean isYes() {
    return kind == Kind.YES;
  }

  boolean isNo() {
    return kind == Kind.NO;
  }

  Truth and(Truth other) {
    if (isNo() || other.isYes()) {
      return this;
    }
    return other.isNo() || isYes() ? other : dependsOn(union(needs, other.needs));
  }

  Truth or(Truth other) {
    if (isYes() || other.isNo()) {
      return this;
    }
    return other.isYes() || isNo() ? other : dependsOn(union(needs, other.needs));
  }

  Truth not() {
    return switch (kind) {
      case YES -> NO;
      case NO -> YES;
      case DEPENDS -> this;
    };
  }

  static SortedSet<String> union(SortedSet<String> a, SortedSet<String> b) {
    if (a.containsAll(b)) {
      return a;
    }
    TreeSet<String> both = new TreeSet<>(a);
    both.addAll(b);
    return both;
  }
}
