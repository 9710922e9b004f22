package nestor.server.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
 * names} that holds all former answers as well, since a section replaces the one before. Two
 * answers at once both count: the later document begins with the earlier one. Safe for use by
 * several threads.
 */
public final class QuestionAnswers {
  private final Database database;
  private final ReceiptRepository receipts;
  private final Intake intake;
  private final DossierRepository dossiers;
  private final DocumentParser parser;
  private final Map<String, Sent> undecided = new ConcurrentHashMap<>();

  /**
   * Answer to a question.
   *
   * @param name what is written
   * @param means what it stands for
   * @param of the section and field for which alone that holds, or null
   */
  public record Answer(String name, String means, @Nullable String of) {}

  /** The document that was made last of the answers of an organisation. */
  private record Sent(String receipt, ArrayNode names) {}

  public QuestionAnswers(
      Database database,
      ReceiptRepository receipts,
      Intake intake,
      DossierRepository dossiers,
      DocumentParser parser) {
    this.database = database;
    this.receipts = receipts;
    this.intake = intake;
    this.dossiers = dossiers;
    this.parser = parser;
  }

  /**
   * Receives answers.
   *
   * @param alongWith what is to be recorded in the same transaction as the receipt
   */
  public synchronized Receipt add(
      String organisation, List<Answer> answers, BiConsumer<Transaction, Receipt> alongWith)
      throws IOException {
    ArrayNode names = former(organisation);
    answers.forEach(answer -> put(names, answer));
    return receive(organisation, names, alongWith);
  }

  /** Receives that an answer is taken back: its question is open again. */
  public synchronized void takeBack(String organisation, Answer answer) throws IOException {
    ArrayNode names = former(organisation);
    remove(names, answer);
    receive(organisation, names, (tx, receipt) -> {});
  }

  private Receipt receive(
      String organisation, ArrayNode names, BiConsumer<Transaction, Receipt> alongWith)
      throws IOException {
    ObjectNode document = JsonNodeFactory.instance.objectNode().set(NamesSection.SECTION, names);
    Receipt receipt =
        intake.receive(
            NamesSection.SECTION + ".json",
            new ByteArrayInputStream(document.toString().getBytes(StandardCharsets.UTF_8)),
            organisation,
            alongWith);
    undecided.put(organisation, new Sent(receipt.id(), names));
    return receipt;
  }

  /** Former answers, including those that wait to be read. */
  private ArrayNode former(String organisation) {
    Sent sent = undecided.get(organisation);
    if (sent != null) {
      Optional<Receipt> receipt = database.read(tx -> receipts.find(tx, sent.receipt()));
      if (receipt.filter(r -> r.state() == Receipt.State.RECEIVED).isPresent()) {
        return sent.names().deepCopy();
      }
      undecided.remove(organisation);
    }
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    database
        .read(tx -> dossiers.load(tx, organisation, parser.vocabulary()))
        .entries(NamesSection.SECTION)
        .forEach(
            entry -> {
              ObjectNode one = names.addObject();
              entry.forEach((field, value) -> one.put(field, value.toString()));
            });
    return names;
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
