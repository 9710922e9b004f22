package nestor.engine.wording;

/**
 * Question for an organisation, with the section and field that the answer belongs to.
 *
 * @param need the section, or {@code section.field}, that holds the answer
 * @param question what to ask, in a sentence
 */
public record NeededAnswer(String need, String question) {}
