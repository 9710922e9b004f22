package nestor.engine.wording;

/**
 * A question for the organisation, and where its answer belongs.
 *
 * @param need the section, or {@code section.field}, that holds the answer
 * @param question what to ask, in words that follow "tell us"
 */
public record NeededAnswer(String need, String question) {}
