package nestor.engine.counterfactual;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.engine.evaluation.Assessor;
import nestor.engine.evaluation.Bindings;
import nestor.engine.evaluation.FactBase;
import nestor.engine.evaluation.RuleTruth;
import nestor.rulebook.Rule;
import nestor.rulebook.Scope;
import nestor.rulebook.syntax.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Search for the smallest change of one dossier that gives one rule another answer. Every change
 * that is returned was applied to a copy of the dossier and evaluated.
 *
 * <p>Small changes come first, the most promising before others. Where none succeeds, because many
 * entries count together, the search repeats the step that brings the goal nearest, and at last
 * empties whole sections. It is bounded, so that it may find nothing although a change exists.
 */
public final class CounterfactualSearch {
  private static final int MOST_TRIED = 220;
  private static final int MOST_TRIED_WITH_OTHERS = 50;
  private static final int MOST_EDITS = 40;
  private static final int MOVES_AT_ONCE = 60;
  private static final double NEARER = 1e-6;
  private static final double UNSETTLED = 0.5;

  /** Most steps that are taken one after another where no few lead to the goal. */
  public static final int STEPS = 16;

  /** Answer that is sought. */
  public enum Goal {
    RECOMMENDED,
    CLEAR
  }

  private final Assessor assessor;
  private final LocalDate asOf;
  private final Dossier dossier;
  private final Rule rule;
  private final Goal goal;
  private final boolean others;
  private final List<List<Condition>> variants = new ArrayList<>();
  private final List<List<Condition>> exclusions = new ArrayList<>();
  private final Set<Set<Edit>> seen = new HashSet<>();
  private int number;

  /** Whether whole sections may be emptied: where nothing less was found. */
  private boolean drastic;

  private CounterfactualSearch(
      Assessor assessor, LocalDate asOf, Dossier dossier, Rule rule, Goal goal) {
    this.assessor = assessor;
    this.asOf = asOf;
    this.dossier = dossier;
    this.rule = rule;
    this.goal = goal;
    this.others = assessor.readsOthers(rule.metadata().id());
    DerivationInliner inliner = new DerivationInliner(assessor.rulebook());
    rule.cases().forEach(ofRule -> variants.addAll(inliner.of(ofRule.when())));
    for (Scope scope : rule.scopes()) {
      scope.exclusion().cases().forEach(one -> exclusions.addAll(inliner.of(one.when())));
    }
  }

  /** The smallest change that was found; empty where none was found within reason. */
  public static Optional<List<Edit>> find(
      Assessor assessor, LocalDate asOf, Dossier dossier, Rule rule, Goal goal) {
    CounterfactualSearch search = new CounterfactualSearch(assessor, asOf, dossier, rule, goal);
    Node start = search.node(List.of());
    Node nearest = search.widely(start);
    if (nearest != null && !nearest.there()) {
      nearest = search.straight(nearest);
    }
    if (nearest == null || !nearest.there()) {
      nearest = search.straight(start);
    }
    if (!nearest.there()) {
      search.drastic = true;
      nearest = search.straight(start);
    }
    if (nearest.there()) {
      return Optional.of(search.withoutNeedless(nearest).edits());
    }
    return goal == Goal.CLEAR && search.others
        ? RecommendationsBehind.closed(assessor, asOf, dossier, rule)
        : Optional.empty();
  }

  /**
   * A changed dossier on the way.
   *
   * @param moves the steps that led to it, from which the edits are made
   * @param ahead an estimate of how much is still to be changed; 0 where the goal is reached
   */
  private record Node(
      List<CandidateEdit> moves,
      List<Edit> edits,
      double cost,
      double ahead,
      int number,
      DossierEditor.EditedDossier worked,
      FactBase factBase) {
    double promise() {
      return cost + ahead;
    }

    boolean there() {
      return ahead == 0;
    }
  }

  /** Tries what is small, the most promising first; the goal, or what came nearest. */
  private Node widely(Node start) {
    Node nearest = start;
    PriorityQueue<Node> open =
        new PriorityQueue<>(
            Comparator.comparingDouble(Node::promise)
                .thenComparingDouble(Node::ahead)
                .thenComparingInt(Node::number));
    int most = others ? MOST_TRIED_WITH_OTHERS : MOST_TRIED;
    open.add(start);
    while (!open.isEmpty()) {
      Node node = open.remove();
      if (node.there()) {
        return node;
      }
      if (node.edits().size() >= MOST_EDITS || number >= most) {
        // What is left may still hold the goal, and is led no further.
        continue;
      }
      for (CandidateEdit candidate : moves(node)) {
        if (number >= most) {
          break;
        }
        Node next = after(node, candidate);
        if (next != null) {
          open.add(next);
          boolean cheaper = next.ahead() == nearest.ahead() && next.cost() < nearest.cost();
          nearest = next.ahead() < nearest.ahead() || cheaper ? next : nearest;
        }
      }
    }
    return nearest;
  }

  /** Takes the step that brings the goal nearest, again and again; more of the same comes first. */
  private Node straight(Node start) {
    seen.clear();
    Node node = start;
    CandidateEdit last = null;
    for (int step = 0; step < STEPS && !node.there(); step++) {
      List<CandidateEdit> moves = new ArrayList<>(moves(node));
      CandidateEdit before = last;
      if (before != null) {
        moves.sort(Comparator.comparing(candidate -> !isAlike(candidate, before)));
      }
      Node nearest = null;
      for (CandidateEdit candidate : moves) {
        Node next = after(node, candidate);
        if (next == null || next.ahead() >= node.ahead() - NEARER) {
          continue;
        }
        if (nearest == null || next.ahead() < nearest.ahead()) {
          nearest = next;
          last = candidate;
        }
        if (next.there() || (before != null && isAlike(candidate, before))) {
          break;
        }
      }
      if (nearest == null) {
        return node;
      }
      node = nearest;
    }
    return node;
  }

  private static boolean isAlike(CandidateEdit one, CandidateEdit other) {
    return kind(one.edits().get(0)).equals(kind(other.edits().get(0)));
  }

  private static String kind(Edit edit) {
    return edit instanceof Edit.Put put
        ? put.section() + "." + put.field() + "=" + put.value()
        : edit.getClass().getSimpleName() + " " + edit.section();
  }

  /** The goal without the steps that it does not take; each is left out and tried. */
  private Node withoutNeedless(Node found) {
    Node node = found;
    for (int i = found.moves().size() - 1; i >= 0 && node.moves().size() > 1; i--) {
      List<CandidateEdit> fewer = new ArrayList<>(node.moves());
      fewer.remove(i);
      if (isWhole(edits(fewer)) && isSaid(edits(fewer))) {
        Node next = node(fewer);
        node = next.there() ? next : node;
      }
    }
    return node;
  }

  /** Whether every entry that a value is put into is there, or is added. */
  private boolean isWhole(List<Edit> edits) {
    return edits.stream()
        .allMatch(
            edit ->
                !(edit instanceof Edit.Put put)
                    || put.entry() < entries(put.section())
                    || assessor
                        .rulebook()
                        .vocabulary()
                        .section(put.section())
                        .orElseThrow()
                        .single());
  }

  private int entries(String section) {
    DossierSection held = dossier.sections().get(section);
    return held == null ? 0 : held.content().entries().size();
  }

  private @Nullable Node after(Node node, CandidateEdit candidate) {
    List<CandidateEdit> moves = new ArrayList<>(node.moves());
    moves.add(candidate);
    List<Edit> edits = edits(moves);
    return isSaid(edits) && seen.add(Set.copyOf(edits)) ? node(moves) : null;
  }

  /** Whether every entry that is added says something, without which nobody could add it. */
  private static boolean isSaid(List<Edit> edits) {
    return edits.stream().noneMatch(e -> e instanceof Edit.Add add && add.values().isEmpty());
  }

  private List<Edit> edits(List<CandidateEdit> moves) {
    List<Edit> edits = new ArrayList<>();
    moves.forEach(candidate -> candidate.edits().forEach(edit -> put(edit, edits)));
    return edits;
  }

  /**
   * A field that is changed twice is changed once, to what it was changed to last; and a field of
   * an entry that was added is added with it.
   */
  private void put(Edit edit, List<Edit> edits) {
    if (edit instanceof Edit.Empty || edit instanceof Edit.Forget) {
      // Whatever was to be changed there is gone with all the rest.
      edits.removeIf(e -> e.section().equals(edit.section()));
    }
    if (!(edit instanceof Edit.Put put)) {
      edits.add(edit);
      return;
    }
    int fresh = put.entry() - entries(put.section());
    for (int i = 0; i < edits.size() && fresh >= 0; i++) {
      if (edits.get(i) instanceof Edit.Add add
          && add.section().equals(put.section())
          && fresh-- == 0) {
        Map<String, Object> values = new LinkedHashMap<>(add.values());
        if (put.value() == null) {
          values.remove(put.field());
        } else {
          values.put(put.field(), put.value());
        }
        edits.set(i, new Edit.Add(add.section(), values));
        return;
      }
    }
    edits.removeIf(
        e ->
            e instanceof Edit.Put before
                && before.section().equals(put.section())
                && before.entry() == put.entry()
                && before.field().equals(put.field()));
    edits.add(put);
  }

  private Node node(List<CandidateEdit> moves) {
    List<Edit> edits = edits(moves);
    DossierEditor.EditedDossier editedDossier = DossierEditor.edit(dossier, edits);
    FactBase factBase = assessor.factBase(editedDossier.dossier(), asOf, others);
    double cost = moves.stream().mapToDouble(CandidateEdit::cost).sum();
    return new Node(moves, edits, cost, ahead(factBase), number++, editedDossier, factBase);
  }

  private double ahead(FactBase factBase) {
    GoalDistance goalDistance = new GoalDistance(factBase);
    double outside = 0;
    for (Scope scope : rule.scopes()) {
      outside += fromFailing(scope.exclusion(), factBase, goalDistance);
    }
    if (goal == Goal.CLEAR) {
      double ahead = outside + fromFailing(rule, factBase, goalDistance);
      // What fails on what is neither on record nor assumed is not assessed.
      return ahead > 0 || RuleTruth.answer(rule, factBase).isNo() ? ahead : UNSETTLED;
    }
    if (RuleTruth.answer(rule, factBase).isYes()) {
      return 0;
    }
    double least = Double.MAX_VALUE;
    for (Rule.Case ofRule : rule.cases()) {
      least = Math.min(least, goalDistance.of(ofRule.when()));
    }
    return Math.max(0.005, outside + least);
  }

  /** Distance of all cases of a rule from failing; 0 where all fail. */
  private static double fromFailing(Rule of, FactBase factBase, GoalDistance goalDistance) {
    int ways = 0;
    double least = 1;
    for (Rule.Case ofRule : of.cases()) {
      int more =
          factBase.compiledRules().of(ofRule).when().solutions(factBase, Bindings.NONE).size();
      ways += more;
      least = more == 0 ? least : Math.min(least, goalDistance.fromFailing(ofRule.when()));
    }
    return ways == 0 ? 0 : ways - 1 + least;
  }

  /** Whether a share is to fall by what is invented beside it, which nobody would do. */
  private boolean dilutes(CandidateEdit candidate) {
    return goal == Goal.CLEAR
        && candidate.edits().size() > 1
        && candidate.edits().stream()
            .allMatch(
                edit ->
                    edit instanceof Edit.Add
                        && assessor
                                .rulebook()
                                .vocabulary()
                                .section(edit.section())
                                .orElseThrow()
                                .speaksFor()
                            == null);
  }

  private boolean empties(CandidateEdit candidate) {
    return candidate.edits().stream()
        .anyMatch(edit -> edit instanceof Edit.Empty && entries(edit.section()) > 0);
  }

  private List<CandidateEdit> moves(Node node) {
    Map<List<Edit>, CandidateEdit> cheapest = new LinkedHashMap<>();
    CandidateEdits candidates = new CandidateEdits(node.factBase(), node.worked());
    List<CandidateEdit> all = new ArrayList<>();
    for (List<Condition> variant : variants) {
      all.addAll(
          goal == Goal.RECOMMENDED ? candidates.satisfy(variant) : candidates.violate(variant));
    }
    // Outside of its scope a rule has no other answer.
    exclusions.forEach(exclusion -> all.addAll(candidates.violate(exclusion)));
    for (CandidateEdit candidate : all) {
      if (!candidate.edits().isEmpty() && !dilutes(candidate) && (drastic || !empties(candidate))) {
        cheapest.merge(candidate.edits(), candidate, (a, b) -> a.cost() <= b.cost() ? a : b);
      }
    }
    List<CandidateEdit> sorted = new ArrayList<>(cheapest.values());
    sorted.sort(Comparator.comparingDouble(CandidateEdit::cost));
    if (sorted.size() <= MOVES_AT_ONCE) {
      return sorted;
    }
    List<CandidateEdit> some = new ArrayList<>(sorted.subList(0, MOVES_AT_ONCE));
    // Several entries at once cost much and are the only way where many are counted.
    sorted.stream()
        .skip(MOVES_AT_ONCE)
        .filter(m -> m.edits().size() > 1 && m.edits().get(0) instanceof Edit.Add)
        .limit(MOVES_AT_ONCE / 2)
        .forEach(some::add);
    return some;
  }
}
