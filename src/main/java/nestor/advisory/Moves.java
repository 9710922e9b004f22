package nestor.advisory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nestor.advisory.Advisory.Recommendation;
import nestor.rulebook.Group;
import nestor.rulebook.Priority;
import nestor.rulebook.Rulebook;

/**
 * Choice of the moves of an advisory: the first recommendation that no move settles yet makes the
 * next one, together with those of the group of the rulebook that settles the most with it.
 */
final class Moves {
  private static final int FEWEST = 3;
  private static final int MOST = 5;
  private static final int ENOUGH_FOR_A_GROUP = 2;

  private Moves() {}

  /**
   * Chooses three to five, or as many as there is to do.
   *
   * @param toDo the recommendations, in their order, without stances
   */
  static List<Summary.Move> of(List<Recommendation> toDo, Rulebook rulebook) {
    List<Summary.Move> moves = new ArrayList<>();
    Set<Recommendation> left = new LinkedHashSet<>(toDo);
    while (!left.isEmpty() && moves.size() < MOST) {
      Recommendation first = left.iterator().next();
      List<Recommendation> settled = List.of(first);
      Group best = null;
      for (Group group : rulebook.about().composition().groups().values()) {
        List<Recommendation> members =
            left.stream().filter(r -> group.rules().contains(r.rule())).toList();
        if (members.contains(first)
            && members.size() >= ENOUGH_FOR_A_GROUP
            && members.size() > settled.size()) {
          settled = members;
          best = group;
        }
      }
      if (moves.size() >= FEWEST && best == null && !first.priority().isOver(Priority.MEDIUM)) {
        break;
      }
      moves.add(move(settled, best == null ? alone(first) : best));
      left.removeAll(settled);
    }
    return moves;
  }

  private static Group alone(Recommendation r) {
    return new Group(r.title(), r.action(), "", List.of(), List.of(r.rule()));
  }

  private static Summary.Move move(List<Recommendation> settled, Group group) {
    Recommendation first = settled.get(0);
    return new Summary.Move(
        group.title(),
        group.firstStep(),
        group.consistsOf(),
        group.with().stream().filter(role -> !role.equals(first.owner())).toList(),
        settled.stream().map(Recommendation::rule).toList(),
        first.owner(),
        Scheduler.of(settled));
  }
}
