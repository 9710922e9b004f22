package nestor.rulebook;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Wording of what several recommendations say of one entry of a section, from {@code
 * rulebook.yaml}.
 *
 * @param sentence with {@code {subject}} and {@code {facts}}
 * @param facts what each rule has to say of the subject, by the rule's id, the gravest first, with
 *     {@code {section.field}} for values of the entry on which the rule rests
 * @param move one thing to do about it, with {@code {subject}}, or null
 */
public record StoryKind(String sentence, Map<String, String> facts, @Nullable Group move) {}
