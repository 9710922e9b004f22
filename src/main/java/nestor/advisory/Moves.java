package nestor.advisory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nestor.advisory.Advisory.Recommendation;
import nestor.rulebook.Group;
import nestor.rulebook.Priority;
import nestor.rulebook.Rulebook;

/**
 * Choice of the moves of an advisory: the first recommendation that no move settles yet makes the
 * next one, together with those of the group of the rulebook that settles the most with it. One of
 * the first three is the reader's, if the reader has anything urgent to do.
 */
final class Moves {
  private static final int FIRST_ONES = 3;
  private static final int MOST = 5;
  private static final int ENOUGH_FOR_A_GROUP = 2;

  private final List<Recommendation> toDo;
  private final Set<String> pointing;
  private final List<Group> groups;
  private final Scheduler scheduler;
  private final String reader;

  /**
   * Moves yet to be chosen.
   *
   * @param toDo the recommendations, in their order, without stances
   * @param groups what one thing to do may settle together
   */
  Moves(List<Recommendation> toDo, List<Group> groups, Scheduler scheduler, Rulebook rulebook) {
    // What only points at others begins no move, and is settled with them.
    List<String> neverFirst = rulebook.about().composition().ranking().neverFirst();
    boolean alone = toDo.stream().allMatch(r -> neverFirst.contains(r.rule()));
    this.toDo = toDo;
    this.pointing = alone ? Set.of() : Set.copyOf(neverFirst);
    this.groups = groups;
    this.scheduler = scheduler;
    this.reader = rulebook.about().composition().owners().reader();
  }

  /** Chooses three to five, or as many as there is to do. */
  List<Summary.Move> choose() {
    List<Summary.Move> moves = new ArrayList<>();
    Set<Recommendation> left = new LinkedHashSet<>(toDo);
    List<Recommendation> own = own(left);
    while (!own.isEmpty() && moves.size() < MOST) {
      Recommendation next = own.get(0);
      if (moves.size() == FIRST_ONES - 1 && moves.stream().noneMatch(this::isReaders)) {
        next =
            own.stream()
                .filter(r -> r.owner().equals(reader) && isUrgent(r))
                .findFirst()
                .orElse(next);
      }
      Optional<Group> group = groupOf(next, left);
      if (moves.size() >= FIRST_ONES && group.isEmpty() && !isUrgent(next)) {
        break;
      }
      List<Recommendation> settled = group.map(one -> members(one, left)).orElse(List.of(next));
      moves.add(move(next, settled, group.orElse(alone(next))));
      left.removeAll(settled);
      own = own(left);
    }
    return moves;
  }

  /** Those that can begin a move. */
  private List<Recommendation> own(Set<Recommendation> left) {
    return left.stream().filter(r -> !pointing.contains(r.rule())).toList();
  }

  private boolean isReaders(Summary.Move move) {
    return move.owner().equals(reader);
  }

  private static boolean isUrgent(Recommendation r) {
    return r.priority().isOver(Priority.MEDIUM);
  }

  /** The group that settles the most of what is left together with a recommendation. */
  private Optional<Group> groupOf(Recommendation with, Set<Recommendation> left) {
    Group best = null;
    int most = ENOUGH_FOR_A_GROUP - 1;
    for (Group group : groups) {
      int size = members(group, left).size();
      if (group.rules().contains(with.rule()) && size > most) {
        best = group;
        most = size;
      }
    }
    return Optional.ofNullable(best);
  }

  private static List<Recommendation> members(Group group, Set<Recommendation> left) {
    return left.stream().filter(r -> group.rules().contains(r.rule())).toList();
  }

  private static Group alone(Recommendation r) {
    return new Group(r.title(), r.action(), "", List.of(), null, List.of(r.rule()));
  }

  private Summary.Move move(Recommendation first, List<Recommendation> settled, Group group) {
    return new Summary.Move(
        group.title(),
        group.firstStep(),
        group.consistsOf(),
        scheduler.existing(group.with()).stream()
            .filter(role -> !role.equals(first.owner()))
            .toList(),
        settled.stream().map(Recommendation::rule).toList(),
        first.owner(),
        scheduler.of(first, settled, group.effort()));
  }
}
