package nestor.reasoning;

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
import nestor.rulebook.Rule;
import nestor.rulebook.language.Condition;

/**
 * Looks for the smallest change of the data that gives a rule another answer. Every change that is
 * found was tried: the answer is the rule's own for the changed data.
 */
final class Flips {
  private static final int MOST_TRIED = 250;
  private static final int MOST_TRIED_WITH_OTHERS = 60;
  private static final int MOST_EDITS = 40;
  private static final int MOVES_AT_ONCE = 60;

  /** What the answer is to become. */
  enum Goal {
    RECOMMENDED,
    CLEAR
  }

  private final Assessor assessor;
  private final LocalDate asOf;

  Flips(Assessor assessor, LocalDate asOf) {
    this.assessor = assessor;
    this.asOf = asOf;
  }

  /**
   * A changed dossier on the way.
   *
   * @param ahead how much is still to be changed, at a guess; 0 where the goal is reached
   */
  private record Node(
      List<Edit> edits,
      double cost,
      double ahead,
      int number,
      Edits.Worked worked,
      Knowledge knowledge) {
    double promise() {
      return cost + ahead;
    }
  }

  /** The smallest change that was found; empty where none was found within reason. */
  Optional<List<Edit>> find(Dossier dossier, Rule rule, Goal goal) {
    boolean others = assessor.readsOthers(rule.guidance().id());
    List<List<Condition>> variants = new ArrayList<>();
    for (Rule.Case ofRule : rule.cases()) {
      variants.addAll(new Inlining(assessor.rulebook()).of(ofRule.when()));
    }
    PriorityQueue<Node> open =
        new PriorityQueue<>(
            Comparator.comparingDouble(Node::promise)
                .thenComparingDouble(Node::ahead)
                .thenComparingInt(Node::number));
    Set<Set<Edit>> seen = new HashSet<>();
    int tried = 0;
    open.add(node(dossier, rule, goal, others, List.of(), 0, tried++));
    while (!open.isEmpty()) {
      Node node = open.remove();
      if (node.ahead() == 0) {
        return Optional.of(node.edits());
      }
      if (node.edits().size() >= MOST_EDITS) {
        continue;
      }
      for (Move move : moves(node, variants, goal)) {
        List<Edit> edits = new ArrayList<>(node.edits());
        move.edits().forEach(edit -> put(edit, edits));
        if (!seen.add(Set.copyOf(edits))) {
          continue;
        }
        if (tried >= (others ? MOST_TRIED_WITH_OTHERS : MOST_TRIED)) {
          break;
        }
        open.add(node(dossier, rule, goal, others, edits, node.cost() + move.cost(), tried++));
      }
    }
    return Optional.empty();
  }

  /** A field that is changed twice is changed once, to what it was changed to last. */
  private static void put(Edit edit, List<Edit> edits) {
    if (edit instanceof Edit.Put put) {
      edits.removeIf(
          e ->
              e instanceof Edit.Put before
                  && before.section().equals(put.section())
                  && before.entry() == put.entry()
                  && before.field().equals(put.field()));
    }
    edits.add(edit);
  }

  private Node node(
      Dossier dossier,
      Rule rule,
      Goal goal,
      boolean others,
      List<Edit> edits,
      double cost,
      int number) {
    Edits.Worked worked = Edits.worked(dossier, edits);
    Knowledge knowledge = assessor.knowledge(worked.dossier(), asOf, others);
    return new Node(
        List.copyOf(edits), cost, ahead(rule, goal, knowledge), number, worked, knowledge);
  }

  private static double ahead(Rule rule, Goal goal, Knowledge knowledge) {
    if (goal == Goal.RECOMMENDED) {
      if (Assessor.answer(rule, knowledge).isYes()) {
        return 0;
      }
      int least = Integer.MAX_VALUE;
      for (Rule.Case ofRule : rule.cases()) {
        least = Math.min(least, unmet(ofRule.when(), knowledge.evaluation()));
      }
      return Math.max(0.5, 0.5 * least);
    }
    int ways = 0;
    for (Rule.Case ofRule : rule.cases()) {
      ways += knowledge.evaluation().solve(ofRule.when()).size();
    }
    return ways;
  }

  /** How many conditions are left after those that hold one after another. */
  private static int unmet(List<Condition> conditions, Evaluation evaluation) {
    for (int held = conditions.size() - 1; held > 0; held--) {
      if (evaluation.solve(conditions.subList(0, held)).stream()
          .anyMatch(solution -> solution.truth().isYes())) {
        return conditions.size() - held;
      }
    }
    return conditions.size();
  }

  private static List<Move> moves(Node node, List<List<Condition>> variants, Goal goal) {
    Map<List<Edit>, Move> cheapest = new LinkedHashMap<>();
    for (List<Condition> variant : variants) {
      Moves moves = new Moves(node.knowledge(), node.worked());
      for (Move move : goal == Goal.RECOMMENDED ? moves.toward(variant) : moves.away(variant)) {
        cheapest.merge(move.edits(), move, (a, b) -> a.cost() <= b.cost() ? a : b);
      }
    }
    List<Move> sorted = new ArrayList<>(cheapest.values());
    sorted.sort(Comparator.comparingDouble(Move::cost));
    if (sorted.size() <= MOVES_AT_ONCE) {
      return sorted;
    }
    List<Move> some = new ArrayList<>(sorted.subList(0, MOVES_AT_ONCE));
    // Several entries at once cost much and are the only way where many are counted.
    sorted.stream()
        .skip(MOVES_AT_ONCE)
        .filter(m -> m.edits().size() > 1 && m.edits().get(0) instanceof Edit.Add)
        .limit(MOVES_AT_ONCE / 2)
        .forEach(some::add);
    return some;
  }
}
