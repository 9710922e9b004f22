package nestor.rulebook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules that one thing to do closes together, from {@code rulebook.yaml}. Groups about one entry
 * are made of a {@link StoryKind}'s move.
 *
 * @param title what to do, in words that can stand in a headline
 * @param firstStep what to do in the first week
 * @param consistsOf what it is
 * @param with the roles that are there beside the owner
 * @param effort how much work it is, or null for that of the recommendations that it settles
 * @param rules the ids of the rules
 */
public record Group(
    String title,
    String firstStep,
    String consistsOf,
    List<String> with,
    @Nullable Effort effort,
    List<String> rules) {}
