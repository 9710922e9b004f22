package nestor.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import nestor.evidence.Declaration;
import nestor.evidence.DeclaredDocument;
import nestor.evidence.Document;
import nestor.evidence.DocumentLimits;
import nestor.evidence.Rejection;
import nestor.evidence.SingleSectionDocument;
import nestor.intake.ChangedDocumentException;
import nestor.intake.DeclaredCharset;
import nestor.intake.Intake;
import nestor.intake.Receipt;
import nestor.intake.ReceiptRepository;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Section;
import nestor.server.pipeline.BacklogLimit;
import nestor.server.pipeline.DocumentParser;
import nestor.server.pipeline.EntriesByPeople;
import nestor.server.pipeline.QuestionAnswers;
import nestor.server.pipeline.ReceiptJson;
import nestor.store.Database;
import nestor.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Endpoints that receive documents to be stored, and report what became of them. A failing count of
 * the backlog never turns an accepted upload into an error.
 */
public final class DocumentEndpoints {
  private static final Logger LOG = LoggerFactory.getLogger(DocumentEndpoints.class);

  private final Database database;
  private final ReceiptRepository receipts;
  private final Intake intake;
  private final DocumentParser parser;
  private final EntriesByPeople entries;
  private final BacklogLimit backlog;
  private final Runnable onReceived;

  public DocumentEndpoints(
      Database database,
      ReceiptRepository receipts,
      Intake intake,
      DocumentParser parser,
      EntriesByPeople entries,
      BacklogLimit backlog,
      Runnable onReceived) {
    this.database = database;
    this.receipts = receipts;
    this.intake = intake;
    this.parser = parser;
    this.entries = entries;
    this.backlog = backlog;
    this.onReceived = onReceived;
  }

  /** Keeps every document of the request; what they say is judged afterwards. */
  public Response upload(RequestContext context) throws IOException {
    context.takesOnly("name", Declaration.SOURCE, Declaration.PARTIAL);
    ContentNegotiation.json(context);
    return accepted(keep(context, organisation(context)));
  }

  /**
   * Keeps every document of the request.
   *
   * @param organisation for which they are given in, or null where they tell
   */
  List<Receipt> keep(RequestContext context, @Nullable String organisation) throws IOException {
    refuseWhereFull();
    // To the end, before anything is kept: a body that breaks off is received not at all.
    UploadedDocuments.each(
        context, (name, content) -> content.transferTo(OutputStream.nullOutputStream()));
    Declaration declaration = declaration(context);
    Map<String, byte[]> declared = new LinkedHashMap<>();
    if (!declaration.isEmpty()) {
      UploadedDocuments.each(
          context, (name, content) -> declared.put(name, declared(name, content, declaration)));
    }
    List<Receipt> receipts = new ArrayList<>();
    UploadedDocuments.each(
        context,
        (name, content) -> {
          byte[] with = declared.get(name);
          receipts.add(
              intake.receive(
                  name, with == null ? content : new ByteArrayInputStream(with), organisation));
        });
    received();
    return receipts;
  }

  /** A document as it was sent, with what the request declares of it. */
  private static byte[] declared(String name, InputStream content, Declaration declaration)
      throws IOException {
    byte[] sent = content.readNBytes(DocumentLimits.LARGEST + 1);
    if (sent.length > DocumentLimits.LARGEST) {
      // It is refused with its reason when it is read.
      return sent;
    }
    SingleSectionDocument.Outcome outcome = DeclaredDocument.of(name, sent, declaration);
    return outcome.document().orElseThrow(() -> Problem.of(outcome.faults()).refusal()).content();
  }

  /** Declaration that the parameters of a request make of the source and of what is partial. */
  private Declaration declaration(RequestContext context) {
    TreeSet<String> partial = new TreeSet<>();
    context
        .parameter(Declaration.PARTIAL)
        .ifPresent(
            text ->
                Declaration.partial(text)
                    .forEach(
                        one -> partial.add(one.equals(Declaration.ALL) ? one : sectionNamed(one))));
    return new Declaration(source(context), partial);
  }

  private static @Nullable String source(RequestContext context) {
    Optional<String> written = context.parameter(Declaration.SOURCE);
    if (written.isEmpty()) {
      return null;
    }
    String source = Declaration.name(written.get());
    if (source == null) {
      throw Problem.of(
              400, "No name of a source", "a source has no such name; " + Declaration.NAME_CURE)
          .refusal();
    }
    return source;
  }

  /** Takes back what a source states of a section. */
  public Response withdraw(RequestContext context, OrganisationEndpoints organisations)
      throws IOException {
    context.takesOnly(Declaration.SOURCE);
    ContentNegotiation.json(context);
    organisation(context);
    String section = sectionNamed(context.part("section"));
    return accepted(List.of(withdraw(context, organisations, section, source(context))));
  }

  /**
   * Takes back what a source states of a section.
   *
   * @param source its name, or null for people
   * @throws ProblemException if it states nothing of it
   */
  Receipt withdraw(
      RequestContext context,
      OrganisationEndpoints organisations,
      String section,
      @Nullable String source)
      throws IOException {
    String organisation = organisations.standing(context).organisation();
    refuseWhereFull();
    String whose = source == null ? Declaration.PEOPLE : source;
    List<String> sources = organisations.sources(organisation, section);
    if (!sources.contains(whose)) {
      throw Problem.of(
              404,
              "Nothing to take back",
              "nothing is on file of "
                  + section
                  + " from "
                  + whose
                  + (sources.isEmpty() ? "" : "; name the source " + String.join(" or ", sources)))
          .refusal();
    }
    Document document = SingleSectionDocument.withdrawal(section, whose, organisation);
    Receipt receipt =
        intake.receive(document.name(), new ByteArrayInputStream(document.content()), organisation);
    received();
    return receipt;
  }

  /** Keeps one section, once it is sure that it can be taken in. */
  public Response section(RequestContext context) throws IOException {
    context.takesOnly(Declaration.SOURCE, Declaration.PARTIAL);
    ContentNegotiation.json(context);
    String organisation = organisation(context);
    String section = sectionNamed(context.part("section"));
    String type = context.header("content-type");
    String extension =
        type == null
            ? ".json"
            : MediaTypes.extension(type).orElse("").replaceAll("\\.(xlsx|ods|zip)", "");
    if (extension.isEmpty()) {
      throw Problem.of(
              415,
              "Not a format that is read here",
              "a section comes as application/json, application/yaml or text/csv; say which in"
                  + " Content-Type")
          .refusal();
    }
    return accepted(
        List.of(
            keepSection(
                organisation,
                section,
                extension,
                DeclaredCharset.utf8(content(context.body()), MediaTypes.charset(type)),
                declaration(context))));
  }

  /**
   * Keeps one section, once it is sure that it can be taken in.
   *
   * @param extension the form of the value, such as {@code .json}
   * @throws ProblemException if it cannot
   */
  Receipt keepSection(
      String organisation, String section, String extension, byte[] value, Declaration declaration)
      throws IOException {
    refuseWhereFull();
    SingleSectionDocument.Outcome outcome =
        SingleSectionDocument.document(section, extension, value, organisation, declaration);
    Document document =
        outcome.document().orElseThrow(() -> Problem.of(outcome.faults()).refusal());
    if (parser.read(document) instanceof Rejection rejection) {
      throw Problem.of(rejection.faults()).refusal();
    }
    Receipt receipt =
        intake.receive(document.name(), new ByteArrayInputStream(document.content()), organisation);
    received();
    return receipt;
  }

  /** Keeps the answer to an open question of an organisation. */
  Receipt keepAnswer(String organisation, QuestionAnswers.Answer answer) throws IOException {
    refuseWhereFull();
    Receipt receipt = entries.answers().add(organisation, List.of(answer), (tx, received) -> {});
    received();
    return receipt;
  }

  /** Takes an answer back, so that the question is open again. */
  void takeBackAnswer(String organisation, QuestionAnswers.Answer answer) throws IOException {
    refuseWhereFull();
    entries.answers().takeBack(organisation, answer);
    received();
  }

  /**
   * Keeps a reply to a recommendation, once it is sure that it can be taken in.
   *
   * @param fields of the entry, as they were typed; none takes back what was said of the rule
   */
  void keepReply(String organisation, String rule, Map<String, String> fields) throws IOException {
    refuseWhereFull();
    List<Diagnostic> faults = entries.replies().faults(organisation, rule, fields);
    if (!faults.isEmpty()) {
      throw Problem.of(faults).refusal();
    }
    entries.replies().put(organisation, rule, fields);
    received();
  }

  /** Receipt of one document. */
  public Response receipt(RequestContext context) {
    context.takesOnly();
    ContentNegotiation.json(context);
    return Response.json(200, ReceiptJson.of(receiptOf(context)))
        .tagged(context.header("if-none-match"));
  }

  /** The receipt that the path names, of a document that the caller may see. */
  Receipt receiptOf(RequestContext context) {
    String id = context.part("id");
    Optional<Receipt> found = database.read(tx -> receipts.find(tx, id));
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
    if (!context.principal().maySee(whose)) {
      throw RequestFilter.notYours();
    }
    return receipt;
  }

  /** Once a document is kept, its sender gets the receipt, even if the store breaks meanwhile. */
  /** Replays the quarantined document that the path names, once the caller may see it. */
  Receipt replay(RequestContext context) throws IOException {
    Receipt receipt = receiptOf(context);
    try {
      Receipt again =
          intake
              .replay(receipt.id())
              .orElseThrow(
                  () ->
                      Problem.of(
                              409,
                              "Not in quarantine",
                              receipt.name() + " was taken in; there is nothing to put back")
                          .refusal());
      onReceived.run();
      return again;
    } catch (ChangedDocumentException e) {
      throw Problem.of(409, "Not what arrived", String.valueOf(e.getMessage())).refusal();
    }
  }

  private void received() {
    onReceived.run();
    try {
      backlog.measure();
    } catch (StoreException e) {
      LOG.warn("how many documents wait is not known until the store answers", e);
    }
  }

  /**
   * The documents are decided in their order, so the receipt of the last one shows when all are
   * decided.
   */
  private Response accepted(List<Receipt> receipts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode all = json.putArray("receipts");
    receipts.forEach(receipt -> all.add(ReceiptJson.of(receipt)));
    return Response.json(202, json)
        .with("Location", "/receipts/" + receipts.get(receipts.size() - 1).id());
  }

  private void refuseWhereFull() {
    backlog.measure();
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

  private static String organisation(RequestContext context) {
    String id = context.part("id");
    if (!OrganisationSection.isId(id)) {
      throw Problem.of(
              400, "Not an organisation's id", "an id is " + OrganisationSection.ID_IN_WORDS)
          .refusal();
    }
    if (!context.principal().maySee(id)) {
      throw RequestFilter.notYours();
    }
    return id;
  }

  /**
   * The name of a section that documents can hold.
   *
   * @throws ProblemException if it is none
   */
  String sectionNamed(String name) {
    List<String> known = parser.vocabulary().sections().stream().map(Section::name).toList();
    if (!known.contains(name)) {
      throw Problem.of(
              404, "Not a section", "there is no such section; " + Suggestions.cure(name, known))
          .refusal();
    }
    return name;
  }

  private static byte[] content(@Nullable Path body) throws IOException {
    if (body == null) {
      return new byte[0];
    }
    if (Files.size(body) > DocumentLimits.LARGEST) {
      throw Problem.of(
              List.of(Diagnostic.in("body", null, DocumentLimits.TOO_LARGE, "send fewer entries")))
          .refusal();
    }
    return Files.readAllBytes(body);
  }
}
