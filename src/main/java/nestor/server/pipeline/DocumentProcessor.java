package nestor.server.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.dossier.AdvisoryState;
import nestor.dossier.Dossier;
import nestor.dossier.DossierRepository;
import nestor.dossier.DossierSection;
import nestor.dossier.Origin;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.Note;
import nestor.evidence.ParseResult;
import nestor.evidence.ParsedArchive;
import nestor.evidence.ParsedDocument;
import nestor.evidence.ReadingReport;
import nestor.evidence.Rejection;
import nestor.intake.Intake;
import nestor.intake.Receipt;
import nestor.intake.ReceiptRepository;
import nestor.rulebook.NameTable;
import nestor.rulebook.OrganisationSection;
import nestor.store.Database;
import nestor.store.StoreException;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Worker that decides received documents in the order of their arrival: into the dossier, a
 * duplicate, or quarantine. A fault of one document never holds up the next.
 */
public final class DocumentProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(DocumentProcessor.class);
  private static final int BATCH = 50;

  /** Files that come within this time were put in together. */
  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  private static final int LONGEST_ID = 200;

  private final Path home;
  private final Database database;
  private final Intake intake;
  private final ReceiptRepository receipts;
  private final DossierRepository dossiers;
  private final DocumentParser parser;
  private final ConsoleReporter reporter;
  private final Metrics metrics;
  private final AtomicBoolean recoveryDue = new AtomicBoolean(true);

  public DocumentProcessor(
      Path home,
      Database database,
      Intake intake,
      ReceiptRepository receipts,
      DossierRepository dossiers,
      DocumentParser parser,
      Telemetry telemetry) {
    this.home = home;
    this.database = database;
    this.intake = intake;
    this.receipts = receipts;
    this.dossiers = dossiers;
    this.parser = parser;
    this.reporter = telemetry.console();
    this.metrics = telemetry.metrics();
  }

  /** Something may lie half done in the spool. */
  public void recover() {
    recoveryDue.set(true);
  }

  /** Takes up to a batch of waiting documents; true if there was any. */
  public boolean work() throws IOException {
    if (recoveryDue.getAndSet(false)) {
      try {
        intake.recover();
      } catch (IOException | RuntimeException e) {
        recoveryDue.set(true);
        throw e;
      }
    }
    int since = database.openings();
    List<Receipt> waiting = database.read(tx -> receipts.waiting(tx, BATCH));
    List<Receipt> decided = new ArrayList<>();
    try {
      for (Receipt receipt : waiting) {
        Receipt done = metrics.timed("read", () -> decide(receipt));
        decided.add(done);
        if (done.state() == Receipt.State.DIVIDED) {
          // Its parts wait now, and come before the rest.
          break;
        }
      }
    } finally {
      // Only what is decided for good may leave the spool.
      database.force(since);
      for (Receipt receipt : decided) {
        putAway(receipt);
      }
    }
    return !waiting.isEmpty();
  }

  /** The home was moved away: no fault of the document, which waits until it is back. */
  private static final class SpoolGoneException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SpoolGoneException() {
      super("the folder of what waits is gone; put the home back");
    }
  }

  /** Decides one document, in one transaction with what that does to the dossier. */
  public Receipt decide(Receipt receipt) {
    ParseResult result;
    try {
      result = read(receipt);
    } catch (SpoolGoneException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      return ourFault(receipt, e);
    }
    if (result instanceof Rejection rejection) {
      return quarantine(receipt, reasons(rejection.faults()));
    }
    if (result instanceof ParsedArchive archive) {
      return divide(receipt, archive);
    }
    try {
      return take(receipt, (ParsedDocument) result);
    } catch (StoreException e) {
      if (e.refused()) {
        return ourFault(receipt, e);
      }
      throw e;
    } catch (RuntimeException e) {
      return ourFault(receipt, e);
    }
  }

  private ParseResult read(Receipt receipt) {
    if (receipt.size() == 0) {
      return rejected(
          receipt, "the file is empty", "write the sections into it and put it in again");
    }
    if (receipt.size() > DocumentReader.LARGEST) {
      return rejected(receipt, DocumentReader.TOO_LARGE, DocumentReader.SPLIT_IT);
    }
    try {
      return parser.read(
          new Document(receipt.name(), intake.content(receipt), receipt.placedFor()));
    } catch (NoSuchFileException e) {
      if (!intake.hasSpool()) {
        throw new SpoolGoneException();
      }
      return rejected(
          receipt, "the file was taken out of the spool before it was read", "put it in again");
    } catch (IOException e) {
      LOG.error("Document {} cannot be read from the disk", receipt.id(), e);
      return rejected(receipt, "the disk did not give it back (" + e + ")", "put it in again");
    }
  }

  private Receipt divide(Receipt receipt, ParsedArchive archive) {
    List<Intake.Part> parts =
        archive.parts().stream().map(part -> new Intake.Part(part.name(), part.content())).toList();
    String reason =
        Stream.concat(
                Stream.of(
                    Diagnostic.in(
                            receipt.name(),
                            null,
                            "holds several documents ("
                                + archive.contents()
                                + "); each has a receipt of its own",
                            "")
                        .toString()),
                archive.passedOver().stream().map(Note::toString))
            .collect(Collectors.joining("\n"));
    try {
      return intake.divide(receipt, parts, reason);
    } catch (IOException e) {
      recover();
      throw new UncheckedIOException(receipt.name() + " cannot be divided yet", e);
    }
  }

  private Receipt take(Receipt receipt, ParsedDocument evidence) {
    if (!OrganisationSection.isId(evidence.organisation())) {
      throw new IllegalStateException(
          "the reader let the organisation id '" + evidence.organisation() + "' pass");
    }
    if (evidence.organisation().length() > LONGEST_ID) {
      return quarantine(
          receipt,
          reasons(
              rejected(
                      receipt,
                      "its organisation's id is longer than " + LONGEST_ID + " characters",
                      "choose a shorter id")
                  .faults()));
    }
    if (evidence.sections().isEmpty() && evidence.withdrawn().isEmpty()) {
      return quarantine(
          receipt,
          Diagnostic.in(receipt.name(), null, "it holds no section", "give at least one section")
              .toString());
    }
    String namesake = namesake(receipt, evidence.organisation());
    if (namesake != null) {
      return quarantine(
          receipt,
          reasons(
              rejected(
                      receipt,
                      "was put where '"
                          + receipt.placedFor()
                          + "' belongs, which is the name of the organisation "
                          + namesake
                          + ", and would be the id "
                          + evidence.organisation(),
                      "put it where " + namesake + " or " + evidence.organisation() + " belongs")
                  .faults()));
    }
    String document =
        receipt.placedFor() == null ? receipt.name() : receipt.placedFor() + "/" + receipt.name();
    Origin origin = new Origin(document, receipt.receivedAt(), receipt.sha256());
    return database.writeAhead(
        tx -> {
          List<Note> further = further(tx, evidence, origin);
          List<Diagnostic> faults = Note.faultsWhenStrict(further);
          if (parser.isStrict() && !faults.isEmpty()) {
            return receipts.decide(
                tx, receipt, Receipt.State.QUARANTINED, reasons(faults), receipt.placedFor());
          }
          ReadingReport reading = ReadingReport.of(evidence, further);
          List<String> remarks = reading.remarks();
          return receipts.decide(
              tx,
              receipt,
              dossiers.accept(tx, evidence, origin, receipt.id())
                  ? Receipt.State.ACCEPTED
                  : Receipt.State.DUPLICATE,
              remarks.isEmpty() ? null : String.join("\n", remarks),
              evidence.organisation(),
              reading.json());
        });
  }

  /**
   * Another organisation that bears the name of the folder where a document was put, or null. A
   * folder that is named by an id needs no such look.
   */
  private @Nullable String namesake(Receipt receipt, String organisation) {
    String placed = receipt.placedFor();
    if (placed == null || OrganisationSection.isId(placed)) {
      return null;
    }
    String name = NameTable.key(placed);
    return database.read(
        tx ->
            dossiers.standings(tx).stream()
                .map(AdvisoryState::organisation)
                .filter(other -> !other.equals(organisation))
                .filter(
                    other ->
                        name.equals(
                            NameTable.key(dossiers.load(tx, other, parser.vocabulary()).name())))
                .findFirst()
                .orElse(null));
  }

  /** What is to be said of a document when it is held against the others of its organisation. */
  private List<Note> further(Transaction tx, ParsedDocument evidence, Origin origin) {
    Dossier former = dossiers.load(tx, evidence.organisation(), parser.vocabulary());
    LocalDate day = LocalDate.ofInstant(origin.received(), ZoneOffset.UTC);
    List<Note> notes = new ArrayList<>(replaced(former, evidence, origin));
    parser.resolve(former.with(evidence, origin), day).notes(origin.document()).stream()
        .filter(note -> isOf(note, evidence))
        .forEach(notes::add);
    return notes;
  }

  /**
   * What is to be said of a section that another file gave just before: who puts in both at once
   * may not know that only one counts.
   */
  private static List<Note> replaced(Dossier former, ParsedDocument evidence, Origin origin) {
    List<Note> notes = new ArrayList<>();
    evidence
        .sections()
        .forEach(
            (section, content) -> {
              DossierSection held = former.sections().get(section);
              if (held != null
                  && !held.origin().document().equals(origin.document())
                  && !held.content().entries().equals(content.entries())
                  && held.origin().received().plus(AT_ONCE).isAfter(origin.received())) {
                notes.add(
                    new Note(
                        Note.Kind.DOUBTED,
                        Diagnostic.in(
                            origin.document(),
                            section,
                            "stands in the place of what "
                                + held.origin().document()
                                + " gave just before",
                            "put all entries into one file if both should count"),
                        section));
              }
            });
    return notes;
  }

  /** Whether a note is on a section that the document gives, and not on one of its former self. */
  private static boolean isOf(Note note, ParsedDocument evidence) {
    String path = String.valueOf(note.place().path());
    return evidence.sections().keySet().stream()
        .anyMatch(
            section ->
                path.equals(section)
                    || path.startsWith(section + "[")
                    || path.startsWith(section + "."));
  }

  private Receipt ourFault(Receipt receipt, Throwable fault) {
    LOG.error("Document {} ({}) could not be read", receipt.id(), receipt.name(), fault);
    return quarantine(
        receipt,
        Diagnostic.in(
                receipt.name(),
                null,
                "a fault in Nestor, not in the document, stopped its reading (" + fault + ")",
                "report it with what log/nestor.log says of " + receipt.id())
            .toString());
  }

  private Receipt quarantine(Receipt receipt, String reason) {
    return database.writeAhead(
        tx -> receipts.decide(tx, receipt, Receipt.State.QUARANTINED, reason, receipt.placedFor()));
  }

  private void putAway(Receipt receipt) {
    try {
      intake.putAway(receipt);
    } catch (IOException e) {
      recover();
      reporter.trouble(receipt.name() + " could not be moved to " + receipt.path(), e);
    }
    report(receipt);
  }

  private void report(Receipt receipt) {
    String reason = receipt.reason();
    metrics.decided(receipt.state());
    switch (receipt.state()) {
      case ACCEPTED ->
          reporter.report(
              "accepted", receipt.name() + " for " + organisationName(receipt) + odd(receipt));
      case DUPLICATE ->
          reporter.report(
              "duplicate",
              receipt.name()
                  + " for "
                  + organisationName(receipt)
                  + ": says nothing new"
                  + odd(receipt));
      case DIVIDED -> reporter.report("divided", first(reason));
      case QUARANTINED ->
          reporter.report(
              "quarantined", first(reason) + " -> " + home.resolve(receipt.path()).getParent());
      case RECEIVED, REPLAYED -> throw new IllegalStateException("undecided");
    }
  }

  private static String organisationName(Receipt receipt) {
    return String.valueOf(receipt.organisation());
  }

  private static String odd(Receipt receipt) {
    String remarks = receipt.reason();
    String reading = receipt.reading();
    // Questions are the first of the remarks.
    boolean asks = reading != null && !ReadingReport.of(reading).asked().isEmpty();
    return remarks == null ? "" : (asks ? " (question: " : " (note: ") + first(remarks) + ")";
  }

  private static String first(@Nullable String reason) {
    List<String> lines = reason == null ? List.of("") : reason.lines().toList();
    return lines.get(0) + (lines.size() > 1 ? " (and " + (lines.size() - 1) + " more)" : "");
  }

  private static String reasons(List<Diagnostic> faults) {
    return faults.stream()
        .sorted(Diagnostic.READING_ORDER)
        .map(Diagnostic::toString)
        .collect(Collectors.joining("\n"));
  }

  private static Rejection rejected(Receipt receipt, String what, String cure) {
    return new Rejection(List.of(Diagnostic.in(receipt.name(), null, what, cure)));
  }
}
