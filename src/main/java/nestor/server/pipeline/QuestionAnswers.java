package nestor.server.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import nestor.dossier.DossierRepository;
import nestor.intake.Intake;
import nestor.intake.Receipt;
import nestor.intake.ReceiptRepository;
import nestor.rulebook.NameTable;
import nestor.rulebook.NamesSection;
import nestor.store.Database;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Answers to open questions of organisations. They are received as a document of the section {@code
 * names} that holds all former answers as well, since a section replaces the one before. Safe for
 * use by several threads.
 */
public final class QuestionAnswers {
  private final GrowingSection names;

  /**
   * Answer to a question.
   *
   * @param name what is written
   * @param means what it stands for
   * @param of the section and field for which alone that holds, or null
   */
  public record Answer(String name, String means, @Nullable String of) {}

  public QuestionAnswers(
      Database database,
      ReceiptRepository receipts,
      Intake intake,
      DossierRepository dossiers,
      DocumentParser parser) {
    this.names =
        new GrowingSection(NamesSection.SECTION, database, receipts, intake, dossiers, parser);
  }

  /**
   * Receives answers.
   *
   * @param alongWith what is to be recorded in the same transaction as the receipt
   */
  public Receipt add(
      String organisation, List<Answer> answers, BiConsumer<Transaction, Receipt> alongWith)
      throws IOException {
    return names.change(
        organisation, former -> answers.forEach(answer -> put(former, answer)), alongWith);
  }

  /** Receives that an answer is taken back: its question is open again. */
  public void takeBack(String organisation, Answer answer) throws IOException {
    names.change(organisation, former -> remove(former, answer), (tx, receipt) -> {});
  }

  private static void put(ArrayNode names, Answer answer) {
    remove(names, answer);
    ObjectNode one = names.addObject();
    one.put(NamesSection.NAME, answer.name());
    one.put(NamesSection.MEANS, answer.means());
    if (answer.of() != null) {
      one.put(NamesSection.OF, answer.of());
    }
  }

  /** Removes what was said of that name for the same field. */
  private static void remove(ArrayNode names, Answer answer) {
    String key = NameTable.key(answer.name());
    for (int i = names.size() - 1; i >= 0; i--) {
      if (NameTable.key(names.get(i).path(NamesSection.NAME).asText()).equals(key)
          && Objects.equals(names.get(i).path(NamesSection.OF).textValue(), answer.of())) {
        names.remove(i);
      }
    }
  }
}
