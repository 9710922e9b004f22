package nestor.engine.ternary;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Truth value of Kleene's strong three-valued logic: yes, no, or open because data is missing.
 *
 * @param needs the sections and fields that would settle it; empty where it is settled
 */
public record Ternary(Kind kind, SortedSet<String> needs) {
  public static final Ternary YES = new Ternary(Kind.YES, Collections.emptySortedSet());
  public static final Ternary NO = new Ternary(Kind.NO, Collections.emptySortedSet());

  public enum Kind {
    YES,
    NO,
    DEPENDS
  }

  public static Ternary of(boolean holds) {
    return holds ? YES : NO;
  }

  public static Ternary dependsOn(SortedSet<String> needs) {
    return new Ternary(Kind.DEPENDS, needs);
  }

  public boolean isYes() {
    return kind == Kind.YES;
  }

  public boolean isNo() {
    return kind == Kind.NO;
  }

  public Ternary and(Ternary other) {
    if (isNo() || other.isYes()) {
      return this;
    }
    return other.isNo() || isYes() ? other : dependsOn(union(needs, other.needs));
  }

  public Ternary or(Ternary other) {
    if (isYes() || other.isNo()) {
      return this;
    }
    return other.isYes() || isNo() ? other : dependsOn(union(needs, other.needs));
  }

  public Ternary not() {
    return switch (kind) {
      case YES -> NO;
      case NO -> YES;
      case DEPENDS -> this;
    };
  }

  public static SortedSet<String> union(SortedSet<String> a, SortedSet<String> b) {
    if (a.containsAll(b)) {
      return a;
    }
    TreeSet<String> both = new TreeSet<>(a);
    both.addAll(b);
    return both;
  }
}
