package nestor.app.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nestor.app.desk.Backlog;
import nestor.app.desk.DocumentUnderstanding;
import nestor.app.desk.ReceiptJson;
import nestor.app.desk.Rooms;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.LoneSection;
import nestor.evidence.Rejection;
import nestor.http.Answer;
import nestor.http.MediaTypes;
import nestor.http.Problem;
import nestor.intake.Receipt;
import nestor.rulebook.EngineWords;
import nestor.rulebook.Fault;
import nestor.rulebook.Nearest;
import nestor.rulebook.Section;
import nestor.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Documents that come in over HTTP to be kept, and what became of them. */
public final class DocumentEndpoints {
  private static final Logger LOG = LoggerFactory.getLogger(DocumentEndpoints.class);

  private final Rooms rooms;
  private final DocumentUnderstanding understanding;
  private final Backlog backlog;
  private final Runnable onReceived;

  public DocumentEndpoints(
      Rooms rooms, DocumentUnderstanding understanding, Backlog backlog, Runnable onReceived) {
    this.rooms = rooms;
    this.understanding = understanding;
    this.backlog = backlog;
    this.onReceived = onReceived;
  }

  /** Keeps every document of the request; what they say is judged afterwards. */
  public Answer upload(Visit visit) throws IOException {
    visit.takesOnly("name");
    Formats.json(visit);
    return accepted(keep(visit, organisation(visit)));
  }

  /**
   * Keeps every document of the request.
   *
   * @param organisation for which they are given in, or null where they tell
   */
  List<Receipt> keep(Visit visit, @Nullable String organisation) throws IOException {
    refuseWhereFull();
    // To the end, before anything is kept: a body that breaks off is received not at all.
    Incoming.each(visit, (name, content) -> content.transferTo(OutputStream.nullOutputStream()));
    List<Receipt> receipts = new ArrayList<>();
    Incoming.each(
        visit,
        (name, content) -> receipts.add(rooms.intake().receive(name, content, organisation)));
    received();
    return receipts;
  }

  /** Keeps one section, once it is sure that it can be taken in. */
  public Answer section(Visit visit) throws IOException {
    visit.takesOnly();
    Formats.json(visit);
    String organisation = organisation(visit);
    String section = sectionNamed(visit.part("section"));
    String type = visit.header("content-type");
    String extension =
        type == null ? ".json" : MediaTypes.extension(type).orElse("").replace(".xlsx", "");
    if (extension.isEmpty()) {
      throw Problem.of(
              415,
              "Not a format that is read here",
              "a section comes as application/json, application/yaml or text/csv; say which in"
                  + " Content-Type")
          .refusal();
    }
    return accepted(List.of(keepSection(organisation, section, extension, content(visit.body()))));
  }

  /**
   * Keeps one section, once it is sure that it can be taken in.
   *
   * @param extension the form of the value, such as {@code .json}
   * @throws nestor.http.Refusal if it cannot
   */
  Receipt keepSection(String organisation, String section, String extension, byte[] value)
      throws IOException {
    refuseWhereFull();
    LoneSection.Outcome outcome = LoneSection.document(section, extension, value, organisation);
    Document document =
        outcome.document().orElseThrow(() -> Problem.of(outcome.faults()).refusal());
    if (understanding.read(document) instanceof Rejection rejection) {
      throw Problem.of(rejection.faults()).refusal();
    }
    Receipt receipt =
        rooms
            .intake()
            .receive(document.name(), new ByteArrayInputStream(document.content()), organisation);
    received();
    return receipt;
  }

  /** What became of one document. */
  public Answer receipt(Visit visit) {
    visit.takesOnly();
    Formats.json(visit);
    return Answer.json(200, ReceiptJson.of(receiptOf(visit))).tagged(visit.header("if-none-match"));
  }

  /** The receipt that the path names, of a document that the caller may see. */
  Receipt receiptOf(Visit visit) {
    String id = visit.part("id");
    Optional<Receipt> found = rooms.store().read(tx -> rooms.receipts().find(tx, id));
    Receipt receipt =
        found.orElseThrow(
            () ->
                Problem.of(
                        404,
                        "Nothing there",
                        "there is no such receipt; its id is in the answer that you got to the"
                            + " document")
                    .refusal());
    String whose = receipt.organisation() == null ? receipt.placedFor() : receipt.organisation();
    if (!visit.caller().maySee(whose)) {
      throw FrontDoor.notYours();
    }
    return receipt;
  }

  /** Whoever brought a document that is kept now is told so, even if the store breaks meanwhile. */
  private void received() {
    onReceived.run();
    try {
      backlog.look();
    } catch (StoreException e) {
      LOG.warn("how many documents wait is not known until the store answers", e);
    }
  }

  /** The documents are decided in their order, so the last one's receipt tells when all are. */
  private Answer accepted(List<Receipt> receipts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode all = json.putArray("receipts");
    receipts.forEach(receipt -> all.add(ReceiptJson.of(receipt)));
    return Answer.json(202, json)
        .with("Location", "/receipts/" + receipts.get(receipts.size() - 1).id());
  }

  private void refuseWhereFull() {
    backlog.look();
    if (backlog.full()) {
      throw Problem.of(
              503,
              "Too much is waiting",
              backlog.now().waiting()
                  + " documents wait to be read; send this one again in some seconds")
          .with("Retry-After", "5")
          .refusal();
    }
  }

  private static String organisation(Visit visit) {
    String id = visit.part("id");
    if (!EngineWords.isId(id)) {
      throw Problem.of(400, "Not an organisation's id", "an id is " + EngineWords.ID_IN_WORDS)
          .refusal();
    }
    if (!visit.caller().maySee(id)) {
      throw FrontDoor.notYours();
    }
    return id;
  }

  /**
   * The name of a section that documents can hold.
   *
   * @throws nestor.http.Refusal if it is none
   */
  String sectionNamed(String name) {
    List<String> known = understanding.vocabulary().sections().stream().map(Section::name).toList();
    if (!known.contains(name)) {
      throw Problem.of(
              404, "Not a section", "there is no such section; " + Nearest.cure(name, known))
          .refusal();
    }
    return name;
  }

  private static byte[] content(@Nullable Path body) throws IOException {
    if (body == null) {
      return new byte[0];
    }
    if (Files.size(body) > DocumentReader.LARGEST) {
      throw Problem.of(
              List.of(
                  Fault.in(
                      "body",
                      null,
                      "is larger than " + (DocumentReader.LARGEST >> 20) + " MB",
                      "send fewer entries")))
          .refusal();
    }
    return Files.readAllBytes(body);
  }
}
