package nestor.server.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.dossier.DossierRepository;
import nestor.evidence.Document;
import nestor.evidence.Rejection;
import nestor.intake.Intake;
import nestor.intake.Receipt;
import nestor.intake.ReceiptRepository;
import nestor.store.Database;
import nestor.store.Transaction;

/**
 * Section of organisations to which people add one entry at a time. A document replaces the section
 * before it, so each document that is made here begins with the former entries. Two changes at once
 * both count: the later document holds what the earlier one added. Safe for use by several threads.
 */
final class GrowingSection {
  private final String section;
  private final Database database;
  private final ReceiptRepository receipts;
  private final Intake intake;
  private final DossierRepository dossiers;
  private final DocumentParser parser;
  private final Map<String, Sent> undecided = new ConcurrentHashMap<>();

  /** The document that was made last for an organisation. */
  private record Sent(String receipt, ArrayNode entries) {}

  GrowingSection(
      String section,
      Database database,
      ReceiptRepository receipts,
      Intake intake,
      DossierRepository dossiers,
      DocumentParser parser) {
    this.section = section;
    this.database = database;
    this.receipts = receipts;
    this.intake = intake;
    this.dossiers = dossiers;
    this.parser = parser;
  }

  /**
   * Receives a document of the former entries as they are after a change.
   *
   * @param alongWith what is to be recorded in the same transaction as the receipt
   */
  synchronized Receipt change(
      String organisation, Consumer<ArrayNode> change, BiConsumer<Transaction, Receipt> alongWith)
      throws IOException {
    ArrayNode entries = former(organisation);
    change.accept(entries);
    Document document = document(entries, organisation);
    Receipt receipt =
        intake.receive(
            document.name(), new ByteArrayInputStream(document.content()), organisation, alongWith);
    undecided.put(organisation, new Sent(receipt.id(), entries));
    return receipt;
  }

  /** The faults for which a document of the entries after a change would be refused. */
  List<Diagnostic> faults(String organisation, Consumer<ArrayNode> change) {
    ArrayNode entries = former(organisation);
    change.accept(entries);
    return parser.read(document(entries, organisation)) instanceof Rejection rejection
        ? rejection.faults()
        : List.of();
  }

  private Document document(ArrayNode entries, String organisation) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().set(section, entries);
    return new Document(
        section + ".json", document.toString().getBytes(StandardCharsets.UTF_8), organisation);
  }

  /** Former entries, including those that wait to be read. */
  private synchronized ArrayNode former(String organisation) {
    Sent sent = undecided.get(organisation);
    if (sent != null) {
      Optional<Receipt> receipt = database.read(tx -> receipts.find(tx, sent.receipt()));
      if (receipt.filter(r -> r.state() == Receipt.State.RECEIVED).isPresent()) {
        return sent.entries().deepCopy();
      }
      undecided.remove(organisation);
    }
    ArrayNode entries = JsonNodeFactory.instance.arrayNode();
    database
        .read(tx -> dossiers.load(tx, organisation, parser.vocabulary()))
        .entries(section)
        .forEach(
            entry -> {
              ObjectNode one = entries.addObject();
              entry.forEach((field, value) -> one.put(field, value.toString()));
            });
    return entries;
  }
}
