package nestor.server.mail;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Line of a mail that replies to recommendations, as {@link ReplyParser} reads it. */
sealed interface ReplyLine {

  /** The line as it was written. */
  String written();

  /** What is said of a recommendation. */
  enum Verb {
    DONE,
    WAIVE,
    POSTPONE
  }

  /**
   * Line that can be understood.
   *
   * @param numbers the numbers of the recommendations, as the mail that is replied to has them
   * @param day the day on which they were done, or until which they are waived; null where none is
   *     named, which only what is done may lack
   * @param why why they are waived; empty where they are done
   */
  record Reply(
      String written, Verb verb, List<Integer> numbers, @Nullable LocalDate day, String why)
      implements ReplyLine {}

  /**
   * Line that begins as a reply does and cannot be understood.
   *
   * @param fault what is wrong, with its cure
   */
  record Faulty(String written, String fault) implements ReplyLine {}
}
