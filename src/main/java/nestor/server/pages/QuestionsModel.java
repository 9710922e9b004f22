package nestor.server.pages;

import java.util.List;
import java.util.Objects;
import nestor.delivery.TextSanitizer;
import nestor.dossier.Dossier;
import nestor.dossier.resolution.OpenQuestion;
import nestor.dossier.resolution.Resolution;
import nestor.rulebook.NamesSection;
import nestor.rulebook.Rulebook;
import org.jspecify.annotations.Nullable;

/**
 * Questions that the data of an organisation leaves open, and what was answered already.
 *
 * @param answered what the organisation says that its names stand for, by answers or documents
 */
record QuestionsModel(List<Question> open, List<Answered> answered) {
  static final QuestionsModel NONE = new QuestionsModel(List.of(), List.of());

  /**
   * Question that the data leaves open.
   *
   * @param written what is written, or empty where only a corrected document can answer
   * @param of for what alone an answer holds, or empty
   * @param readings what it may stand for
   */
  record Question(String text, String written, String of, List<String> readings, int entries) {}

  /**
   * Answer that is kept.
   *
   * @param means what is written stands for, or empty where it is only itself
   * @param of for what alone that holds, or empty
   */
  record Answered(String written, String means, String of) {}

  static QuestionsModel of(Dossier dossier, Resolution resolution, Rulebook rulebook) {
    return new QuestionsModel(
        OpenQuestion.in(resolution, rulebook.documents()).stream()
            .map(
                q ->
                    new Question(
                        TextSanitizer.of(q.text()),
                        TextSanitizer.of(q.written()),
                        q.of(),
                        q.readings().stream().map(TextSanitizer::of).toList(),
                        q.entries()))
            .toList(),
        dossier.entries(NamesSection.SECTION).stream()
            .map(
                entry ->
                    new Answered(
                        text(entry.get(NamesSection.NAME)),
                        meaning(entry.get(NamesSection.MEANS)),
                        text(entry.get(NamesSection.OF))))
            .toList());
  }

  private static String meaning(@Nullable Object said) {
    String means = text(said);
    return means.equals("-") ? "" : means;
  }

  private static String text(@Nullable Object said) {
    return TextSanitizer.of(Objects.toString(said, ""));
  }
}
